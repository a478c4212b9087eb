/* Names of kinds, and what may be an id. */
#include "record/record.h"

#include "record/reference_id.h"

Text record_kind_name(enum record_kind kind)
{
	static const Text names[RECORD_KINDS] = { TEXT_INIT("cable"), TEXT_INIT("narrative"),
		TEXT_INIT("document") };

	return names[(unsigned)kind < RECORD_KINDS ? (unsigned)kind : RECORD_CABLE];
}

bool record_kind_read(Text name, enum record_kind *kind)
{
	for (unsigned i = 0; i < RECORD_KINDS; i++)
		if (text_equal(record_kind_name((enum record_kind)i), name)) {
			*kind = (enum record_kind)i;
			return true;
		}
	*kind = RECORD_CABLE;
	return false;
}

Text document_part_name(enum document_part_kind kind)
{
#define PART_NAME(name, shown) TEXT_INIT(shown),
	static const Text names[] = { DOCUMENT_PARTS(PART_NAME) };
#undef PART_NAME

	return names[(unsigned)kind < PART_COUNT ? (unsigned)kind : PART_PARAGRAPH];
}

static bool is_id_char(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '/' || c == '-';
}

bool record_id_is_valid(Text id)
{
	if (!id.len || id.len > RECORD_ID_LIMIT || id.at[0] == '/' || id.at[id.len - 1] == '/')
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (!is_id_char(id.at[i]) || (i && id.at[i] == '/' && id.at[i - 1] == '/'))
			return false;
	return true;
}

static bool is_listed(const TextList *list, Text id)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal_nocase(list->items[i], id))
			return true;
	return false;
}

void record_cite(struct record *record, Text list, struct arena *arena)
{
	while (list.len && record->references.count < REFERENCES_LIMIT) {
		Text id = text_trim(text_cut(&list, '|'));
		ReferenceId parts;

		if (reference_id_read(id, &parts)) {
			parts.station = text_upper(arena, parts.station);
			id = reference_id_text(&parts, arena);
		}
		if (!record_id_is_valid(id) || text_equal_nocase(id, record->id) ||
		    is_listed(&record->references, id))
			continue;
		Text *item = array_add(&record->references, arena);
		if (item)
			*item = id;
	}
}

Text reference_kind_name(enum reference_kind kind)
{
	static const Text names[] = { TEXT_INIT("cable"), TEXT_INIT("email"), TEXT_INIT("telcon"),
		TEXT_INIT("report"), TEXT_INIT("book"), TEXT_INIT("other") };

	return names[(unsigned)kind < REFERENCE_KINDS ? (unsigned)kind : REFERENCE_OTHER];
}

Text block_kind_name(enum block_kind kind)
{
	static const Text names[] = { TEXT_INIT("paragraph"), TEXT_INIT("plain"),
		TEXT_INIT("heading"), TEXT_INIT("item"), TEXT_INIT("table") };

	return names[(unsigned)kind <= BLOCK_TABLE ? (unsigned)kind : BLOCK_PLAIN];
}

#define SECTION_ROW(name, slug, shown) { TEXT_INIT(slug), TEXT_INIT(shown) },
static const struct {
	Text slug, shown;
} sections[] = { SECTIONS(SECTION_ROW) };
#undef SECTION_ROW

Text section_name(enum section_kind kind)
{
	return sections[(unsigned)kind < SECTION_COUNT ? (unsigned)kind : 0].shown;
}

Text section_slug(enum section_kind kind)
{
	return sections[(unsigned)kind < SECTION_COUNT ? (unsigned)kind : 0].slug;
}

#define METRIC_ROW(name, slug, shown, unit) { TEXT_INIT(slug), TEXT_INIT(shown), TEXT_INIT(unit) },
static const struct metric_row {
	Text slug, shown, unit;
} metrics[] = { METRICS(METRIC_ROW) };
#undef METRIC_ROW

static const struct metric_row *metric_of(enum metric metric)
{
	return &metrics[(unsigned)metric < METRIC_COUNT ? (unsigned)metric : 0];
}

Text metric_name(enum metric metric)
{
	return metric_of(metric)->slug;
}

Text metric_shown(enum metric metric)
{
	return metric_of(metric)->shown;
}

Text metric_unit(enum metric metric)
{
	return metric_of(metric)->unit;
}
