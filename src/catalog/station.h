/* Stations: the names of posts as ids and references write them, right or wrong. Names that stand
 * are in data/posts.csv and data/post_aliases.csv; abbreviations in the latter; slips are repaired
 * by rule. Cost: a lookup O(log n), a repair a few hundred short comparisons. */
#ifndef CATALOG_STATION_H
#define CATALOG_STATION_H

#include "catalog/catalog.h"

#define STATION_NAME_LIMIT 40

enum station_rule {
	STATION_UNKNOWN,
	STATION_KNOWN,    /* a name that ids carry; stands as it is */
	STATION_SHORT,    /* abbreviation or other name, from the tables */
	STATION_PREFIX,   /* words before it: AMEMBASSY, EFTO, SIFIED */
	STATION_SUFFIX,   /* words behind it: its country's code, WASHDC */
	STATION_CUT,      /* the opening of exactly one name */
	STATION_DIGITS,   /* 0 for O, 1 for I or L, 5 for S */
	STATION_LOST,     /* Q stands for one to three letters of exactly one name */
	STATION_NEAR,     /* one or two letters off exactly one name */
	STATION_AMBIGUOUS /* two names fit as well; `station` and `other` are the likeliest */
};

typedef struct {
	enum station_rule rule;
	Text station, other;     /* live as long as the catalog; empty when unknown */
	Text reason;             /* for people; empty for STATION_KNOWN */
	const struct post *post; /* NULL: no post of data/posts.csv */
} Station;

/* By the tables alone: STATION_KNOWN, STATION_SHORT or STATION_UNKNOWN. Blanks, signs and case do
 * not count. */
Station station_read(const struct catalog *catalog, Text name);
/* By the tables, then by the rules. */
Station station_repair(const struct catalog *catalog, Text name);
/* The two last rules alone (station_near.c), for a name of capitals without signs. Of several names
 * that fit, one with twenty times the cables of the next counts as the only one. */
Station station_near(const struct catalog *catalog, Text squeezed);
Station station_lost(const struct catalog *catalog, Text squeezed);

#endif
