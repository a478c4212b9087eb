/* What went wrong, in one sentence, and what to do now. Needs nothing: it must work when all else
 * has failed. */
#include "pages/pages.h"

#include "pages/api.h"
#include "pages/chrome.h"
#include "pages/html.h"

static const struct {
	int status;
	Text title, advice;
} faults[] = {
	{ 400, TEXT_INIT("This cannot be read"),
	    TEXT_INIT(
		"Something in the address is not as it should be. Correct it, or start from the search box.") },
	{ 404, TEXT_INIT("Not found"),
	    TEXT_INIT(
		"Check the spelling, try the search box (a reference id may be typed in any form), or browse.") },
	{ 405, TEXT_INIT("Only reading is possible here"),
	    TEXT_INIT("This archive answers GET and HEAD. Nothing can be sent to it.") },
	{ 410, TEXT_INIT("Withdrawn"),
	    TEXT_INIT(
		"The record was public and was taken back; its address stays reserved for it and is given to no "
		"other. Copies that were made before may exist elsewhere.") },
	{ 413, TEXT_INIT("Too large"),
	    TEXT_INIT(
		"This is too much for one page. Its plain text and its source may still be had.") },
	{ 414, TEXT_INIT("The address is too long"),
	    TEXT_INIT("Shorten the search: its words may take up to 1,024 bytes.") },
	{ 500, TEXT_INIT("The archive has failed"),
	    TEXT_INIT("The fault is here, not with you. Try again later; other pages may work.") },
	{ 503, TEXT_INIT("Busy"),
	    TEXT_INIT("The archive has more to do than it can. Try again in a minute.") },
};

#define FAULTS_KNOWN (sizeof faults / sizeof *faults)

/* A status without a row of its own is told as the row of its hundred. */
static size_t row_of(int status)
{
	for (size_t i = 0; i < FAULTS_KNOWN; i++)
		if (faults[i].status == status)
			return i;
	return status < 500 ? 0 : FAULTS_KNOWN - 2;
}

/* Faults are sentences without a capital and a full stop; a page has both. */
static void put_sentence(struct out *out, Text sentence)
{
	char first = ascii_upper(sentence.at[0]);

	if (ascii_is_letter(first)) {
		html_text(out, (Text){ &first, 1 });
		html_text(out, text_from(sentence, 1));
	} else {
		html_text(out, sentence);
	}
	if (!text_ends(sentence, TEXT(".")))
		html_raw(out, ".");
}

/* The last word of the address, for the box: it may be an id or a name. */
static Text last_segment(Text path)
{
	Text last = { 0 };

	while (path.len) {
		Text segment = text_cut(&path, '/');

		if (segment.len)
			last = segment;
	}
	return last;
}

void page_fault(struct visit *visit, int status, Text sentence)
{
	struct out *out = visit->out;
	size_t row = row_of(status);

	out_reset(out);
	visit->status = status;
	visit->canonical = visit->filename = visit->location = (Text){ 0 };
	if (api_is_asked(visit)) {
		api_put_problem(visit, status, faults[row].title, sentence);
		return;
	}
	visit->content_type = TEXT("text/html; charset=utf-8");
	chrome_begin(visit,
	    &(struct head){ .title = faults[row].title,
		.flags = HEAD_NOINDEX,
		.search = status == 404 ? last_segment(visit->path) : (Text){ 0 } });
	html_raw(out, "<h1>");
	html_text(out, faults[row].title);
	html_raw(out, "</h1>\n");
	if (sentence.len) {
		html_raw(out, "<p class=\"fault\">");
		put_sentence(out, sentence);
		html_raw(out, "</p>\n");
	}
	html_raw(out, "<p>");
	html_text(out, faults[row].advice);
	html_raw(out, "</p>\n");
	chrome_end(visit);
}
