/* The canonical form of a reference id, and why it differs from what was written. */
#ifndef CATALOG_STATION_ID_H
#define CATALOG_STATION_ID_H

#include "base/arena.h"
#include "catalog/station.h"
#include "record/reference_id.h"

/* name of the rule, why */
#define ID_RULES(X) \
	X(TABLE, "known single case (data/id_repairs.csv)") \
	X(CASE, "written in lower case") \
	X(SIGNS, "signs or blanks left out") \
	X(ZEROS, "leading zeros of the number left out") \
	X(YEAR, "year written twice or in full") \
	X(DIGITS, "letter in place of a digit, or digit in place of a letter") \
	X(SECTION, "phrase of the section taken away") \
	X(SIGNAL, "signal or remark between two numbers taken away") \
	X(STATION, "name of the post repaired")

#define ID_RULE_ENUM(name, why) ID_RULE_##name,
enum id_rule { ID_RULES(ID_RULE_ENUM) ID_RULE_COUNT };
#undef ID_RULE_ENUM

enum id_state {
	ID_EXACT,     /* canonical as written */
	ID_REPAIRED,  /* `reasons` says why */
	ID_AMBIGUOUS, /* two posts fit; left as written */
	ID_UNREADABLE /* left as written */
};

struct canonical_id {
	enum id_state state;
	Text id;           /* in the arena; what was written when it could not be read */
	Text first, other; /* when ambiguous: the two ids, the likelier one first */
	Text reasons;      /* "leading zeros of the number left out; name cut; ..." */
	uint32_t rules;    /* 1u << ID_RULE_... */
};

/* Reads any id, exact or garbled (format.md, section 7), as a container writes it. Never invents a
 * number; what no rule leads to stays. The `id` of the result is what the vectors' op
 * "canonicalize_id" asks for. */
struct canonical_id reference_id_canonical(
    const struct catalog *catalog, Text raw, struct arena *arena);
/* Why a rule repairs. */
Text id_rule_reason(enum id_rule rule);
/* "SECTION01OF02" in any garbling, or the end of it, where a station should stand. */
bool is_section_phrase(Text head);

#endif
