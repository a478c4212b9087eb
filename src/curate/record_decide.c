/* Deciding about one record: a form for each decision that its state allows. What is refused all
 * the same, the vault's gates refuse with their sentence. */
#include "curate/pages.h"

#define REASON_FIELD(label) \
	"<p><label>" label " <input name=\"reason\" maxlength=\"2000\"></label></p>\n"

static void begin(const struct record_sheet *record)
{
	form_begin(record->sheet, TEXT("/act"));
	put_seen(record);
}

static void end(const struct record_sheet *record)
{
	html_raw(record->sheet->out, "</form>\n");
}

static void put_looking(const struct record_sheet *record)
{
	begin(record);
	html_raw(record->sheet->out, "<p>");
	form_button(record->sheet, "review", "I have looked through it");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

static void put_approving(const struct record_sheet *record)
{
	begin(record);
	html_raw(record->sheet->out, "<p>");
	form_button(record->sheet, "approve", "Approve");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

static void put_releasing(const struct record_sheet *record)
{
	begin(record);
	html_raw(record->sheet->out,
	    "<p><label>Release from (UTC; empty: from now on) <input type=\"date\" name=\"at\">"
	    "</label></p>\n" REASON_FIELD("Reason, which the public may see") "<p>");
	form_button(record->sheet, "release", "Release");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

static void put_withdrawing(const struct record_sheet *record)
{
	begin(record);
	html_raw(record->sheet->out, REASON_FIELD("Reason, which the public is told") "<p>");
	form_button(record->sheet, "withdraw", "Withdraw it from the public");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

static void put_withholding(const struct record_sheet *record, bool withheld)
{
	begin(record);
	html_raw(record->sheet->out, REASON_FIELD("Reason") "<p>");
	if (withheld)
		form_button(record->sheet, "admit", "Withhold it no longer");
	else
		form_button(record->sheet, "withhold", "Withhold the whole record");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

static void put_emptying(const struct record_sheet *record)
{
	begin(record);
	html_raw(record->sheet->out, "<p>");
	form_reasons(record->sheet, TEXT("Why"), TEXT(""));
	html_raw(record->sheet->out, "</p>\n" REASON_FIELD("Note, which the public may see") "<p>");
	form_button(record->sheet, "metadata", "Leave only metadata");
	html_raw(record->sheet->out, "</p>\n");
	end(record);
}

/* The common decision in the open, the rest folded. */
void put_deciding(const struct record_sheet *record)
{
	enum state state = record->read.holding.state;
	struct out *out = record->sheet->out;
	bool on_its_way = state == STATE_SCHEDULED || state == STATE_RELEASED;

	html_raw(out, "<section aria-labelledby=\"decide\">\n<h2 id=\"decide\">Decide</h2>\n");
	put_looking(record);
	if (!on_its_way && state != STATE_APPROVED && state != STATE_WITHHELD)
		put_approving(record);
	if (state != STATE_WITHHELD) {
		html_raw(out, "<details><summary>Release</summary>\n");
		put_releasing(record);
		html_raw(out, "</details>\n");
	}
	if (!on_its_way) {
		html_raw(out, "<details><summary>Withhold</summary>\n");
		put_withholding(record, state == STATE_WITHHELD);
		html_raw(out, "</details>\n");
	}
	/* An older revision may be public while this one is held. */
	html_raw(out, "<details><summary>Withdraw</summary>\n");
	put_withdrawing(record);
	html_raw(out, "</details>\n<details><summary>Only metadata</summary>\n");
	put_emptying(record);
	html_raw(out, "</details>\n</section>\n");
}
