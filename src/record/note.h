/* Notes: what the reader has to remark about a source; named, graded, positioned, saying what was
 * done. A note accompanies a record; it never refuses one. */
#ifndef RECORD_NOTE_H
#define RECORD_NOTE_H

#include "record/transcript.h"

/* name, name for people, grade, phrase */
#define NOTES(X) \
	X(NOT_UTF8, "not-utf8", WARNING, "bytes are not UTF-8, each replaced by U+FFFD") \
	X(NUL_BYTE, "nul-byte", WARNING, "NUL bytes, each replaced by U+FFFD") \
	X(NO_HEADER, "no-header", INFO, "no transmission header, reading starts at the message") \
	X(NO_SUBJECT, "no-subject", WARNING, "no SUBJECT line, the subject stays empty") \
	X(NO_CLASSIFICATION, "no-classification", WARNING, \
	    "no classification line, taken from the container") \
	X(NO_TAGS, "no-tags", INFO, "no TAGS line") \
	X(BAD_DTG, "bad-dtg", WARNING, "date-time group not understood, kept as text") \
	X(BAD_JULIAN, "bad-julian", WARNING, \
	    "day and time of the DE line not understood, kept as text") \
	X(BAD_KEYWORD, "bad-keyword", INFO, "keyword misspelt, read as what it stands for") \
	X(BAD_ID, "bad-id", WARNING, \
	    "reference id does not have the form year, station, number; kept as it is") \
	X(ID_REPAIRED, "id-repaired", WARNING, \
	    "reference id garbled, repaired by rule; the one received is kept as an alias") \
	X(ID_CANONICAL, "id-canonical", INFO, \
	    "reference id in another archive's form, put into ours; the one received is kept") \
	X(ID_FROM_LINES, "id-from-lines", INFO, \
	    "no reference id in the container, made from date, post and number") \
	X(ID_FROM_NAME, "id-from-name", INFO, \
	    "no date-time group, the year of the reference id is the file name's") \
	X(ID_DISAGREES, "id-disagrees", WARNING, \
	    "reference id disagrees with the message, the container's is kept") \
	X(CREATED_DISAGREES, "created-disagrees", WARNING, \
	    "creation time disagrees with the date-time group, the group's is kept") \
	X(CLASS_DISAGREES, "class-disagrees", WARNING, \
	    "classification disagrees with the container, the container's is kept") \
	X(UNKNOWN_POST, "unknown-post", INFO, "post is not in the catalog, kept as it is") \
	X(UNKNOWN_TAG, "unknown-tag", INFO, "tag is not in the catalog, kept as it is") \
	X(REPAIRED_TAG, "repaired-tag", INFO, \
	    "tag is misspelt, read as the code it stands for, the spelling is kept") \
	X(GUESSED_TAG, "guessed-tag", INFO, \
	    "tag is not in the catalog, kept as it is, with a guess beside it") \
	X(GLUED_TAGS, "glued-tags", INFO, "tags run together, split by the catalog") \
	X(REFERENCE_YEAR, "reference-year", INFO, \
	    "reference without a year, the cable's own year taken") \
	X(REFERENCE_AMBIGUOUS, "reference-ambiguous", WARNING, \
	    "reference fits two ids, both kept as candidates") \
	X(REFERENCE_REPAIRED, "reference-repaired", INFO, \
	    "post of a reference misspelt, read as the one it stands for") \
	X(REFERENCE_UNREAD, "reference-unread", WARNING, "reference not understood, kept as text") \
	X(SECTION_GAP, "section-gap", WARNING, \
	    "a section or page is missing, the ones present are kept") \
	X(PARAGRAPH_NUMBER, "paragraph-number", INFO, \
	    "a number at a line's start is not the next paragraph, kept in the text") \
	X(NO_SIGNATURE, "no-signature", INFO, "no signature line") \
	X(NO_YEAR, "no-year", WARNING, \
	    "the report's year is not stated, taken as the latest data year plus one") \
	X(PAGE_FRAME, "page-frame", INFO, \
	    "running heads or page numbers between the lines, left out of the running text") \
	X(BROKEN_WORD, "broken-word", INFO, \
	    "words broken at a line's end, joined with the hyphen kept") \
	X(UNKNOWN_COUNTRY, "unknown-country", WARNING, \
	    "country is not in the catalog, kept as it is") \
	X(UNREAD_LINE, "unread-line", INFO, \
	    "a line before the text is of no known kind, kept as text") \
	X(CREATED_MINUTES, "created-minutes", INFO, \
	    "minutes of the container's times repeat the hour, taken from the date-time group or left out") \
	X(BACKSLASH_LINES, "backslash-lines", INFO, \
	    "backslashes at the ends of lines, left over from a dump, taken out") \
	X(SPLICED, "spliced", WARNING, \
	    "another message runs into this one, cut here and read as a record of its own") \
	X(DUMP_ROW, "dump-row", INFO, \
	    "the text begins with its own row of a dump, the row's columns are taken out") \
	X(CUT_TEXT, "cut-text", WARNING, \
	    "the text breaks off with an ellipsis, the rest is missing") \
	X(STRAY_QUOTE, "stray-quote", WARNING, \
	    "a quotation mark without an escape inside a field, kept in the text") \
	X(BAD_MARKUP, "bad-markup", WARNING, \
	    "markup is not well-formed, read as far as it can be") \
	X(TOO_MANY, "too-many", WARNING, "more items than the limit, the rest left out")

enum note_grade { NOTE_GRADE_INFO, NOTE_GRADE_WARNING };

#define NOTE_ENUM(name, slug, grade, phrase) NOTE_##name,
enum note_kind { NOTES(NOTE_ENUM) NOTE_KINDS };
#undef NOTE_ENUM

struct note {
	enum note_kind kind;
	Span span;             /* in the transcript; length 0 for a remark about the whole */
	uint32_t line, column; /* from 1, in the source */
	Text excerpt;          /* at most 60 bytes, cut at a code point; "" for the whole */
};

typedef ARRAY(struct note) NoteList;

/* Adds a note about `where`, a slice of the transcript (or empty with at == NULL: the whole). */
void note_add(NoteList *notes, struct arena *arena, const struct transcript *transcript,
    enum note_kind kind, Text where);

Text note_name(enum note_kind kind); /* "bad-dtg" */
Text note_phrase(enum note_kind kind);
enum note_grade note_grade_of(enum note_kind kind);
Text note_grade_name(enum note_grade grade); /* "info", "warning" */

#endif
