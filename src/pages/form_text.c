/* A record as plain text: a box that says what it is, then its lines as they were broken, without
 * the frames of pages. Pleasant in a terminal, safe in a file. */
#include "pages/pages.h"

#include "base/utf8.h"
#include "pages/cable_view.h"

#define NAME_WIDTH 16

static const Text rule =
    TEXT_INIT("----------------------------------------------------------------------\n");

/* Nothing of a record may move a terminal's cursor: controls but tab and line feed become U+FFFD.
 */
static void put_words(struct out *out, Text text)
{
	int32_t point;

	while (utf8_take(&text, &point))
		utf8_put(out,
		    (point < 0x20 && point != '\t' && point != '\n') ||
			    (point >= 0x7F && point < 0xA0)
			? 0xFFFD
			: point);
}

static void put_line(struct out *out, const char *name, Text value)
{
	if (!value.len)
		return;
	out_printf(out, "%-*s", NAME_WIDTH, name);
	put_words(out, value);
	out_char(out, '\n');
}

static void put_list(struct out *out, const char *name, const TextList *list)
{
	if (!list->count)
		return;
	out_printf(out, "%-*s", NAME_WIDTH, name);
	for (uint32_t i = 0; i < list->count; i++) {
		if (i)
			out_char(out, ' ');
		put_words(out, list->items[i]);
	}
	out_char(out, '\n');
}

static void put_versions(struct out *out, const struct published *published, struct arena *arena)
{
	for (uint32_t i = 0; published->versions.count > 1 && i < published->versions.count; i++) {
		const struct version *version = &published->versions.items[i];
		Text day = text_slice(moment_text(arena, version->released), 0, 10);

		put_line(out, i ? "" : "Versions",
		    text_format(arena, "%u, %.*s: %.*s", (unsigned)version->number, TEXT_ARG(day),
			TEXT_ARG(version->reason)));
	}
}

static void put_part(struct out *out, const struct record *record, uint32_t from, uint32_t to)
{
	if (to > from)
		put_words(out,
		    text_trim_end(
			transcript_slice(&record->transcript, (Span){ from, to - from })));
	out_char(out, '\n');
}

/* Header and message; a page's frame leaves nothing where the sentence runs on, a blank line where
 * it does not. */
static void put_cable(struct out *out, const struct record *record)
{
	const struct cable *cable = record->cable;
	Span text = cable_received(record);
	uint32_t at = text.start;

	for (uint32_t i = 0; i < cable->markers.count; i++) {
		const struct page_marker *marker = &cable->markers.items[i];
		uint32_t end = marker->furniture.start + marker->furniture.length;

		if (marker->furniture.start < at || end > text.start + text.length)
			continue;
		put_part(out, record, at, marker->furniture.start);
		if (!marker->joins_sentence)
			out_char(out, '\n');
		at = end;
	}
	put_part(out, record, at, text.start + text.length);
}

void record_put_text(struct out *out, const struct published *published, struct arena *arena)
{
	const struct record *record = published->record;

	out_put(out, rule);
	put_line(out,
	    record->cable          ? "Reference ID"
		: record->document ? "Document"
				   : "Report",
	    record->id);
	put_line(out, record->cable ? "Subject" : "Title", record->title);
	put_line(out, "Created", moment_text(arena, record->created));
	put_line(out, "Released", text_slice(moment_text(arena, published->released), 0, 10));
	put_line(out, "Classification", classification_text(record->classification));
	put_line(out, "Origin", record->origin);
	put_list(out, "TAGS", &record->tags);
	put_list(out, "Captions", &record->captions);
	put_list(out, "References", &record->references);
	put_versions(out, published, arena);
	put_line(out, "Source",
	    text_format(arena, "%llu bytes, SHA-256", (unsigned long long)published->source_size));
	put_line(out, "", published->source_sha256);
	out_put(out, rule);
	out_char(out, '\n');
	if (record->cable)
		put_cable(out, record);
	else
		put_part(out, record, 0, (uint32_t)record->transcript.text.len);
}

enum fault form_text(struct visit *visit, struct error *err)
{
	struct published published;
	Text id;

	if (record_find(visit, TEXT(".txt"), &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
		return err->fault;
	record_put_text(visit->out, &published, visit->arena);
	visit->filename = record_file_name(visit, id, TEXT(".txt"));
	return FAULT_NONE;
}
