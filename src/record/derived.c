/* Members of the JSON form that follow from the rest: written for readers, never read back. */
#include <string.h>

#include "record/reference_id.h"
#include "record/shape.h"

void derive_schema(const struct writing *writing, const void *base)
{
	(void)base;
	out_json_text(writing->out, TEXT("chancery.record/1"));
}

void derive_file_lines(const struct writing *writing, const void *base)
{
	(void)base;
	out_json_number(writing->out, writing->record->transcript.lines.count);
}

void derive_last_newline(const struct writing *writing, const void *base)
{
	(void)base;
	put_bool(writing, text_ends(writing->record->transcript.text, TEXT("\n")));
}

void derive_reference_id(const struct writing *writing, const void *base)
{
	Text boxed = writing->record->top_box.id.text, id = writing->record->id;
	struct out *out = writing->out;
	ReferenceId read;

	(void)base;
	if (!reference_id_read(id, &read)) {
		put_null(writing);
		return;
	}
	out_json_open(out, '{');
	out_json_key(out, "id");
	put_text(writing, boxed.len ? boxed : id);
	out_json_key(out, "year");
	out_json_number(out, read.year);
	out_json_key(out, "station");
	out_json_text(out, read.station);
	out_json_key(out, "number");
	out_json_number(out, (int64_t)read.number);
	out_json_key(out, "canonical");
	out_json_text(out, reference_id_text(&read, writing->arena));
	out_json_close(out, '}');
}

static void put_box_time(const struct writing *writing, Text written)
{
	Moment moment;
	Text iso = { 0 };

	if (moment_read(written, &moment))
		iso = moment_iso(writing->arena, moment);
	if (text_ends(iso, TEXT("Z")))
		iso.len--; /* a top box names no zone */
	put_text(writing, iso);
}

void derive_box_created(const struct writing *writing, const void *base)
{
	put_box_time(writing, ((const struct top_box *)base)->created.text);
}

void derive_box_released(const struct writing *writing, const void *base)
{
	put_box_time(writing, ((const struct top_box *)base)->released.text);
}

void derive_julian_date(const struct writing *writing, const void *base)
{
	const struct station_line *line = base;
	Moment day = { line->filed.seconds, PRECISION_DAY };

	put_text(writing, line->filed.precision ? moment_text(writing->arena, day) : TEXT(""));
}

static void put_zen(const struct writing *writing, const AddresseeList *list)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->items[i].zen)
			put_text(writing, list->items[i].plad.text);
}

void derive_zen(const struct writing *writing, const void *base)
{
	const struct cable_header *header = base;

	out_json_open(writing->out, '[');
	put_zen(writing, &header->to);
	put_zen(writing, &header->info);
	out_json_close(writing->out, ']');
}

void derive_captions(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < cable->captions.count; i++)
		put_text(writing, cable->captions.items[i].code);
	out_json_close(writing->out, ']');
}

static void put_texts(const struct writing *writing, const TextList *list)
{
	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < list->count; i++)
		put_text(writing, list->items[i]);
	out_json_close(writing->out, ']');
}

void derive_captions_unique(const struct writing *writing, const void *base)
{
	(void)base;
	put_texts(writing, &writing->record->captions);
}

void derive_tags(const struct writing *writing, const void *base)
{
	(void)base;
	put_texts(writing, &writing->record->tags);
}

void derive_trailing_comma(const struct writing *writing, const void *base)
{
	put_bool(
	    writing, text_ends(text_trim(((const struct cable *)base)->attention.text), TEXT(",")));
}

void derive_aliases(const struct writing *writing, const void *base)
{
	const struct narrative *narrative = base;

	out_json_open(writing->out, '[');
	if (narrative->country_alias.len)
		out_json_text(writing->out, narrative->country_alias);
	out_json_close(writing->out, ']');
}

void derive_starts(const struct writing *writing, const void *base)
{
	const struct narrative_section *section = base;
	Text text = { 0 };

	if (section->paragraphs.count)
		text = transcript_slice(
		    &writing->record->transcript, section->paragraphs.items[0].span);
	put_text(writing, text_trim(text_cut(&text, '\n')));
}

void derive_fact_value(const struct writing *writing, const void *base)
{
	const struct narrative_fact *fact = base;

	if (fact->low == fact->high)
		out_json_number(writing->out, fact->low);
	else
		out_json_text(
		    writing->out, text_format(writing->arena, "%u-%u", fact->low, fact->high));
}

void derive_fact_year(const struct writing *writing, const void *base)
{
	const struct narrative_fact *fact = base;

	if (fact->year)
		out_json_number(writing->out, fact->year);
	else
		put_null(writing);
}

void derive_note_grade(const struct writing *writing, const void *base)
{
	out_json_text(
	    writing->out, note_grade_name(note_grade_of(((const struct note *)base)->kind)));
}

void derive_note_phrase(const struct writing *writing, const void *base)
{
	out_json_text(writing->out, note_phrase(((const struct note *)base)->kind));
}
