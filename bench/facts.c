/* The facts of a cable. They are drawn in order of time, since numbers and references build on the
 * cables before. */
#include "bench/cable.h"

const struct class_row class_rows[6] = {
	{ "UNCLASSIFIED", "UNCLAS", "", "UUUUU", "(U)", 75792 },
	{ "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLAS", "SENSITIVE", "UUUUU", "(SBU)", 58095 },
	{ "CONFIDENTIAL", "C O N F I D E N T I A L", "", "CCCCC", "(C)", 97070 },
	{ "CONFIDENTIAL//NOFORN", "C O N F I D E N T I A L", "NOFORN", "CCCCC", "(C/NF)", 4678 },
	{ "SECRET", "S E C R E T", "", "SSSSS", "(S)", 11322 },
	{ "SECRET//NOFORN", "S E C R E T", "NOFORN", "SSSSS", "(S/NF)", 4330 },
};

#define MEAN_WORDS 960 /* with the first lines a message has 1,040 */
#define TOPIC_TAGS 1000
#define TOPIC_TIME 5000

enum fault collection_open(
    struct collection *collection, uint64_t count, uint64_t seed, struct error *err)
{
	uint64_t weights[6];
	enum fault fault;

	*collection = (struct collection){ .count = count, .seed = seed };
	arena_begin(&collection->arena, 0);
	fault = world_open(&collection->world, &collection->arena, err);
	if (fault != FAULT_NONE)
		return fault;
	for (int i = 0; i < 6; i++)
		weights[i] = class_rows[i].weight;
	collection->class_odds = odds_of(weights, 6, &collection->arena);
	if (!collection->class_odds.rows || !lexicon_make(&collection->lexicon, &collection->arena))
		return fail(err, FAULT_NO_MEMORY, "the lexicon does not fit into memory");
	return FAULT_NONE;
}

void collection_close(struct collection *collection)
{
	world_close(&collection->world);
	arena_end(&collection->arena);
}

/* Lognormal: ln mean = mu + sigma^2 / 2, so the median lies at mean * e^-0.405 = mean * 0.667. */
static uint32_t draw_words(struct chance *chance)
{
	/* sigma / ln 2 = 1.2984, times 1000 */
	int64_t power = (int64_t)chance_normal(chance) * 1298 / 1000;
	uint64_t words = (fixed_exp2((int32_t)power) * (MEAN_WORDS * 667 / 1000)) >> 16;

	return words < 25 ? 25 : words > 30000 ? 30000 : (uint32_t)words;
}

static void add_tag(struct facts *facts, const struct tag *tag)
{
	for (uint32_t i = 0; i < facts->tag_count; i++)
		if (facts->tags[i] == tag)
			return;
	if (tag && facts->tag_count < TAGS_MOST)
		facts->tags[facts->tag_count++] = tag;
}

static void draw_tags(const struct world *world, struct facts *facts)
{
	struct chance *chance = &facts->chance;
	uint32_t subjects = 1 + chance_below(chance, 3);

	for (uint32_t i = 0; i < subjects; i++) {
		uint32_t row = odds_draw(&world->tag_odds, chance);

		/* A place has its own matters: half of the draws are from a few rows of its own. */
		if (chance_below(chance, 2))
			row =
			    (uint32_t)(chance_mix(facts->place_row * 8 + chance_below(chance, 4)) %
				(world->tag_count < 160 ? world->tag_count : 160));
		add_tag(facts, world->tags[row]);
		facts->topics[1 + i % 2] = TOPIC_TAGS + row;
	}
	if (subjects == 1)
		facts->topics[2] = facts->topics[1];
	if (chance_per_mille(chance, 120))
		add_tag(facts, world->others[chance_below(chance, world->other_count)]);
	if (facts->place->post->state_tag.len)
		add_tag(facts, catalog_tag(world->catalog, facts->place->post->state_tag));
}

static const struct sender *draw_cited_place(const struct world *world, struct facts *facts)
{
	uint32_t kind = chance_below(&facts->chance, 10);

	if (kind < 4)
		return facts->place;
	return &world->places[kind < 7 ? world->state
				       : odds_draw(&world->place_odds, &facts->chance)];
}

/* Four of five are cables that were written, the fifth is one that is not held. */
static void draw_references(const struct world *world, struct facts *facts)
{
	struct chance *chance = &facts->chance;
	uint32_t want = chance_per_mille(chance, 450) ? 0 : 1 + chance_below(chance, CITED_MOST);

	for (uint32_t i = 0; i < want; i++) {
		const struct sender *place = draw_cited_place(world, facts);
		uint32_t held = place->sent < RECENT_MOST ? place->sent : RECENT_MOST;
		struct cited cable = { (uint8_t)(facts->time.year % 100),
			1 + chance_below(chance, 9000) };

		if (held && !chance_per_mille(chance, 200))
			cable = place->recent[chance_below(chance, held)];
		facts->cited[facts->cited_count++] = (struct cited_cable){ place, cable };
	}
}

bool collection_next(struct collection *collection, struct facts *facts)
{
	struct world *world = &collection->world;
	struct chance *chance = &facts->chance;

	if (collection->next == collection->count)
		return false;
	*facts = (struct facts){ .index = collection->next++ };
	chance->state = chance_mix(collection->seed ^ chance_mix(facts->index + 1));
	facts->place_row = odds_draw(&world->place_odds, chance);
	facts->place = &world->places[facts->place_row];
	facts->seconds =
	    world_time(world, facts->index, collection->count, chance_below(chance, 65536));
	facts->time = clock_civil(facts->seconds);
	facts->classification = odds_draw(&collection->class_odds, chance);
	facts->words = draw_words(chance);
	facts->topics[0] = facts->place_row;
	facts->topics[3] = TOPIC_TIME + (uint32_t)(facts->time.year * 12 + facts->time.month) * 16 +
	    facts->place_row % 16;
	draw_tags(world, facts);
	draw_references(world, facts);
	facts->number = world_number(facts->place, facts->time.year, chance);
	return true;
}
