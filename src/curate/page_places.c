/* Where words stand, in the record and in all others: every place with a box, one button to take
 * all that are checked out. */
#include <inttypes.h>

#include "curate/marked.h"
#include "curate/pages.h"
#include "curate/wanted.h"

#define PLACES_SHOWN  2000 /* what one form can say */
#define CONTEXT_BYTES 160  /* around the words */

static Text around(const struct review_place *place)
{
	Text line = place->context;

	return line.len <= 2 * CONTEXT_BYTES
	    ? line
	    : text_slice(line, 0, bytes_of_signs(line, CONTEXT_BYTES));
}

static void put_place(struct sheet *sheet, const struct review_place *place, uint32_t number)
{
	struct out *out = sheet->out;

	html_raw(out, "<li>");
	if (!place->is_cut) {
		out_printf(out,
		    "<input type=\"checkbox\" name=\"place\" id=\"p%" PRIu32 "\" value=\"", number);
		place_put(out, place);
		html_raw(out, "\" checked>");
	}
	html_raw(out, "<div>");
	if (!place->is_cut)
		out_printf(out, "<label for=\"p%" PRIu32 "\">", number);
	out_printf(out, "revision %" PRIu32 ", line %" PRIu32 ": ", place->revision, place->line);
	html_raw(out, "<code>");
	html_text(out, around(place));
	html_raw(out, "</code>");
	if (!place->is_cut)
		html_raw(out, "</label>");
	else
		html_raw(out, " <span class=\"answer\">taken out already</span>");
	html_raw(out, "</div></li>\n");
}

static void put_places(struct sheet *sheet, const PlaceList *places)
{
	struct out *out = sheet->out;

	for (uint32_t i = 0; i < places->count && i < PLACES_SHOWN; i++) {
		const struct review_place *place = &places->items[i];

		if (!i || !text_equal(place[-1].id, place->id)) {
			if (i)
				html_raw(out, "</ol>\n");
			html_raw(out, "<h2><a ");
			put_record_address(out, place->id);
			html_raw(out, ">");
			html_text(out, place->id);
			html_raw(out, "</a></h2>\n<ol class=\"flags\">\n");
		}
		put_place(sheet, place, i + 1);
	}
	html_raw(out, "</ol>\n");
	if (places->count > PLACES_SHOWN) {
		html_raw(out, "<p>And ");
		html_number(out, places->count - PLACES_SHOWN);
		html_raw(out, " more places: take these out, then look again.</p>\n");
	}
}

static void put_answers(struct sheet *sheet, Text form)
{
	struct out *out = sheet->out;

	html_raw(out, "<fieldset>\n<legend>With the places checked</legend>\n<p>");
	form_reasons(sheet, TEXT("Why"), form_field(form, TEXT("code"), sheet->arena));
	html_raw(out,
	    "</p>\n<p><label>Note, which the public may see <input name=\"reason\" "
	    "maxlength=\"2000\" value=\"");
	html_attr(out, form_field(form, TEXT("reason"), sheet->arena));
	html_raw(out,
	    "\"></label></p>\n<p class=\"buttons\"><button>Take them out</button></p>\n"
	    "</fieldset>\n");
}

static void put_reach(struct sheet *sheet, bool everywhere)
{
	struct out *out = sheet->out;

	html_raw(out, "<p>");
	if (everywhere)
		html_raw(out, "All records of the archive were looked through. ");
	else
		out_printf(out,
		    "This is the record alone. <a href=\"/places?of=%" PRIu64
		    "&amp;all=1\">Look in all records</a> ",
		    sheet_number(sheet, TEXT("of")));
	html_raw(out, "</p>\n");
}

enum fault page_places(struct sheet *sheet, struct error *err)
{
	Text form = sheet_recall(sheet, TEXT("of"));
	Text id = form_field(form, TEXT("id"), sheet->arena);
	bool everywhere = sheet_number(sheet, TEXT("all")) > 0;
	PlaceList places;

	if (!form.at)
		return fail(err, FAULT_NOT_FOUND, "what was looked for is forgotten: ask again");
	if (wanted_find(sheet, form, everywhere ? WANTED_EVERYWHERE : WANTED_IN_RECORD, &places,
		err) != FAULT_NONE)
		return err->fault;
	sheet_begin(sheet, TEXT("Where words stand"), TEXT(""));
	html_raw(sheet->out, "<h1>Where the words stand: ");
	put_count(sheet->out, places.count, "place", "places");
	html_raw(sheet->out, "</h1>\n<p><a ");
	put_record_address(sheet->out, id);
	html_raw(sheet->out, ">Back to ");
	html_text(sheet->out, id);
	html_raw(sheet->out, "</a></p>\n");
	put_reach(sheet, everywhere);
	form_begin(sheet, TEXT("/cut"));
	form_hidden(sheet, TEXT("id"), id);
	put_places(sheet, &places);
	put_answers(sheet, form);
	html_raw(sheet->out, "</form>\n");
	sheet_end(sheet);
	return FAULT_NONE;
}
