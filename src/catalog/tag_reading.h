/* Reading one token of a TAGS line: which codes it stands for, by which rule, how surely.
 * docs/formats/telegram.md, "TAGS", says how. */
#ifndef CATALOG_TAG_READING_H
#define CATALOG_TAG_READING_H

#include "catalog/catalog.h"
#include "record/tag_rule.h"

#define TAG_TOKEN_MOST  120 /* a longer token is not looked into */
#define TAG_PIECES_MOST 60

struct tag_reading {
	enum tag_rule rule;
	enum tag_confidence confidence;
	uint32_t count;
	Text codes[TAG_PIECES_MOST]; /* live as long as the catalog; at TAG_LOW a mere guess */
};

/* Reads `token`: no blanks around it, any case; words of one tag with single blanks between.
 * Nothing to say: UNRESOLVED, no codes. Never fails. Cost: O(log n) when the catalog lists the
 * token, else some microseconds for a short one and O(length squared) up to TAG_TOKEN_MOST. */
void catalog_read_tag(const struct catalog *catalog, Text token, struct tag_reading *reading);

/* The same, but only what the tables know: listed codes, the table of repairs. False when neither
 * has it. */
bool catalog_tag_listed(const struct catalog *catalog, Text token, struct tag_reading *reading);

/* What a tag is, in one word: "subject", "program", "org", "geo", "person" (it has a comma),
 * "other", "unknown". Listed codes in any case; an ISO code of a country is "geo". */
Text catalog_tag_kind(const struct catalog *catalog, Text tag);

#endif
