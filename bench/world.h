/* World: where and when the invented cables come from, and about what. Posts and TAGS are those of
 * data/, as often as in the collection that was counted there. */
#ifndef BENCH_WORLD_H
#define BENCH_WORLD_H

#include "base/clock.h"
#include "bench/chance.h"
#include "catalog/catalog.h"

#define RECENT_MOST 32

struct cited {
	uint8_t year; /* of a century */
	uint32_t number;
};

struct sender {
	const struct post *post;
	Text plad;    /* "AMEMBASSY BUENOS AIRES" */
	Text written; /* "BUENOS AIRES", as its cables and references write it */
	Text routing; /* "RUEHBU"; the Department's where the post's is not known */
	int year;     /* of the last number given */
	uint32_t number;
	struct cited recent[RECENT_MOST]; /* the last ones, in a ring */
	uint32_t sent;
};

struct world {
	struct catalog *catalog;
	struct sender *places;
	uint32_t place_count, state; /* `state`: the row of the Department */
	struct odds place_odds;
	const struct tag **tags; /* subjects and programs, most frequent first */
	uint32_t tag_count;
	const struct tag **others; /* geographic and organizations */
	uint32_t other_count;
	struct odds tag_odds;
	uint64_t *days; /* cables up to the end of each day, cumulated, from WORLD_FIRST_DAY on */
	uint32_t day_count;
};

/* In the arena; FAULT_CORRUPT when the tables of data/ do not serve. */
enum fault world_open(struct world *world, struct arena *arena, struct error *err);
void world_close(struct world *world);

/* The time of cable `index` of `count`: they come in order of time. `share` of 65,536 places it
 * within its part. */
int64_t world_time(const struct world *world, uint64_t index, uint64_t count, uint32_t share);

/* The next number of a place in a year; numbers are left out, as the collection lacks cables. */
uint32_t world_number(struct sender *place, int year, struct chance *chance);

#endif
