/* Shapes: how a struct lies in JSON, one row a member. The codec walks the same rows to write and
 * to read, so that the two cannot drift apart. Inside record/ only. */
#ifndef RECORD_SHAPE_H
#define RECORD_SHAPE_H

#include "base/json.h"
#include "record/record.h"

enum member_kind {
	MEMBER_FIELD, /* Field: its text, and its span in "spans" beside it */
	MEMBER_TEXT,  /* Text: null when empty */
	MEMBER_U32,
	MEMBER_U64,
	MEMBER_INT,
	MEMBER_BOOL,
	MEMBER_CLASS,    /* enum classification: its text, null when unknown */
	MEMBER_MOMENT,   /* Moment at its precision, null when unknown */
	MEMBER_MINUTE,   /* the same, written with seconds, known to the minute */
	MEMBER_CLOCK,    /* int day, hour, minute: "hh:mm", null when day is 0 */
	MEMBER_SPAN,     /* [start, length] */
	MEMBER_LINES,    /* uint32_t first, last: [first, last], null when both are 0 */
	MEMBER_NAMED,    /* an enum by its name */
	MEMBER_OBJECT,   /* a struct within */
	MEMBER_OPTIONAL, /* the same, null when its first member (FIELD or LINES) is absent */
	MEMBER_FLAT,     /* a pointer to a struct whose members stand in this object */
	MEMBER_LIST,     /* ARRAY of structs */
	MEMBER_FIELDS,
	MEMBER_TEXTS,
	MEMBER_U32S,
	MEMBER_INTS,    /* ARRAY of these */
	MEMBER_SHIFTS,  /* ARRAY(struct shift): [[at, shift], ...] */
	MEMBER_DERIVED, /* written only: follows from the rest */
};

struct shape;

/* Where a record is written, and what a derived member may look at. It puts one value. */
struct writing {
	struct out *out;
	const struct record *record;
	struct arena *arena;
};

/* null when empty. */
void put_text(const struct writing *writing, Text text);
void put_null(const struct writing *writing);
void put_bool(const struct writing *writing, bool value);

struct member {
	const char *key;
	enum member_kind kind;
	uint32_t offset;
	const struct shape *shape;    /* OBJECT, OPTIONAL, FLAT, LIST */
	Text (*name)(unsigned value); /* NAMED */
	unsigned names;               /* NAMED: how many values */
	void (*derive)(const struct writing *writing, const void *base); /* DERIVED */
};

struct shape {
	const struct member *members;
	uint32_t count, size;
};

/* Every ARRAY lies in memory as this one does. */
typedef ARRAY(char) AnyArray;
/* Bytes of one item of the ARRAY that `member` names. */
size_t member_item_size(const struct member *member);

extern const struct shape record_shape, cable_shape, narrative_shape, document_shape;

/* Derived members of a record, a cable and a narrative, by the rows that name them. */
void derive_schema(const struct writing *writing, const void *base);
void derive_file_lines(const struct writing *writing, const void *base);
void derive_last_newline(const struct writing *writing, const void *base);
void derive_reference_id(const struct writing *writing, const void *base);
void derive_box_created(const struct writing *writing, const void *base);
void derive_box_released(const struct writing *writing, const void *base);
void derive_julian_date(const struct writing *writing, const void *base);
void derive_addressee_excluded(const struct writing *writing, const void *base);
void derive_zen(const struct writing *writing, const void *base);
void derive_captions(const struct writing *writing, const void *base);
void derive_captions_unique(const struct writing *writing, const void *base);
void derive_tags(const struct writing *writing, const void *base);
void derive_trailing_comma(const struct writing *writing, const void *base);
void derive_marker_count(const struct writing *writing, const void *base);
void derive_marker_mid_paragraph(const struct writing *writing, const void *base);
void derive_headings(const struct writing *writing, const void *base);
void derive_paragraphs(const struct writing *writing, const void *base);
void derive_lettered_count(const struct writing *writing, const void *base);
void derive_lettered(const struct writing *writing, const void *base);
void derive_bullet_lines(const struct writing *writing, const void *base);
void derive_bullet_count(const struct writing *writing, const void *base);
void derive_false_numbers(const struct writing *writing, const void *base);
void derive_surname(const struct writing *writing, const void *base);
void derive_mixed_case(const struct writing *writing, const void *base);
void derive_aliases(const struct writing *writing, const void *base);
void derive_starts(const struct writing *writing, const void *base);
void derive_fact_value(const struct writing *writing, const void *base);
void derive_fact_year(const struct writing *writing, const void *base);
void derive_note_grade(const struct writing *writing, const void *base);
void derive_note_phrase(const struct writing *writing, const void *base);

#endif
