/* What the public will see of a record: its fields, its text, and word by word what that differs in
 * from what was received. */
#include <inttypes.h>

#include "base/diff.h"
#include "curate/marked.h"
#include "curate/pages.h"

#define SAME_SHOWN 120 /* signs of what is the same, on either side of what differs */

/* --- fields --- */

static void put_list(struct out *out, const TextList *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (i)
			html_raw(out, ", ");
		html_words(out, list->items[i]);
	}
}

static bool same_list(const TextList *a, const TextList *b)
{
	bool same = a->count == b->count;

	for (uint32_t i = 0; same && i < a->count; i++)
		same = text_equal(a->items[i], b->items[i]);
	return same;
}

static void put_row(struct out *out, const char *name, bool same)
{
	html_raw(out, "<dt>");
	out_put(out, text_of(name));
	html_raw(out, "</dt><dd>");
	if (!same)
		html_raw(out, "<span class=\"answer\">changed:</span> ");
}

void put_fields(struct sheet *sheet, const struct record *before, const struct record *after)
{
	struct out *out = sheet->out;

	html_raw(out, "<dl class=\"facts\">\n");
	put_row(out, "Title", text_equal(before->title, after->title));
	html_words(out, after->title);
	html_raw(out, "</dd>\n");
	put_row(out, "Created", before->created.seconds == after->created.seconds);
	html_moment(out, after->created);
	html_raw(out, "</dd>\n");
	put_row(out, "Origin", text_equal(before->origin, after->origin));
	html_words(out, after->origin);
	html_raw(out, "</dd>\n");
	put_row(out, "Tags", same_list(&before->tags, &after->tags));
	put_list(out, &after->tags);
	html_raw(out, "</dd>\n");
	put_row(out, "Cites", same_list(&before->references, &after->references));
	put_list(out, &after->references);
	html_raw(out, "</dd>\n</dl>\n");
}

/* --- difference --- */

/* The ends of a long stretch that is the same. */
static void put_same(struct out *out, Text text)
{
	uint32_t signs = signs_of(text);

	if (signs <= 3 * SAME_SHOWN) {
		html_text(out, text);
		return;
	}
	html_text(out, text_slice(text, 0, bytes_of_signs(text, SAME_SHOWN)));
	html_raw(out, "<span class=\"skipped\"> ... ");
	html_number(out, signs - 2 * SAME_SHOWN);
	html_raw(out, " signs are the same ... </span>");
	html_text(out, text_from(text, bytes_of_signs(text, signs - SAME_SHOWN)));
}

static bool is_blank(const struct diff_piece *piece)
{
	return piece->kind == DIFF_SAME && !text_trim(piece->text).len;
}

/* Pieces `first` to `end - 1` without those of `other`. */
static void put_side(
    struct out *out, const DiffList *pieces, uint32_t first, uint32_t end, enum diff_kind other)
{
	for (uint32_t i = first; i < end; i++)
		if (pieces->items[i].kind != other)
			html_text(out, pieces->items[i].text);
}

/* Behind the last of what differs from `first` on: blanks between two differences are the same, but
 * a name and the mark in its stead are read as one. */
static uint32_t end_of_change(const DiffList *pieces, uint32_t first)
{
	uint32_t end = first;

	for (uint32_t i = first; i < pieces->count; i++) {
		if (pieces->items[i].kind != DIFF_SAME)
			end = i + 1;
		else if (!is_blank(&pieces->items[i]))
			break;
	}
	return end;
}

static void put_change(struct out *out, const DiffList *pieces, uint32_t first, uint32_t end)
{
	html_raw(out, "<del>");
	put_side(out, pieces, first, end, DIFF_NEW);
	html_raw(out, "</del><ins>");
	put_side(out, pieces, first, end, DIFF_GONE);
	html_raw(out, "</ins>");
}

static void put_pieces(struct out *out, const DiffList *pieces)
{
	for (uint32_t i = 0, end; i < pieces->count; i = end) {
		end = end_of_change(pieces, i);
		if (end > i) {
			put_change(out, pieces, i, end);
			continue;
		}
		put_same(out, pieces->items[i].text);
		end = i + 1;
	}
}

static enum fault put_difference(
    struct sheet *sheet, const struct review_record *read, struct error *err)
{
	DiffList pieces = { 0 };

	html_raw(sheet->out,
	    "<section aria-labelledby=\"difference\">\n<h2 id=\"difference\">Difference, word by "
	    "word</h2>\n");
	if (!read->cuts.count) {
		html_raw(
		    sheet->out, "<p>None: the text is shown as it was received.</p>\n</section>\n");
		return FAULT_NONE;
	}
	if (word_diff(read->record->transcript.text, read->shown->transcript.text, redaction_whole,
		sheet->arena, &pieces, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out,
	    "<p class=\"note\">Struck out: what is taken out. Underlined: what stands there "
	    "instead.</p>\n<pre class=\"difference\">\n");
	put_pieces(sheet->out, &pieces);
	html_raw(sheet->out, "</pre>\n</section>\n");
	return FAULT_NONE;
}

/* --- the page --- */

static void put_when(struct sheet *sheet, const struct holding *holding)
{
	struct out *out = sheet->out;

	html_raw(out, "<p>");
	switch (holding->state) {
	case STATE_RELEASED:
	case STATE_SCHEDULED:
		html_raw(out, "Seen with the next publication after ");
		html_moment(out, holding->effective);
		break;
	case STATE_WITHHELD:
		html_raw(out, "Nothing is seen of it: it is withheld");
		break;
	default:
		html_raw(out, "Seen when it is released: it is ");
		html_text(out, state_name(holding->state));
	}
	html_raw(out, ".</p>\n");
}

static void put_text(struct sheet *sheet, const struct review_record *read)
{
	Text text = read->shown->transcript.text, path;
	uint64_t number = sheet_number(sheet, TEXT("part"));
	Span part = part_of(text, number);

	path = record_address(sheet->arena, read->holding.id);
	path = text_format(sheet->arena, "/public%.*s&revision=%" PRIu32,
	    TEXT_ARG(text_from(path, sizeof "/record" - 1)), read->revision);
	html_raw(sheet->out, "<section aria-labelledby=\"shown\">\n<h2 id=\"shown\">Text</h2>\n");
	part_links(sheet, text, number, path);
	html_raw(sheet->out, "<pre class=\"shown\">\n");
	html_words(sheet->out, text_slice(text, part.start, part.length));
	html_raw(sheet->out, "</pre>\n</section>\n");
}

enum fault page_public(struct sheet *sheet, struct error *err)
{
	struct review_record read;

	if (review_read(sheet->desk->review, sheet_field(sheet, TEXT("id")),
		(uint32_t)sheet_number(sheet, TEXT("revision")), sheet->arena, &read,
		err) != FAULT_NONE)
		return err->fault;
	sheet_begin(sheet, read.holding.id, TEXT(""));
	html_raw(sheet->out, "<h1><span class=\"id\">");
	html_text(sheet->out, read.holding.id);
	html_raw(sheet->out, "</span> What the public will see</h1>\n<p><a ");
	put_record_address(sheet->out, read.holding.id);
	html_raw(sheet->out, ">Back to the record</a></p>\n");
	put_when(sheet, &read.holding);
	if (put_difference(sheet, &read, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out,
	    "<section aria-labelledby=\"fields\">\n<h2 id=\"fields\">What is read out of it</h2>\n");
	put_fields(sheet, read.record, read.shown);
	html_raw(sheet->out, "</section>\n");
	put_text(sheet, &read);
	sheet_end(sheet);
	return FAULT_NONE;
}
