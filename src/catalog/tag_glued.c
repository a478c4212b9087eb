/* Codes run together: the cheapest way to cut a word into listed codes, few pieces before many,
 * common codes before rare ones, countries at the end before others. One part may be a slip. */
#include "catalog/tables.h"

#define PIECE_MOST       8
#define COST_PIECE       10 /* less its weight */
#define COST_SHORT       6  /* more for an organization of three letters */
#define COST_OTHER_CODE  3  /* more for a longer one */
#define COST_COUNTRY_END 8  /* nothing but countries behind it */
#define COST_COUNTRY     11
#define COST_HOLE        20
#define COST_NOISE       26 /* letters that are left over */
#define HOLE_MOST        5
#define COST_NONE        10000
#define COMMON_COUNTRY   2
#define FREQUENT_COUNTRY 3 /* two of them may be a word of four letters */
#define COST_FOREIGN     5 /* more for a country by its ISO code */

struct cutting {
	const struct catalog *catalog;
	Text word;
	int head[TAG_TOKEN_MOST + 1]; /* cost of the letters before i */
	int tail[TAG_TOKEN_MOST + 1]; /* cost of the letters from i on */
	uint8_t from[TAG_TOKEN_MOST + 1], to[TAG_TOKEN_MOST + 1];
	bool countries[TAG_TOKEN_MOST + 1]; /* from i on there is nothing else */
};

static struct tag_piece piece_at(const struct cutting *cutting, size_t from, size_t to)
{
	return tag_piece_of(cutting->catalog, text_slice(cutting->word, from, to - from));
}

static int cost_of(const struct tag_piece *piece, size_t len, bool at_end)
{
	switch (piece->kind) {
	case PIECE_CODE:
		return COST_PIECE - piece->weight;
	case PIECE_ORGANIZATION:
		return COST_PIECE - piece->weight + (len == 3 ? COST_SHORT : COST_OTHER_CODE);
	case PIECE_COUNTRY:
		return (at_end ? COST_COUNTRY_END : COST_COUNTRY) - piece->weight / 2 +
		    (piece->foreign ? COST_FOREIGN : 0);
	default:
		return COST_NONE;
	}
}

static void cut_from_end(struct cutting *c)
{
	size_t len = c->word.len;

	c->tail[len] = 0;
	c->countries[len] = true;
	for (size_t from = len; from-- > 0;) {
		c->tail[from] = COST_NONE;
		for (size_t to = from + 2; to <= len && to - from <= PIECE_MOST; to++) {
			if (c->tail[to] >= COST_NONE)
				continue;
			struct tag_piece piece = piece_at(c, from, to);
			int cost = c->tail[to] + cost_of(&piece, to - from, c->countries[to]);
			if (cost >= c->tail[from])
				continue;
			c->tail[from] = cost;
			c->to[from] = (uint8_t)to;
			c->countries[from] = c->countries[to] && piece.kind == PIECE_COUNTRY;
		}
	}
}

static void cut_from_start(struct cutting *c)
{
	c->head[0] = 0;
	for (size_t to = 1; to <= c->word.len; to++) {
		c->head[to] = COST_NONE;
		for (size_t len = 2; len <= PIECE_MOST && len <= to; len++) {
			size_t from = to - len;
			if (c->head[from] >= COST_NONE)
				continue;
			struct tag_piece piece = piece_at(c, from, to);
			int cost = c->head[from] + cost_of(&piece, len, false);
			if (cost >= c->head[to])
				continue;
			c->head[to] = cost;
			c->from[to] = (uint8_t)from;
		}
	}
}

struct tally {
	uint32_t codes, organizations, countries, rare, foreign;
	int common; /* weight of a country that is no rare one */
};

static void add_code(struct tag_reading *reading, Text code)
{
	if (reading->count < TAG_PIECES_MOST)
		reading->codes[reading->count++] = code;
}

static void add_piece(struct tag_reading *reading, struct tally *tally, struct tag_piece piece)
{
	tally->codes += piece.kind == PIECE_CODE;
	tally->organizations += piece.kind == PIECE_ORGANIZATION;
	tally->countries += piece.kind == PIECE_COUNTRY;
	tally->rare += piece.kind == PIECE_COUNTRY && piece.weight < tally->common;
	tally->foreign += piece.foreign;
	add_code(reading, piece.code);
}

static void add_head(
    const struct cutting *c, size_t end, struct tag_reading *reading, struct tally *tally)
{
	uint8_t ends[TAG_TOKEN_MOST];
	size_t count = 0;

	for (; end; end = c->from[end])
		ends[count++] = (uint8_t)end;
	while (count--)
		add_piece(reading, tally, piece_at(c, c->from[ends[count]], ends[count]));
}

static void add_tail(
    const struct cutting *c, size_t from, struct tag_reading *reading, struct tally *tally)
{
	for (; from < c->word.len; from = c->to[from])
		add_piece(reading, tally, piece_at(c, from, c->to[from]));
}

/* Countries alone can be anything: two letters fit two letters by chance. */
static bool is_by_chance(const struct tally *tally)
{
	return !tally->codes && (tally->rare || tally->foreign || tally->countries > 2);
}

/* The same code twice and nothing else is no list. */
static bool is_echo(const struct tag_reading *reading)
{
	return reading->count == 2 && text_equal(reading->codes[0], reading->codes[1]);
}

bool tag_glued(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	struct cutting cutting;
	struct tally tally = { .common = upper.len == 4 ? FREQUENT_COUNTRY : COMMON_COUNTRY };

	if (upper.len < 4 || upper.len > TAG_TOKEN_MOST)
		return false;
	cutting.catalog = catalog;
	cutting.word = upper;
	cut_from_end(&cutting);
	if (cutting.tail[0] >= COST_NONE)
		return false;
	*reading = (struct tag_reading){ .rule = TAG_RULE_CONCATENATION };
	add_tail(&cutting, 0, reading, &tally);
	reading->confidence = tally.codes && !tally.foreign ? TAG_HIGH : TAG_MEDIUM;
	return !is_by_chance(&tally) && !is_echo(reading);
}

struct hole {
	size_t from, to;
	int cost;
	Text code;
	enum tag_confidence confidence;
};

static void try_hole(const struct cutting *c, size_t from, size_t to, struct hole *best)
{
	Text part = text_slice(c->word, from, to - from);
	enum tag_confidence confidence = TAG_LOW;
	int base = c->head[from] + c->tail[to];
	Text code = { 0 };

	if (part.len > 1)
		code = tag_nearest_lost(c->catalog, part, &confidence);
	if (part.len > 2 && !code.len)
		code = tag_nearest(c->catalog, part, &confidence);
	if (confidence == TAG_LOW)
		code = (Text){ 0 };
	bool separator = part.len == 1 && part.at[0] == 'Q';
	int cost = base +
	    (code.len           ? COST_HOLE - tag_weight_of(c->catalog, code)
		    : separator ? COST_HOLE
				: COST_NOISE + (int)part.len);
	if (cost >= best->cost)
		return;
	*best = (struct hole){ from, to, cost, code, code.len || separator ? TAG_MEDIUM : TAG_LOW };
}

bool tag_glued_with_hole(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	struct cutting cutting;
	struct hole best = { .cost = COST_NONE };
	struct tally tally = { 0 };

	if (upper.len < 5 || upper.len > TAG_TOKEN_MOST)
		return false;
	cutting.catalog = catalog;
	cutting.word = upper;
	cut_from_end(&cutting);
	cut_from_start(&cutting);
	for (size_t from = 0; from < upper.len; from++)
		for (size_t to = from + 1; to <= upper.len && to - from <= HOLE_MOST; to++)
			if (cutting.head[from] < COST_NONE && cutting.tail[to] < COST_NONE &&
			    (from || to < upper.len))
				try_hole(&cutting, from, to, &best);
	if (best.cost >= COST_NONE)
		return false;
	*reading =
	    (struct tag_reading){ .rule = TAG_RULE_CONCATENATION, .confidence = best.confidence };
	add_head(&cutting, best.from, reading, &tally);
	if (best.code.len)
		add_code(reading, best.code);
	add_tail(&cutting, best.to, reading, &tally);
	return tally.codes > 0;
}
