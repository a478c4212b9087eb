/* What the reading of tags adds to the tables: repairs no rule knows, weights, the codes that slips
 * are compared with. Inside catalog/ only. */
#ifndef CATALOG_TAG_TABLES_H
#define CATALOG_TAG_TABLES_H

#include "catalog/tag_reading.h"

struct tag_repair {
	Text raw, codes; /* codes with blanks between; '_' is a blank within a code */
	enum tag_rule rule;
	enum tag_confidence confidence;
};

struct tag_weight {
	Text code;
	int weight; /* 1 (now and then) to 4 (every day); 0 is not listed */
};

/* A code that a slip may stand for. */
struct tag_target {
	Text code; /* upper case, letters only */
	int weight;
	bool minor; /* neither subject nor program of the handbook */
};

#define TAG_TARGET_MOST 8 /* letters of a target */

enum tag_piece_kind { PIECE_NONE, PIECE_CODE, PIECE_ORGANIZATION, PIECE_COUNTRY };

struct tag_piece {
	enum tag_piece_kind kind;
	Text code;
	int weight;
	bool foreign; /* a country by its ISO code */
};

/* The listed code that `upper` is, as a piece of a glued word; kind PIECE_NONE when it is none. */
struct tag_piece tag_piece_of(const struct catalog *catalog, Text upper);

/* State's code of a country by its two letters, State's own first, else ISO; empty when neither. */
Text tag_country(const struct catalog *catalog, Text upper);
int tag_weight_of(const struct catalog *catalog, Text upper);

/* tag_nearest.c: the code that `upper` (letters only) is a slip of. Empty when there is none. */
Text tag_nearest(const struct catalog *catalog, Text upper, enum tag_confidence *confidence);
/* The same where teleprinters put Q for one to three letters that were lost. */
Text tag_nearest_lost(const struct catalog *catalog, Text upper, enum tag_confidence *confidence);

/* tag_glued.c: cuts `upper` (letters only) into listed codes; with `hole` one part of it may be a
 * slip. False when that is not possible. */
bool tag_glued(const struct catalog *catalog, Text upper, struct tag_reading *reading);
bool tag_glued_with_hole(const struct catalog *catalog, Text upper, struct tag_reading *reading);

#endif
