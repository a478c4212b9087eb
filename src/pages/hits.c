/* Each with its subject, what it is, and the line that was found. */
#include "pages/hits.h"

#include "pages/html.h"

#define REDACTION_LEAST 4 /* shorter runs are not taken for one in a snippet */

static bool is_word_end(Text text, size_t at)
{
	return at >= text.len || !ascii_is_letter(text.at[at]);
}

/* A run of X that stands for removed words is marked as on the record's page (docs: spoken as
 * "redacted"). */
static void put_words(struct out *out, Text text)
{
	size_t from = 0, to;

	for (size_t at = 0; at < text.len; at = to) {
		for (to = at; to < text.len && text.at[to] == 'X'; to++)
			;
		if (to - at < REDACTION_LEAST || !is_word_end(text, to) ||
		    (at && !is_word_end(text, at - 1))) {
			to = to > at ? to : at + 1;
			continue;
		}
		html_words(out, text_slice(text, from, at - from));
		html_redacted(out, text_slice(text, at, to - at));
		from = to;
	}
	html_words(out, text_from(text, from));
}

static void put_snippet(struct out *out, const struct hit *hit, const struct trail *trail)
{
	Text text = hit->snippet.text;
	uint32_t at = 0;

	html_raw(out, "<p class=\"snippet\">");
	for (uint32_t i = 0; i < hit->snippet.marks.count; i++) {
		Span mark = hit->snippet.marks.items[i];

		if (mark.start < at)
			continue;
		put_words(out, text_slice(text, at, mark.start - at));
		html_raw(out, "<mark>");
		html_text(out, text_slice(text, mark.start, mark.length));
		html_raw(out, "</mark>");
		at = mark.start + mark.length;
	}
	put_words(out, text_from(text, at));
	if (hit->snippet.block.len) {
		html_raw(out, " <a");
		trail_put_link(out, trail, hit->id, trail->cursor, hit->snippet.block);
		html_raw(out, ">\xC2\xB6 ");
		html_text(out, hit->snippet.block);
		html_raw(out, "</a>");
	}
	html_raw(out, "</p>\n");
}

static void put_hit(struct out *out, const struct hit *hit, const struct trail *trail)
{
	html_raw(out, "<li>\n<p class=\"title\">");
	html_raw(out, "<a");
	trail_put_link(out, trail, hit->id, trail->cursor, (Text){ 0 });
	html_raw(out, ">");
	html_words(out, hit->title.len ? hit->title : TEXT("(no subject line)"));
	html_raw(out, "</a></p>\n<p class=\"meta\">");
	if (hit->kind == RECORD_CABLE) {
		html_raw(out, "<b>");
		html_text(out, hit->id);
		html_raw(out, "</b> ");
		html_day(out, hit->created);
		html_raw(out, " ");
	} else {
		html_raw(out, "<b>Report</b> ");
		html_day(out, hit->created);
	}
	if (hit->origin.len) {
		html_raw(out, "<span>");
		html_text(out, hit->origin);
		html_raw(out, "</span> ");
	}
	if (hit->kind == RECORD_CABLE && hit->classification != CLASS_UNKNOWN) {
		html_raw(out, "<span class=\"level ");
		html_attr(out, classification_slug(hit->classification));
		html_raw(out, "\">");
		html_text(out, classification_text(hit->classification));
		html_raw(out, "</span>");
	}
	html_raw(out, "</p>\n");
	if (hit->snippet.text.len)
		put_snippet(out, hit, trail);
	html_raw(out, "</li>\n");
}

void hits_put(struct visit *visit, const struct search_result *result, uint64_t first,
    const struct trail *trail)
{
	struct out *out = visit->out;

	html_raw(out, "<ol class=\"records\" start=\"");
	out_number(out, (int64_t)first);
	html_raw(out, "\">\n");
	for (uint32_t i = 0; i < result->hits.count; i++)
		put_hit(out, &result->hits.items[i], trail);
	html_raw(out, "</ol>\n");
}
