/* From an address to a record: any spelling of an id leads to the one canonical address. */
#include "pages/record_view.h"

#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/values.h"
#include "record/reference_id.h"

static bool is_report(const struct visit *visit)
{
	return text_starts(visit->path, TEXT("/report/"));
}

static bool is_document(const struct visit *visit)
{
	return text_starts(visit->path, TEXT("/document/"));
}

Text record_asked_id(const struct visit *visit)
{
	if (is_document(visit))
		return text_format(visit->arena, "frus/%.*s/%.*s", TEXT_ARG(visit->holes[0]),
		    TEXT_ARG(visit->holes[1]));
	if (!is_report(visit))
		return visit->holes[0];
	return text_format(
	    visit->arena, "tip/%.*s/%.*s", TEXT_ARG(visit->holes[0]), TEXT_ARG(visit->holes[1]));
}

static bool is_known(const struct visit *visit, Text id)
{
	return edition_holds(visit->edition, id) || edition_tombstone(visit->edition, id);
}

static Text lower(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len);

	if (!bytes)
		return (Text){ 0 };
	for (size_t i = 0; i < text.len; i++)
		bytes[i] = ascii_lower(text.at[i]);
	return (Text){ bytes, text.len };
}

/* The known id that `typed` spells in another way, or empty. */
static Text other_spelling(const struct visit *visit, Text typed)
{
	Text id = is_report(visit) ? lower(visit->arena, typed)
				   : search_id(visit->index, typed, visit->arena);

	if (!id.len)
		id = reference_id_guess(typed, visit->arena);
	return is_known(visit, id) ? id : (Text){ 0 };
}

/* Where to go on from a cable that is not here: its post, when that has a page. */
static void put_post(struct visit *visit, Text typed)
{
	struct facet_list origins = { 0 };
	struct error err = { 0 };
	const struct post *post;
	const struct facet_value *origin;
	ReferenceId id;

	if (!reference_id_read(typed, &id) || !(post = catalog_post(visit->catalog, id.station)))
		return;
	values_ask(visit, FACET_ORIGIN, TEXT(""), &origins, NULL, &err);
	origin = values_find(&origins, post->slug);
	if (!origin)
		return;
	html_raw(visit->out, "<h2>From the same post</h2>\n<ul class=\"values\">\n");
	values_put(visit, FACET_ORIGIN, origin, origin->label, TEXT(""));
	html_raw(visit->out, "</ul>\n");
}

static void put_missing(struct visit *visit, Text typed)
{
	struct out *out = visit->out;

	visit->status = 404;
	visit->content_type = TEXT("text/html; charset=utf-8");
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Not in this archive"),
		.search = typed,
		.flags = HEAD_NOINDEX });
	html_raw(out, "<h1>Not in this archive</h1>\n<p class=\"lead\">There is no record <code>");
	html_text(out, typed);
	html_raw(out,
	    "</code> in this edition.</p>\n<p>It may not be released yet, or the id may be another: a cable's "
	    "is made of the last two digits of the year, the post, and a number. The search box takes it in "
	    "any spelling.</p>\n");
	put_post(visit, typed);
	chrome_end(visit);
}

enum fault record_find(struct visit *visit, Text suffix, Text *id, struct error *err)
{
	Text typed = record_asked_id(visit), other;
	const struct tombstone *stone = edition_tombstone(visit->edition, typed);

	*id = (Text){ 0 };
	if (stone && !edition_holds(visit->edition, typed))
		return fail(err, FAULT_GONE, "'%.*s' was withdrawn on %.*s: %.*s", TEXT_ARG(typed),
		    TEXT_ARG(text_slice(moment_text(visit->arena, stone->withdrawn), 0, 10)),
		    TEXT_ARG(stone->reason));
	if (edition_holds(visit->edition, typed)) {
		*id = typed;
		return FAULT_NONE;
	}
	other = other_spelling(visit, typed);
	if (!other.len) {
		put_missing(visit, typed);
		return FAULT_NONE;
	}
	other = link_record_path(visit->arena, other);
	visit_redirect(
	    visit, 301, text_format(visit->arena, "%.*s%.*s", TEXT_ARG(other), TEXT_ARG(suffix)));
	return FAULT_NONE;
}

Text record_file_name(const struct visit *visit, Text id, Text ending)
{
	Text name = text_find_char(id, '/') == TEXT_NONE ? id : text_slug(visit->arena, id);

	return text_format(visit->arena, "%.*s%.*s", TEXT_ARG(name), TEXT_ARG(ending));
}
