/* One record: what it is, its text with everything that was flagged or cut, and the forms that
 * answer. */
#include <inttypes.h>

#include "curate/entries.h"
#include "curate/marked.h"
#include "curate/pages.h"

#define LOG_SHOWN 200 /* entries */

void put_seen(const struct record_sheet *record)
{
	form_hidden(record->sheet, TEXT("id"), record->read.holding.id);
	form_hidden_number(record->sheet, TEXT("revision"), record->read.revision);
	form_hidden_number(record->sheet, TEXT("seen"), (uint64_t)record->seen);
}

/* --- head --- */

static void put_revisions(const struct record_sheet *record)
{
	const struct holding *holding = &record->read.holding;
	struct out *out = record->sheet->out;

	html_raw(out, "<dt>Revision</dt><dd>");
	out_printf(out, "%" PRIu32 " of %" PRIu32, record->read.revision, holding->revisions);
	for (uint32_t i = 1; i <= holding->revisions && holding->revisions > 1; i++) {
		html_raw(out, " <a ");
		html_raw(out, "href=\"/record?id=");
		html_query(out, holding->id);
		out_printf(out, "&amp;revision=%" PRIu32 "\"%s>%" PRIu32 "</a>", i,
		    i == record->read.revision ? " aria-current=\"true\"" : "", i);
	}
	html_raw(out, "</dd>\n");
}

static void put_state(const struct record_sheet *record)
{
	const struct holding *holding = &record->read.holding;
	struct out *out = record->sheet->out;

	html_raw(out, "<dt>State</dt><dd>");
	html_text(out, state_name(holding->state));
	if (holding->effective.precision) {
		html_raw(out, " from ");
		html_moment(out, holding->effective);
		html_raw(out, " on");
	}
	html_raw(out, "</dd>\n<dt>Looked through</dt><dd>by ");
	put_count(out, holding->reviews, "curator", "curators");
	html_raw(out, "</dd>\n<dt>Flags</dt><dd>");
	html_number(out, holding->open_severe);
	html_raw(out, " severe and ");
	html_number(out, holding->open_flags - holding->open_severe);
	html_raw(out, " other without an answer</dd>\n");
	put_revisions(record);
	html_raw(out, "<dt>Received in</dt><dd><code>");
	html_text(out, holding->path);
	html_raw(out, "</code></dd>\n");
}

static bool had_severe(const struct review_record *read)
{
	for (uint32_t i = 0; i < read->flags.count; i++)
		if (read->flags.items[i].severe)
			return true;
	return false;
}

/* The gates, as far as they can be told without trying. */
static void put_gates(const struct record_sheet *record)
{
	const struct review_record *read = &record->read;
	struct out *out = record->sheet->out;

	html_raw(out, "<ul class=\"gates\">");
	if (read->revision != read->holding.revisions)
		html_raw(
		    out, "<li>This is not the latest revision; decisions are about that.</li>\n");
	if (!read->rules.len)
		html_raw(out, "<li>No rules have looked through it.</li>\n");
	if (read->holding.open_severe)
		html_raw(out,
		    "<li class=\"severe\">It cannot go out while a severe flag has no answer: take the "
		    "words out, or dismiss the flag.</li>\n");
	else if (read->holding.state < STATE_APPROVED && had_severe(read) &&
	    read->holding.reviews < 2)
		html_raw(out,
		    "<li>It has severe flags, so two curators have to look through it. Whoever "
		    "approves may be the second.</li>\n");
	html_raw(out, "</ul>\n");
}

static void put_contents(struct out *out, Text id)
{
	html_raw(out,
	    "<nav class=\"sections\" aria-label=\"This page\">\n<ul>\n"
	    "<li><a href=\"#read\">Text</a></li>\n<li><a href=\"#flags\">Flags</a></li>\n"
	    "<li><a href=\"#take\">Take words out</a></li>\n<li><a href=\"#cuts\">Cuts</a></li>\n"
	    "<li><a href=\"#decide\">Decide</a></li>\n<li><a href=\"#log\">Log</a></li>\n"
	    "<li><a href=\"/public?id=");
	html_query(out, id);
	html_raw(out, "\">What the public will see</a></li>\n</ul>\n</nav>\n");
}

/* --- text --- */

static Text path_of_text(const struct record_sheet *record)
{
	return text_format(record->sheet->arena, "%.*s&revision=%" PRIu32,
	    TEXT_ARG(record_address(record->sheet->arena, record->read.holding.id)),
	    record->read.revision);
}

static enum fault put_text(const struct record_sheet *record, struct error *err)
{
	struct sheet *sheet = record->sheet;
	Text text = record->read.record->transcript.text;
	uint64_t number = sheet_number(sheet, TEXT("part"));
	Span part = part_of(text, number);

	html_raw(sheet->out,
	    "<section class=\"read\" aria-labelledby=\"read\">\n<h2 id=\"read\">Text as "
	    "received</h2>\n");
	part_links(sheet, text, number, path_of_text(record));
	/* The line end after <pre> is no part of it. */
	out_printf(sheet->out,
	    "<pre id=\"text\" tabindex=\"0\" role=\"group\" aria-labelledby=\"read\" data-from=\"%" PRIu32
	    "\">\n",
	    signs_of(text_slice(text, 0, part.start)));
	if (marked_put(sheet->out, &record->read, part, sheet->arena, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out, "</pre>\n");
	part_links(sheet, text, number, path_of_text(record));
	html_raw(sheet->out, "</section>\n");
	return FAULT_NONE;
}

/* A script fills `from` and `signs` when words are selected in the text; without one they are
 * typed. The button that only looks comes first: it is what Enter presses. */
static void put_taking(const struct record_sheet *record)
{
	struct sheet *sheet = record->sheet;

	html_raw(sheet->out,
	    "<section aria-labelledby=\"take\">\n<h2 id=\"take\">Take words out</h2>\n");
	form_begin(sheet, TEXT("/act"));
	put_seen(record);
	html_raw(sheet->out,
	    "<input type=\"hidden\" name=\"from\" value=\"0\">\n"
	    "<input type=\"hidden\" name=\"signs\" value=\"0\">\n"
	    "<p><label>Words <input name=\"words\" id=\"words\" maxlength=\"4000\" "
	    "autocomplete=\"off\"></label></p>\n"
	    "<p class=\"note\" id=\"selected\" role=\"status\">Typed as they stand; case and line "
	    "ends do not matter.</p>\n<p>");
	form_reasons(sheet, TEXT("Why"), TEXT(""));
	html_raw(sheet->out,
	    "</p>\n<p><label>Note, which the public may see <input name=\"reason\" "
	    "maxlength=\"2000\"></label></p>\n<p class=\"buttons\">");
	form_button(sheet, "find", "See where else they stand");
	form_button(sheet, "redact", "Take them out of this record");
	html_raw(sheet->out, "</p>\n</form>\n</section>\n");
}

/* --- the page --- */

static enum fault put_log(const struct record_sheet *record, uint64_t count, struct error *err)
{
	struct sheet *sheet = record->sheet;
	uint64_t first = count > LOG_SHOWN ? count - LOG_SHOWN + 1 : 1;

	html_raw(sheet->out, "<section aria-labelledby=\"log\">\n<h2 id=\"log\">Log</h2>\n");
	if (!count)
		html_raw(sheet->out, "<p>Nothing was decided yet.</p>\n");
	else if (entries_put(sheet, record->read.holding.id, first, LOG_SHOWN, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out, "</section>\n");
	return FAULT_NONE;
}

static void put_head(const struct record_sheet *record)
{
	const struct record *shown = record->read.record;
	struct out *out = record->sheet->out;

	html_raw(out, "<h1><span class=\"id\">");
	html_text(out, record->read.holding.id);
	html_raw(out, "</span> ");
	html_text(out, shown->title);
	html_raw(out, "</h1>\n");
	put_contents(out, record->read.holding.id);
	put_gates(record);
	html_raw(out, "<dl class=\"facts\">\n");
	put_state(record);
	html_raw(out, "</dl>\n");
}

enum fault page_of_record(struct sheet *sheet, struct error *err)
{
	struct record_sheet record = { .sheet = sheet };
	struct entries entries;

	if (review_read(sheet->desk->review, sheet_field(sheet, TEXT("id")),
		(uint32_t)sheet_number(sheet, TEXT("revision")), sheet->arena, &record.read,
		err) != FAULT_NONE ||
	    entries_count(sheet, record.read.holding.id, &entries, err) != FAULT_NONE)
		return err->fault;
	record.seen = entries.last;
	sheet_begin(sheet, record.read.holding.id, TEXT(""));
	put_head(&record);
	html_raw(sheet->out, "<div class=\"desk\">\n");
	if (put_text(&record, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out, "<div class=\"answers\">\n");
	put_taking(&record);
	put_flags(&record);
	put_cuts(&record);
	put_deciding(&record);
	html_raw(sheet->out, "</div>\n</div>\n");
	if (put_log(&record, entries.count, err) != FAULT_NONE)
		return err->fault;
	html_raw(sheet->out, "<script src=\"/curate.js\" defer></script>\n");
	sheet_end(sheet);
	return FAULT_NONE;
}
