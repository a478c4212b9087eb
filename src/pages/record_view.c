#include "pages/record_view.h"

#include "pages/html.h"
#include "pages/links.h"
#include "pages/pages.h"
#include "pages/values.h"
#include "record/reflow.h"

/* Reads the record and what is needed to link from it. */
static enum fault view_open(
    struct record_view *view, struct visit *visit, Text id, struct error *err)
{
	struct search_request request = { .facets = 1u << FACET_ORIGIN | 1u << FACET_COUNTRY };
	struct search_result result = { 0 };

	*view = (struct record_view){ .visit = visit, .path = link_record_path(visit->arena, id) };
	if (edition_read(visit->edition, id, visit->arena, &view->published, err) != FAULT_NONE ||
	    search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
		return err->fault;
	view->record = view->published.record;
	view->origins = result.facets[FACET_ORIGIN];
	view->countries = result.facets[FACET_COUNTRY];
	view->trail = trail_read(visit, id);
	view->marks = ARENA_NEW(visit->arena, struct marks);
	if (!view->marks)
		return fail(err, FAULT_NO_MEMORY, "no memory for the page");
	*view->marks = (struct marks){
		.catalog = visit->catalog, .arena = visit->arena, .terms = view->trail.terms
	};
	return FAULT_NONE;
}

bool record_page_open(
    struct record_view *view, struct visit *visit, enum record_kind kind, struct error *err)
{
	Text id;

	if (record_find(visit, TEXT(""), &id, err) != FAULT_NONE || !id.len ||
	    view_open(view, visit, id, err) != FAULT_NONE)
		return false;
	if (view->record->kind != kind) {
		fail(err, FAULT_NOT_FOUND, "'%.*s' is no %.*s", TEXT_ARG(id),
		    TEXT_ARG(record_kind_name(kind)));
		return false;
	}
	visit->canonical = view->path;
	return true;
}

void record_put_head(struct out *out, const void *context)
{
	const struct record_view *view = context;

	meta_put_head(out, view);
	html_raw(out, "<script src=\"/keys.js?v=");
	html_attr(out, asset_version(view->visit->arena));
	html_raw(out, "\" defer></script>\n");
}

static void put_value(
    const struct record_view *view, enum facet facet, bool has_page, Text value, Text label)
{
	struct out *out = view->visit->out;

	if (!has_page) {
		html_text(out, label);
		return;
	}
	html_raw(out, "<a href=\"");
	link_value(out, view->visit->arena, facet, value);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a>");
}

void record_put_origin(const struct record_view *view, Text slug, Text label)
{
	put_value(view, FACET_ORIGIN, values_find(&view->origins, slug) != NULL, slug, label);
}

void record_put_country(const struct record_view *view, const struct country *country)
{
	put_value(view, FACET_COUNTRY, values_find(&view->countries, country->slug) != NULL,
	    country->slug, country->name);
}

void record_put_released(const struct record_view *view)
{
	const struct edition_facts *facts = edition_facts(view->visit->edition);
	struct out *out = view->visit->out;
	Text day = text_slice(moment_text(view->visit->arena, view->published.released), 0, 10);
	bool listed = false;

	for (uint32_t i = 0; i < facts->releases.count && !listed; i++)
		listed = text_equal(
		    text_slice(
			moment_text(view->visit->arena, facts->releases.items[i].day), 0, 10),
		    day);
	if (listed) {
		html_raw(out, "<a href=\"");
		link_value(out, view->visit->arena, FACET_RELEASED, day);
		html_raw(out, "\">");
	}
	html_date(out, view->published.released);
	if (listed)
		html_raw(out, "</a>");
}

static bool is_inside(Span part, Span whole)
{
	return part.length && part.start >= whole.start &&
	    part.start + part.length <= whole.start + whole.length;
}

/* The first redaction that does not end before `at`; they are in order. */
static uint32_t first_redaction(const struct cable *cable, uint32_t at)
{
	uint32_t low = 0, high = cable ? cable->redactions.count : 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (cable->redactions.items[middle].span.start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void record_put_words(const struct record_view *view, Span from, Text text)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	for (uint32_t i = first_redaction(cable, from.start); cable && i < cable->redactions.count;
	     i++) {
		Span span = cable->redactions.items[i].span;
		Text words;
		size_t at;

		if (!is_inside(span, from))
			break;
		words = transcript_slice(&view->record->transcript, span);
		at = text_find(text, words);
		/* Flowed text has one blank where the transcript may have had a line end. */
		if (at == TEXT_NONE) {
			words = record_words(view->record, span, view->visit->arena);
			at = text_find(text, words);
		}
		if (at == TEXT_NONE || !words.len)
			continue;
		marks_put(view->marks, out, text_slice(text, 0, at));
		html_redacted(out, words);
		text = text_from(text, at + words.len);
	}
	marks_put(view->marks, out, text);
}

#define COUNTED_LIMIT (32u << 20)

void record_count_hits(const struct record_view *view, void (*put)(const struct record_view *))
{
	struct out scratch, *shown = view->visit->out;
	struct marks before = *view->marks;

	if (!before.terms.count)
		return;
	out_begin(&scratch, COUNTED_LIMIT);
	view->visit->out = &scratch;
	put(view);
	view->visit->out = shown;
	out_end(&scratch);
	before.total = view->marks->hits;
	*view->marks = before;
}
