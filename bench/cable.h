/* One invented cable: its facts, drawn first and in order, and its text, written from them. */
#ifndef BENCH_CABLE_H
#define BENCH_CABLE_H

#include "base/out.h"
#include "bench/lexicon.h"
#include "bench/world.h"

#define TAGS_MOST  6
#define CITED_MOST 5

struct cited_cable {
	const struct sender *place;
	struct cited cable;
};

struct facts {
	uint64_t index;
	struct chance chance; /* of this cable alone */
	struct sender *place;
	uint32_t place_row;
	int64_t seconds;
	Civil time;
	uint32_t number;
	uint32_t classification; /* row of class_rows */
	uint32_t words;          /* of the body, about */
	const struct tag *tags[TAGS_MOST];
	uint32_t tag_count;
	struct cited_cable cited[CITED_MOST];
	uint32_t cited_count;
	uint32_t topics[4]; /* of the place, of two tags, of the month */
};

struct class_row {
	const char *name; /* of the container */
	const char *line; /* opens the message */
	const char *caption;
	const char *signals; /* format line 4 */
	const char *portion;
	uint64_t weight;
};
extern const struct class_row class_rows[6];

struct collection {
	struct world world;
	struct lexicon lexicon;
	struct odds class_odds;
	struct arena arena;
	uint64_t count, seed, next;
};

enum fault collection_open(
    struct collection *collection, uint64_t count, uint64_t seed, struct error *err);
void collection_close(struct collection *collection);
/* The facts of the next cable; false behind the last. In order of time, ids never twice. */
bool collection_next(struct collection *collection, struct facts *facts);

/* "08RIGA61" */
void put_id(struct out *out, const struct sender *place, struct cited cited);
/* The transmission header, FL1 to FL8; `sections` as the message has. */
void put_header(
    struct out *out, const struct collection *collection, struct facts *facts, uint32_t sections);
/* Subject and paragraphs to the signature, without page markers; `subject` alone first. */
void put_subject(struct out *out, const struct collection *collection, struct facts *facts);
void put_body(struct out *out, const struct collection *collection, struct facts *facts);
/* Header and message in full. `scratch` is emptied and used. */
void cable_write(const struct collection *collection, struct facts *facts, struct out *header,
    struct out *message, struct out *scratch);

#endif
