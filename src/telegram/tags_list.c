/* The TAGS line as a list of what it says, and a container's list of the same kind. */
#include "telegram/tags.h"

#include "record/redaction.h"

static void add_shown(struct arena *arena, TextList *list, Text text)
{
	Text *added;

	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text))
			return;
	added = text.len ? array_add(list, arena) : NULL;
	if (added)
		*added = text;
}

void tags_list(const struct cable *cable, enum tags_form form, struct arena *arena, TextList *list)
{
	*list = (TextList){ 0 };
	for (uint32_t i = 0; i < cable->tags.count; i++) {
		const struct tag_use *use = &cable->tags.items[i];
		bool codes =
		    form == TAGS_CORRECTED && use->codes.count && use->rule != TAG_RULE_ALIAS;

		if (use->name.len)
			add_shown(arena, list, use->name);
		else if (!codes)
			add_shown(arena, list, text_upper(arena, use->raw.text));
		for (uint32_t k = 0; codes && k < use->codes.count; k++)
			add_shown(arena, list, use->codes.items[k]);
	}
}

void tags_of_container(
    struct record *record, Text list, const struct catalog *catalog, struct arena *arena)
{
	while (list.len && record->tags.count < TAGS_LIMIT) {
		Text item = redaction_cut(&list, '|');
		const struct tag *tag = catalog_tag(catalog, text_cut_word(&item));

		if (tag)
			add_shown(arena, &record->tags, tag->code);
	}
}
