/* The flags of a record and its cuts, each with the forms that answer it. */
#include <inttypes.h>

#include "curate/marked.h"
#include "curate/pages.h"

#define FLAGS_SHOWN 500 /* of one page; the next come when these are answered, or by the link */
#define WORDS_SHOWN 200 /* bytes */

static Text some_words(const struct review_record *read, Span span, struct arena *arena)
{
	Text words = transcript_slice(&read->record->transcript, span);

	if (words.len <= WORDS_SHOWN)
		return words;
	words = text_slice(words, 0, bytes_of_signs(words, WORDS_SHOWN / 4));
	return text_format(arena, "%.*s ...", TEXT_ARG(words));
}

/* --- flags --- */

static void put_rule(const struct record_sheet *record, Text rule)
{
	struct out *out = record->sheet->out;
	struct rule_about about;

	if (!rules_find(review_rules(record->sheet->desk->review), rule, &about)) {
		if (text_equal(rule, TEXT("redacted-before")))
			html_raw(out,
			    "<br>These words were taken out of another revision of the record.");
		return;
	}
	html_raw(out, "<br>");
	html_text(out, about.says);
	html_raw(out, " <br><i>");
	html_text(out, about.does);
	html_raw(out, "</i>");
}

static void put_answer(struct out *out, const struct vault_flag *flag)
{
	html_raw(out, "<span class=\"answer\">");
	if (!flag->answer.len)
		out_put(out, flag->severe ? TEXT("severe, open") : TEXT("open"));
	else if (text_equal(flag->answer, TEXT("cut")))
		html_raw(out, "taken out");
	else
		html_text(out, flag->answer);
	html_raw(out, "</span>");
}

static void put_flag(const struct record_sheet *record, uint32_t index)
{
	const struct review_record *read = &record->read;
	const struct vault_flag *flag = &read->flags.items[index];
	struct out *out = record->sheet->out;
	uint32_t number = index + 1;

	out_printf(out, "<li id=\"flag%" PRIu32 "\"%s>", number,
	    flag->answer.len   ? " class=\"answered\""
		: flag->severe ? " class=\"severe\""
			       : "");
	if (!flag->answer.len)
		out_printf(out,
		    "<input type=\"checkbox\" name=\"flag\" id=\"f%" PRIu32 "\" value=\"%" PRId64
		    "\">",
		    number, flag->number);
	out_printf(out,
	    "<div><a class=\"hop\" href=\"#at%" PRIu32 "\">%" PRIu32
	    "<span class=\"said\">, in the text</span></a> ",
	    number, number);
	if (!flag->answer.len)
		out_printf(out, "<label for=\"f%" PRIu32 "\">", number);
	html_raw(out, "<b>");
	html_text(out, flag->rule);
	html_raw(out, "</b> <q>");
	html_text(out,
	    some_words(
		read, flag->subject.length ? flag->subject : flag->span, record->sheet->arena));
	html_raw(out, "</q>");
	if (!flag->answer.len)
		html_raw(out, "</label>");
	out_char(out, ' ');
	put_answer(out, flag);
	put_rule(record, flag->rule);
	html_raw(out, "</div></li>\n");
}

static void put_flag_answers(const struct record_sheet *record)
{
	struct sheet *sheet = record->sheet;
	struct out *out = sheet->out;

	html_raw(out, "<fieldset>\n<legend>With the flags checked</legend>\n<p>");
	form_reasons(sheet, TEXT("Why words are taken out"), TEXT(""));
	html_raw(out,
	    "</p>\n<p><label>Reason or note, which the public may see <input name=\"reason\" "
	    "maxlength=\"2000\"></label></p>\n<p class=\"buttons\">");
	form_button(sheet, "find", "See where else the words stand");
	form_button(sheet, "redact", "Take the words out");
	form_button(sheet, "dismiss", "Dismiss: they may stay");
	html_raw(out, "</p>\n</fieldset>\n");
}

static void put_flag_pager(const struct record_sheet *record, uint64_t first)
{
	struct out *out = record->sheet->out;

	if (record->read.flags.count <= FLAGS_SHOWN)
		return;
	html_raw(out, "<p class=\"pager\">");
	for (uint64_t i = 0; i < record->read.flags.count; i += FLAGS_SHOWN) {
		html_raw(out, "<a href=\"/record?id=");
		html_query(out, record->read.holding.id);
		out_printf(out,
		    "&amp;revision=%" PRIu32 "&amp;flags=%" PRIu64 "#flags\"%s>flags from %" PRIu64
		    "</a> ",
		    record->read.revision, i + 1, i == first ? " aria-current=\"true\"" : "",
		    i + 1);
	}
	html_raw(out, "</p>\n");
}

static uint64_t first_shown(const struct record_sheet *record)
{
	uint64_t asked = sheet_number(record->sheet, TEXT("flags"));

	return asked && asked <= record->read.flags.count ? (asked - 1) / FLAGS_SHOWN * FLAGS_SHOWN
							  : 0;
}

void put_flags(const struct record_sheet *record)
{
	const VaultFlagList *flags = &record->read.flags;
	struct out *out = record->sheet->out;
	uint64_t first = first_shown(record), open = 0;

	html_raw(out, "<section aria-labelledby=\"flags\">\n<h2 id=\"flags\">Flags</h2>\n");
	if (!flags->count) {
		html_raw(out, "<p>None.</p>\n</section>\n");
		return;
	}
	put_flag_pager(record, first);
	form_begin(record->sheet, TEXT("/act"));
	put_seen(record);
	html_raw(out, "<ol class=\"flags\">\n");
	for (uint64_t i = first; i < flags->count && i < first + FLAGS_SHOWN; i++) {
		put_flag(record, (uint32_t)i);
		open += !flags->items[i].answer.len;
	}
	html_raw(out, "</ol>\n");
	if (open)
		put_flag_answers(record);
	html_raw(out, "</form>\n</section>\n");
}

/* --- cuts --- */

static void put_cut(const struct record_sheet *record, uint32_t index)
{
	const struct review_record *read = &record->read;
	const struct vault_cut *cut = &read->cuts.items[index];
	struct out *out = record->sheet->out;
	uint32_t number = index + 1;

	out_printf(out,
	    "<li id=\"cut%" PRIu32 "\"><input type=\"checkbox\" name=\"cut\" id=\"c%" PRIu32
	    "\" value=\"%" PRId64 "\"><div><a class=\"hop cut\" href=\"#cutat%" PRIu32
	    "\">cut&nbsp;%" PRIu32 "<span class=\"said\">, in the text</span></a> "
	    "<label for=\"c%" PRIu32 "\"><b>",
	    number, number, cut->number, number, number, number);
	html_text(out, cut->code);
	html_raw(out, "</b> ");
	html_text(out, reason_says(cut->code));
	html_raw(out, " <q>");
	html_text(out, some_words(read, cut->span, record->sheet->arena));
	html_raw(out, "</q></label></div></li>\n");
}

void put_cuts(const struct record_sheet *record)
{
	const VaultCutList *cuts = &record->read.cuts;
	struct sheet *sheet = record->sheet;

	html_raw(sheet->out, "<section aria-labelledby=\"cuts\">\n<h2 id=\"cuts\">Cuts</h2>\n");
	if (!cuts->count) {
		html_raw(sheet->out, "<p>None.</p>\n</section>\n");
		return;
	}
	form_begin(sheet, TEXT("/act"));
	put_seen(record);
	html_raw(sheet->out, "<ol class=\"flags\">\n");
	for (uint32_t i = 0; i < cuts->count && i < FLAGS_SHOWN; i++)
		put_cut(record, i);
	html_raw(sheet->out,
	    "</ol>\n<p><label>Reason, which the public may see <input name=\"reason\" "
	    "maxlength=\"2000\"></label></p>\n"
	    "<p class=\"note\">The record has to be looked through anew then.</p>\n<p "
	    "class=\"buttons\">");
	form_button(sheet, "restore", "Put the words back");
	html_raw(sheet->out, "</p>\n</form>\n</section>\n");
}
