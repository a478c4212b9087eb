/* Export: all records that a query finds, as a stream without a cap: a thousand hits at a time by
 * cursor, so memory does not grow with the result. CSV is RFC 4180 with a head line; JSON Lines is
 * one object a line. One producer for the site, for `chancery export` and for sitemaps. */
#ifndef PAGES_EXPORT_H
#define PAGES_EXPORT_H

#include "base/stream.h"
#include "search/search.h"

enum export_as {
	EXPORT_CSV,     /* what a list shows of each record */
	EXPORT_JSONL,   /* the same */
	EXPORT_RECORDS, /* JSON Lines of whole records, chancery.record/1 as published */
	EXPORT_SITEMAP, /* sitemaps.org 0.9 */
};

/* All is borrowed until the stream is ended, but for the texts, which are copied. */
struct export_request {
	const struct edition *edition;
	const struct index *index;
	enum export_as as;
	Text query;
	enum sort sort;      /* newest or oldest */
	Text base;           /* of the addresses; empty: they are paths */
	uint64_t skip, most; /* hits left out at first; hits given, 0 for all */
};

/* Asks once, so that a query that cannot be read is a fault here and not in the middle. `stream` is
 * the caller's to end. */
enum fault export_open(
    struct stream *stream, const struct export_request *request, struct error *err);

/* One field of CSV, without a separator. Quoted where it must be; a cell that a spreadsheet would
 * take for a formula (it begins with = + - @, a tab or a CR) gets an apostrophe before it. */
void export_put_cell(struct out *out, Text text);

#endif
