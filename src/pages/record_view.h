/* What the pages of a cable and of a narrative share: finding the record by its address, and the
 * foot of the page (how to cite it, its other forms, versions, the reader's notes, its source). */
#ifndef PAGES_RECORD_VIEW_H
#define PAGES_RECORD_VIEW_H

#include "pages/marks.h"
#include "pages/trail.h"

struct record_view {
	struct visit *visit;
	struct published published;
	const struct record *record;          /* published.record */
	Text path;                            /* canonical: "/cable/08VALLETTA88" */
	struct facet_list origins, countries; /* of the edition: what has a page to link to */
	struct trail trail;                   /* the list that the reader comes from */
	struct marks *marks;                  /* of the text; in the arena */
	bool *stated; /* of a narrative, by fact: its sentence has an address of its own */
};

/* The id that the visit's holes name: hole 0 of a cable, holes 0 and 1 of a report and of a
 * document. */
Text record_asked_id(const struct visit *visit);
/* The held id that is meant. Empty when the answer is written already: a redirect to the canonical
 * address (`suffix` behind it, such as ".json"), or the page of an id that is not here. FAULT_GONE
 * for what was withdrawn. */
enum fault record_find(struct visit *visit, Text suffix, Text *id, struct error *err);
/* What a reader may save it as: "08VALLETTA88.json", "tip-2011-malta.json". In the arena. */
Text record_file_name(const struct visit *visit, Text id, Text ending);
/* What the page of a record begins with: finds the id in the address, reads it, wants it to be of
 * that kind, sets the canonical path. False when there is nothing more to do: a redirect was set,
 * or `err` is filled. */
bool record_page_open(
    struct record_view *view, struct visit *visit, enum record_kind kind, struct error *err);

/* Links to a value's page when this edition has one, plain text otherwise. */
void record_put_origin(const struct record_view *view, Text slug, Text label);
void record_put_country(const struct record_view *view, const struct country *country);
void record_put_released(const struct record_view *view);

/* Text in which redactions (of `from`, a span of the transcript) are marked. `text` is that span,
 * as it stands or flowed. */
void record_put_words(const struct record_view *view, Span from, Text text);

/* Counts the hits that `put` (which writes the text) will mark, so that each can link to the next.
 * Costs a second writing, and nothing without words to mark. */
void record_count_hits(const struct record_view *view, void (*put)(const struct record_view *));

/* Records of nearly the same wording, when there are any. */
void record_put_similar(const struct record_view *view);

/* A nav: the steps of the trail, and what stands before and behind the record in an order of its
 * own. Nothing when there is nothing. */
struct neighbours {
	Text earlier, later; /* ids; empty at the ends */
	Text earlier_label, later_label;
};
void record_put_neighbours(const struct record_view *view, const struct neighbours *neighbours);
/* The same for a narrative: the nearest years on the same country, as the catalog tells countries
 * apart. */
void record_put_other_years(const struct record_view *view);

/* "JSON, text, source". */
void record_put_forms(const struct record_view *view);
void record_put_foot(const struct record_view *view);

/* What a record's page says of itself to programs. For <head>: meta tags as Google Scholar and
 * Zotero read them (Highwire's names), and Dublin Core; `view` is a struct record_view. */
void meta_put_head(struct out *out, const void *view);
/* For <head>: that, and the script that knows the keys (assets/keys.js). */
void record_put_head(struct out *out, const void *view);
/* In the body: schema.org as a JSON-LD data block; no script runs. */
void meta_put_block(const struct record_view *view);

#endif
