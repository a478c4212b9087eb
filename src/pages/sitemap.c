#include "pages/sitemap.h"

#include "base/utf8.h"
#include "pages/address.h"
#include "pages/export.h"
#include "pages/html.h"
#include "pages/pages.h"
#include "pages/values.h"

#define URLSET \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
	"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"

/* Of a browse list, which is one answer in memory. */
#define VALUES_A_PART 20000

#define SHORT_NAME 16 /* OpenSearch 1.1: most characters of a ShortName */

static const Text undated = TEXT_INIT("undated");
static const Text undated_query = TEXT_INIT("-has:date");

/* The browse lists: name of the part, facet, page of all values. */
static const struct {
	Text name, page;
	enum facet facet;
} lists[] = {
	{ TEXT_INIT("released"), TEXT_INIT("/released"), FACET_RELEASED },
	{ TEXT_INIT("years"), TEXT_INIT("/created"), FACET_YEAR },
	{ TEXT_INIT("months"), TEXT_INIT("/"), FACET_MONTH },
	{ TEXT_INIT("origin"), TEXT_INIT("/origin"), FACET_ORIGIN },
	{ TEXT_INIT("tag"), TEXT_INIT("/tag"), FACET_TAG },
	{ TEXT_INIT("classification"), TEXT_INIT("/classification"), FACET_CLASSIFICATION },
	{ TEXT_INIT("country"), TEXT_INIT("/country"), FACET_COUNTRY },
	{ TEXT_INIT("caption"), TEXT_INIT("/caption"), FACET_CAPTION },
};
#define LISTS (sizeof lists / sizeof *lists)

bool sitemap_part_read(Text name, Text *head, uint64_t *part)
{
	bool whole = text_find_char(name, '-') == TEXT_NONE;
	Text first = text_cut(&name, '-');
	uint64_t number = 1;

	if (!first.len)
		return false;
	/* "2008-02" is no second name of "2008-2". */
	if (!whole &&
	    (text_starts(name, TEXT("0")) || !text_take_digits(&name, 6, &number) || name.len ||
		number < 2))
		return false;
	*head = first;
	*part = number;
	return true;
}

/* --- the index --- */

static void put_part(struct visit *visit, Text name, uint64_t part)
{
	struct out *out = visit->out;

	html_raw(out, "<sitemap><loc>");
	html_text(out, visit->base);
	html_raw(out, "/sitemap/");
	html_path(out, name);
	if (part > 1)
		out_printf(out, "-%llu", (unsigned long long)part);
	html_raw(out, ".xml</loc></sitemap>\n");
}

static void put_parts(struct visit *visit, Text name, uint64_t count, uint64_t room)
{
	for (uint64_t part = 1; (part - 1) * room < count; part++)
		put_part(visit, name, part);
}

enum fault page_sitemap_index(struct visit *visit, struct error *err)
{
	struct search_request request = { .limit = 0 };
	struct search_result all = { 0 };
	uint64_t dated = 0;

	for (size_t i = 0; i < LISTS; i++)
		request.facets |= 1u << lists[i].facet;
	if (search(visit->index, &request, visit->arena, &all, err) != FAULT_NONE)
		return err->fault;
	html_raw(visit->out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < LISTS; i++)
		put_parts(visit, lists[i].name, all.facets[lists[i].facet].distinct, VALUES_A_PART);
	for (uint32_t i = 0; i < all.facets[FACET_YEAR].values.count; i++) {
		const struct facet_value *year = &all.facets[FACET_YEAR].values.items[i];

		put_parts(visit, year->value, year->count, SITEMAP_RECORDS);
		dated += year->count;
	}
	if (all.total > dated)
		put_parts(visit, undated, all.total - dated, SITEMAP_RECORDS);
	html_raw(visit->out, "</sitemapindex>\n");
	return FAULT_NONE;
}

/* --- a part --- */

static void put_location(struct visit *visit, Text address)
{
	html_raw(visit->out, "<url><loc>");
	html_text(visit->out, address);
	html_raw(visit->out, "</loc></url>\n");
}

static enum fault put_list(struct visit *visit, size_t list, uint64_t part, struct error *err)
{
	uint64_t from = (part - 1) * VALUES_A_PART;
	struct facet_list values = { 0 };

	if (values_ask(visit, lists[list].facet, TEXT(""), &values, NULL, err) != FAULT_NONE)
		return err->fault;
	if (from >= values.values.count)
		return fail(err, FAULT_NOT_FOUND, "this part of the sitemap does not exist");
	html_raw(visit->out, URLSET);
	if (part == 1)
		put_location(visit, address_of(visit->arena, visit->base, lists[list].page));
	for (uint64_t i = from; i < values.values.count && i < from + VALUES_A_PART; i++)
		put_location(visit,
		    address_of_value(visit->arena, visit->base, lists[list].facet,
			values.values.items[i].value));
	html_raw(visit->out, "</urlset>\n");
	return FAULT_NONE;
}

static enum fault put_records(struct visit *visit, Text query, uint64_t part, struct error *err)
{
	struct search_request question = { .query = query };
	struct search_result counts = { 0 };
	struct export_request request = { .edition = visit->edition,
		.index = visit->index,
		.as = EXPORT_SITEMAP,
		.query = query,
		.sort = SORT_OLDEST,
		.base = visit->base,
		.skip = (part - 1) * SITEMAP_RECORDS,
		.most = SITEMAP_RECORDS };
	struct stream stream;

	if (search(visit->index, &question, visit->arena, &counts, err) != FAULT_NONE)
		return err->fault;
	if (request.skip >= counts.total)
		return fail(err, FAULT_NOT_FOUND, "this part of the sitemap does not exist");
	if (export_open(&stream, &request, err) != FAULT_NONE)
		return err->fault;
	visit_stream(visit, stream);
	return FAULT_NONE;
}

enum fault page_sitemap(struct visit *visit, struct error *err)
{
	Text head, rest;
	uint64_t part, year;

	if (!sitemap_part_read(visit->holes[0], &head, &part))
		return fail(err, FAULT_NOT_FOUND, "this part of the sitemap does not exist");
	for (size_t i = 0; i < LISTS; i++)
		if (text_equal(head, lists[i].name))
			return put_list(visit, i, part, err);
	if (text_equal(head, undated))
		return put_records(visit, undated_query, part, err);
	rest = head;
	if (head.len != 4 || !text_take_digits(&rest, 4, &year) || rest.len)
		return fail(err, FAULT_NOT_FOUND, "this part of the sitemap does not exist");
	return put_records(visit, query_for(FACET_YEAR, head, visit->arena), part, err);
}

/* --- what else speaks to crawlers and browsers --- */

enum fault page_opensearch(struct visit *visit, struct error *err)
{
	const struct site *site = visit_site(visit);
	struct out *out = visit->out;

	(void)err;
	html_raw(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	    "<ShortName>");
	html_text(out, utf8_head(site->settings[SITE_NAME], SHORT_NAME));
	html_raw(out,
	    "</ShortName>\n"
	    "<Description>Search an archive of diplomatic cables and reports</Description>\n"
	    "<InputEncoding>UTF-8</InputEncoding>\n<Image type=\"image/svg+xml\">");
	html_text(out, visit->base);
	html_raw(out, "/favicon.svg</Image>\n<Url type=\"text/html\" template=\"");
	html_attr(out, visit->base);
	html_raw(
	    out, "/search?q={searchTerms}\"/>\n<Url type=\"application/atom+xml\" template=\"");
	html_attr(out, visit->base);
	html_raw(out, "/search.atom?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
	return FAULT_NONE;
}
