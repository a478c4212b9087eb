/* Search: here is a question, give me records and counts. Over one sealed edition, read-only; knows
 * no HTTP, no HTML, no vault. One path serves browse, search, feeds and export: a browse list is a
 * search without words.
 *
 * The language (docs/man/chancery-search.1, /help/searching): a word finds that word, case and
 * accents folded; word* what begins so, ~word the words of the same English stem, "a phrase",
 * "a b"~5 near (at most 5 other words among them), a b both, a OR b, -a, parentheses, and fields
 * subject: tag: tagged: origin: class: country: year: month: created: released: kind: caption:
 * cites: ref: citedby: from: to: has:. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "catalog/catalog.h"
#include "edition/edition.h"
#include "search/facet.h"

#define QUERY_LIMIT       1024 /* bytes of a query */
#define QUERY_TERMS_LIMIT 64
#define SEARCH_HITS_LIMIT 1000 /* of one page of hits */

struct index;

/* Opens the index of an edition, which must outlive it. May be asked from several threads. */
struct index *index_open(
    const struct edition *edition, const struct catalog *catalog, struct error *err);
void index_close(struct index *index);

/* Newest first is the order of a list without words; relevance is BM25 with the subject weighing
 * more. Records of unknown date come last in both date orders. Equal scores stand newest first,
 * equal times in order of id. */
enum sort { SORT_NEWEST, SORT_OLDEST, SORT_RELEVANCE };

struct search_request {
	Text query; /* may be empty: everything */
	enum sort sort;
	uint32_t limit;  /* hits wanted, more than SEARCH_HITS_LIMIT is that; 0: only counts */
	Text cursor;     /* of an earlier result with the same query and sort, or empty */
	uint32_t facets; /* 1u << FACET_...: which to count */
	uint32_t values; /* most values a facet; 0 = all of them */
	uint32_t whole;  /* 1u << FACET_...: all values of these, whatever `values` says */
	bool snippets;
};

typedef ARRAY(Span) MarkList;

struct snippet {
	Text text;      /* one line around the best hit; empty when no word was asked for */
	MarkList marks; /* the words that were found, in `text`, in order */
	Text block;     /* address of the paragraph it stands in: "2.3.B" */
};

struct hit {
	Text id, title, origin;
	enum record_kind kind;
	enum classification classification;
	Moment created, released;
	double score; /* with SORT_RELEVANCE */
	struct snippet snippet;
};

struct facet_value {
	Text value; /* canonical, as in an address: "bishkek" */
	Text label; /* for people: "Embassy Bishkek" */
	uint64_t count;
};

struct facet_list {
	ARRAY(struct facet_value) values; /* most first; years, months and days newest first */
	uint64_t distinct;                /* values there are, shown or not */
};

struct search_result {
	uint64_t total;  /* exact */
	uint64_t before; /* hits before the first one here */
	ARRAY(struct hit) hits;
	struct facet_list facets[FACET_COUNT];
	Text next, previous; /* cursors; empty at the ends */
	Text reading;        /* how the query was read, in words: `"port visit" and tag EWWT` */
	/* Folded words that were asked for, for search_marks; "traf*" for a prefix, "~visas" for a
	 * stem. */
	TextList terms;
};

/* Result in the arena; ids, titles and facet values are borrowed from the index. FAULT_BAD_INPUT
 * names the column (from 1, in characters): "column 7: a quotation mark is not closed";
 * FAULT_TOO_COSTLY beyond QUERY_TERMS_LIMIT, or for a prefix or stem of too many words. A cursor of
 * another query or order is FAULT_BAD_INPUT. On failure the result is as it was. */
enum fault search(const struct index *index, const struct search_request *request,
    struct arena *arena, struct search_result *result, struct error *err);

/* A query for one facet value, quoted as need be (a quotation mark in it twice): `origin:bishkek`.
 * In the arena. */
Text query_for(enum facet facet, Text value, struct arena *arena);
/* The same for a field that is no facet: `tagged:"KT IP"`. */
Text query_value(Text field, Text value, struct arena *arena);
/* The id of the one record that `typed` names in any spelling ("08 bishkek 211", an old address),
 * or empty. Borrowed from the index. */
Text search_id(const struct index *index, Text typed, struct arena *arena);
/* Is there a record with this value of the facet? Its label; empty when there is none. Borrowed
 * from the index. */
Text search_label(const struct index *index, enum facet facet, Text value);
/* Neighbours in the order of creation within the same origin; empty at the ends, and for a record
 * without date or origin. Borrowed from the index. */
void search_neighbours(const struct index *index, Text id, Text *earlier, Text *later);
/* The words of `text` that search_result.terms names, in order, to mark them on a page. In the
 * arena; false when it refused. */
bool search_marks(Text text, const TextList *terms, struct arena *arena, MarkList *marks);

#endif
