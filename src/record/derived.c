/* Members of the JSON form that follow from the rest: written for readers, never read back. */
#include <string.h>

#include "record/reference_id.h"
#include "record/shape.h"

static void add(json_t *array, json_t *item)
{
	json_array_append_new(array, item);
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *text_or_null(Text text)
{
	return text.len ? json_text(text) : json_null();
}

json_t *derive_schema(const struct writing *writing, const void *base)
{
	(void)writing, (void)base;
	return json_string("chancery.record/1");
}

json_t *derive_file_lines(const struct writing *writing, const void *base)
{
	(void)base;
	return json_integer(writing->record->transcript.lines.count);
}

json_t *derive_last_newline(const struct writing *writing, const void *base)
{
	(void)base;
	return json_boolean(text_ends(writing->record->transcript.text, TEXT("\n")));
}

json_t *derive_reference_id(const struct writing *writing, const void *base)
{
	ReferenceId id;

	(void)base;
	if (!reference_id_read(writing->record->id, &id))
		return json_null();
	json_t *object = json_object();
	set(object, "id",
	    text_or_null(writing->record->top_box.id.text.len ? writing->record->top_box.id.text
							      : writing->record->id));
	set(object, "year", json_integer(id.year));
	set(object, "station", json_text(id.station));
	set(object, "number", json_integer((json_int_t)id.number));
	set(object, "canonical", json_text(reference_id_text(&id, writing->arena)));
	return object;
}

static json_t *box_time(const struct writing *writing, Text written)
{
	Moment moment;

	if (!moment_read(written, &moment))
		return json_null();
	Text iso = moment_iso(writing->arena, moment);
	if (text_ends(iso, TEXT("Z")))
		iso.len--; /* a top box names no zone */
	return text_or_null(iso);
}

json_t *derive_box_created(const struct writing *writing, const void *base)
{
	return box_time(writing, ((const struct top_box *)base)->created.text);
}

json_t *derive_box_released(const struct writing *writing, const void *base)
{
	return box_time(writing, ((const struct top_box *)base)->released.text);
}

json_t *derive_julian_date(const struct writing *writing, const void *base)
{
	const struct station_line *line = base;
	Moment day = { line->filed.seconds, PRECISION_DAY };

	return line->filed.precision ? text_or_null(moment_text(writing->arena, day)) : json_null();
}

static void add_zen(json_t *array, const AddresseeList *list)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->items[i].zen)
			add(array, text_or_null(list->items[i].plad.text));
}

json_t *derive_zen(const struct writing *writing, const void *base)
{
	const struct cable_header *header = base;
	json_t *array = json_array();

	(void)writing;
	add_zen(array, &header->to);
	add_zen(array, &header->info);
	return array;
}

json_t *derive_captions(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	(void)writing;
	for (uint32_t i = 0; i < cable->captions.count; i++)
		add(array, text_or_null(cable->captions.items[i].code));
	return array;
}

static json_t *texts(const TextList *list)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < list->count; i++)
		add(array, text_or_null(list->items[i]));
	return array;
}

json_t *derive_captions_unique(const struct writing *writing, const void *base)
{
	(void)base;
	return texts(&writing->record->captions);
}

json_t *derive_tags(const struct writing *writing, const void *base)
{
	(void)base;
	return texts(&writing->record->tags);
}

json_t *derive_trailing_comma(const struct writing *writing, const void *base)
{
	(void)writing;
	return json_boolean(
	    text_ends(text_trim(((const struct cable *)base)->attention.text), TEXT(",")));
}

json_t *derive_aliases(const struct writing *writing, const void *base)
{
	const struct narrative *narrative = base;
	json_t *array = json_array();

	(void)writing;
	if (narrative->country_alias.len)
		add(array, json_text(narrative->country_alias));
	return array;
}

json_t *derive_starts(const struct writing *writing, const void *base)
{
	const struct narrative_section *section = base;

	if (!section->paragraphs.count)
		return json_null();
	Text text =
	    transcript_slice(&writing->record->transcript, section->paragraphs.items[0].span);
	return text_or_null(text_trim(text_cut(&text, '\n')));
}

json_t *derive_fact_value(const struct writing *writing, const void *base)
{
	const struct narrative_fact *fact = base;

	if (fact->low == fact->high)
		return json_integer(fact->low);
	return json_text(text_format(writing->arena, "%u-%u", fact->low, fact->high));
}

json_t *derive_fact_year(const struct writing *writing, const void *base)
{
	const struct narrative_fact *fact = base;

	(void)writing;
	return fact->year ? json_integer(fact->year) : json_null();
}

json_t *derive_note_grade(const struct writing *writing, const void *base)
{
	(void)writing;
	return json_text(note_grade_name(note_grade_of(((const struct note *)base)->kind)));
}

json_t *derive_note_phrase(const struct writing *writing, const void *base)
{
	(void)writing;
	return json_text(note_phrase(((const struct note *)base)->kind));
}
