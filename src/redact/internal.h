/* What the files of redact/ share: the cuts in order, and where a place of the old text lies in the
 * new one. Inside redact/ only. */
#ifndef REDACT_INTERNAL_H
#define REDACT_INTERNAL_H

#include "redact/redact.h"

/* A cut as it is made: without the blanks at its ends, which stay. */
struct made_cut {
	Span span;         /* in the old text */
	uint32_t from, to; /* of its mark, in the new one */
};

struct redacting {
	const struct record *old;
	struct record *record; /* the new one; its transcript stands */
	const struct catalog *catalog;
	struct arena *arena;
	ARRAY(struct made_cut) cuts; /* in order, disjoint */
	size_t words;                /* bytes that are cut */
	size_t searched;             /* bytes that is_said_in_cut has looked through */
};

static inline uint32_t span_end(Span span)
{
	return span.start + span.length;
}

/* Where `at` of the old text lies in the new one; what is within a cut lies behind its mark. */
uint32_t moved(const struct redacting *redacting, uint32_t at);
Span moved_span(const struct redacting *redacting, Span span);
/* The same as a slice of the new text. */
Text moved_text(const struct redacting *redacting, Span span);
/* Some byte of `span` is cut. */
bool is_cut(const struct redacting *redacting, Span span);
/* A cut begins before `at` and ends behind it. */
bool is_within_cut(const struct redacting *redacting, uint32_t at);
/* Some cut holds these words, whatever their case. True also where to look for them would take too
 * long: what is not known to be safe does not stay. */
bool is_said_in_cut(struct redacting *redacting, Text words);
/* The field in the new text: the same where nothing of it is cut, else absent. */
Field kept_field(struct redacting *redacting, const Field *field);
/* The same, but where it is cut the new words, mark and all. */
Field reworded_field(struct redacting *redacting, const Field *field);

/* cited.c: the ids that the container names, behind those that the new message cites. */
void keep_references(struct redacting *redacting);

/* spelled.c: adds where else an id stands that the words are, or are a part of. `found` is in
 * order; what is added stands behind it. */
void add_spellings(const struct record *record, Text words, struct arena *arena, SpanList *found);

/* Each makes the part of its kind of redacting->record, whose top box stands. */
enum fault reread_cable(struct redacting *redacting, struct error *err);
enum fault reread_narrative(struct redacting *redacting, struct error *err);
enum fault reread_document(struct redacting *redacting, struct error *err);

/* Where the old message begins with its header, and where it ends. */
Span message_stretch(const struct record *record);
/* container.c: the top box and the release date, before a record is read again; aliases behind. */
void keep_top_box(struct redacting *redacting);
void keep_aliases(struct redacting *redacting);
/* Notes of the container, which no reading of the text makes, before or behind those of the
 * reader. */
enum note_place { NOTES_BEFORE, NOTES_BEHIND };
void keep_notes(struct redacting *redacting, enum note_place place);

#endif
