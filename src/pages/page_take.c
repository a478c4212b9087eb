/* A result set to take away: CSV, JSON Lines of the list or of whole records. Streams, so that no
 * result is too long. */
#include "pages/pages.h"

#include "pages/export.h"
#include "pages/listing.h"

static enum fault take(struct visit *visit, enum export_as as, Text ending, struct error *err)
{
	struct export_request request = { .edition = visit->edition,
		.index = visit->index,
		.as = as,
		.query = visit_param(visit, TEXT("q")),
		.sort = SORT_NEWEST,
		.base = visit->base };
	Text sort = visit_param(visit, TEXT("sort"));
	struct stream stream;

	if (sort.len && (!listing_sort_read(sort, &request.sort) || request.sort == SORT_RELEVANCE))
		return fail(err, FAULT_BAD_INPUT, "no order '%.*s' here; there are newest, oldest",
		    TEXT_ARG(sort));
	if (export_open(&stream, &request, err) != FAULT_NONE)
		return err->fault;
	visit_stream(visit, stream);
	visit->filename = text_format(visit->arena, "chancery%.*s", TEXT_ARG(ending));
	return FAULT_NONE;
}

enum fault page_search_csv(struct visit *visit, struct error *err)
{
	return take(visit, EXPORT_CSV, TEXT(".csv"), err);
}

enum fault page_search_jsonl(struct visit *visit, struct error *err)
{
	bool full = text_equal(visit_param(visit, TEXT("full")), TEXT("1"));

	return take(visit, full ? EXPORT_RECORDS : EXPORT_JSONL, TEXT(".jsonl"), err);
}
