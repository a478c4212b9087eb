/* The versions of a record and, word by word, what each changed. Long stretches that are the same
 * are left out, so that the page is no longer than the changes. */
#include "base/diff.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/pages.h"
#include "pages/record_view.h"
#include "record/redaction.h"

#define AROUND       160               /* bytes shown before and behind a change */
#define CHANGES_MOST ((size_t)1 << 20) /* bytes of one comparison on the page */

/* --- one comparison --- */

static Text from_sign(Text text, size_t at)
{
	while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at++;
	return text_from(text, at);
}

static Text to_sign(Text text, size_t at)
{
	while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at--;
	return text_slice(text, 0, at);
}

/* Its end, its beginning, or both: what stands next to a change. */
static void put_same(struct out *out, Text text, bool change_before, bool change_behind)
{
	size_t wanted = (change_before ? AROUND : 0) + (change_behind ? AROUND : 0);

	if (text.len <= wanted) {
		html_words(out, text);
		return;
	}
	if (change_before)
		html_words(out, to_sign(text, AROUND));
	html_raw(out, "<span class=\"left-out\"> \xE2\x80\xA6 </span>");
	if (change_behind)
		html_words(out, from_sign(text, text.len - AROUND));
}

static void put_piece(struct out *out, const DiffList *pieces, uint32_t number)
{
	const struct diff_piece *piece = &pieces->items[number];

	switch (piece->kind) {
	case DIFF_SAME:
		put_same(out, piece->text, number > 0, number + 1 < pieces->count);
		break;
	case DIFF_GONE:
		html_raw(out, "<del><span class=\"said\">[gone: </span>");
		html_words(out, piece->text);
		html_raw(out, "<span class=\"said\">]</span></del>");
		break;
	case DIFF_NEW:
		html_raw(out, "<ins><span class=\"said\">[new: </span>");
		html_words(out, piece->text);
		html_raw(out, "<span class=\"said\">]</span></ins>");
		break;
	}
}

static void put_pieces(struct out *out, const DiffList *pieces)
{
	size_t begun = out->len;

	html_raw(out, "<pre class=\"changes\">");
	for (uint32_t i = 0; i < pieces->count && out->len - begun < CHANGES_MOST; i++)
		put_piece(out, pieces, i);
	html_raw(out, "</pre>\n");
	if (out->len - begun >= CHANGES_MOST)
		html_raw(out, "<p>There are more changes than fit on this page.</p>\n");
}

/* --- versions --- */

static enum fault text_of_version(
    const struct record_view *view, uint32_t number, Text *text, struct error *err)
{
	const struct version *version = &view->published.versions.items[number];

	if (!version->has_text) {
		*text = view->record->transcript.text;
		return FAULT_NONE;
	}
	return edition_version_text(
	    view->visit->edition, view->record->id, version->number, view->visit->arena, text, err);
}

static void put_title(const struct record_view *view, const struct version *version)
{
	struct out *out = view->visit->out;

	html_raw(out, "<h2 id=\"v");
	html_number(out, version->number);
	html_raw(out, "\">Version ");
	html_number(out, version->number);
	html_raw(out, ", ");
	html_date(out, version->released);
	html_raw(out, "</h2>\n");
	if (!version->reason.len)
		return;
	html_raw(out, "<p class=\"lead\">");
	html_text(out, version->reason);
	html_raw(out, "</p>\n");
}

static enum fault put_changes(const struct record_view *view, uint32_t number, struct error *err)
{
	struct out *out = view->visit->out;
	DiffList pieces;
	Text before, after;

	if (text_of_version(view, number - 1, &before, err) != FAULT_NONE ||
	    text_of_version(view, number, &after, err) != FAULT_NONE ||
	    word_diff(before, after, redaction_whole, view->visit->arena, &pieces, err) !=
		FAULT_NONE)
		return err->fault;
	if (text_equal(before, after))
		html_raw(out,
		    "<p>Nothing that may be read changed: words were withheld, or given back, or the copy of "
		    "the source is another.</p>\n");
	else
		put_pieces(out, &pieces);
	return FAULT_NONE;
}

static enum fault put_version(const struct record_view *view, uint32_t number, struct error *err)
{
	put_title(view, &view->published.versions.items[number]);
	if (number)
		return put_changes(view, number, err);
	html_raw(view->visit->out, "<p>The first.</p>\n");
	return FAULT_NONE;
}

static void put_lead(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out, "<p class=\"lead\">Of <a href=\"");
	link_record(out, view->record->id);
	html_raw(out, "\">");
	html_words(out, view->record->title.len ? view->record->title : view->record->id);
	html_raw(out,
	    "</a>. What each version changed in the text, newest first. Where a newer version has lost words, "
	    "[removed] may stand for them.</p>\n");
}

enum fault page_versions(struct visit *visit, struct error *err)
{
	struct record_view view = { .visit = visit };
	enum fault fault = FAULT_NONE;
	Text id;

	if (record_find(visit, TEXT("/versions"), &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	if (edition_read(visit->edition, id, visit->arena, &view.published, err) != FAULT_NONE)
		return err->fault;
	view.record = view.published.record;
	visit->canonical = text_format(
	    visit->arena, "%.*s/versions", TEXT_ARG(link_record_path(visit->arena, id)));
	chrome_begin(visit,
	    &(struct head){ .title = text_format(visit->arena, "Versions of %.*s", TEXT_ARG(id)),
		.flags = HEAD_NOINDEX });
	html_raw(visit->out, "<h1>Versions of ");
	html_text(visit->out, id);
	html_raw(visit->out, "</h1>\n");
	put_lead(&view);
	for (uint32_t i = view.published.versions.count; i > 0 && fault == FAULT_NONE; i--)
		fault = put_version(&view, i - 1, err);
	chrome_end(visit);
	return fault;
}
