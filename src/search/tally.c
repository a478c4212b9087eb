/* A counter that is raised at every document waits for itself, so those of facets with few values
 * come four times, and each place of a row has a "none" of its own. */
#include "search/tally.h"

#include <string.h>

#define FEW_VALUES 64
#define CHUNK      256 /* documents whose rows stay near from facet to facet */

static bool begin_side(struct tallies *tallies, enum side side, struct arena *arena)
{
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		uint32_t room = tallies->index->facets[f].count + ROW_WIDTH_MOST;
		uint32_t copies = room < FEW_VALUES ? 4 : 1;

		if (!(tallies->facets & 1u << f))
			continue;
		tallies->apart[f] = copies > 1 ? room : 0;
		tallies->counts[side][f] =
		    arena_take(arena, (size_t)copies * room * sizeof(uint32_t));
		if (!tallies->counts[side][f])
			return false;
	}
	return true;
}

bool tallies_begin(
    struct tallies *tallies, const struct index *index, uint32_t facets, struct arena *arena)
{
	*tallies = (struct tallies){ .index = index, .facets = facets };
	return begin_side(tallies, SIDE_ADDED, arena);
}

bool tallies_begin_taken_off(struct tallies *tallies, struct arena *arena)
{
	unsigned first = (unsigned)__builtin_ctz(tallies->facets);

	return tallies->counts[SIDE_TAKEN_OFF][first] || begin_side(tallies, SIDE_TAKEN_OFF, arena);
}

static void tally_one(uint32_t *counts, uint32_t apart, const uint16_t *values,
    const uint16_t *documents, uint32_t count)
{
	uint32_t *two = counts + apart, *three = two + apart, *four = three + apart, i = 0;

	for (; i + 4 <= count; i += 4) {
		size_t a = values[(size_t)ROW_VALUES * documents[i]];
		size_t b = values[(size_t)ROW_VALUES * documents[i + 1]];
		size_t c = values[(size_t)ROW_VALUES * documents[i + 2]];
		size_t d = values[(size_t)ROW_VALUES * documents[i + 3]];

		counts[a]++;
		two[b]++;
		three[c]++;
		four[d]++;
	}
	for (; i < count; i++)
		counts[values[(size_t)ROW_VALUES * documents[i]]]++;
}

static void tally_two(
    uint32_t *counts, const uint16_t *values, const uint16_t *documents, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		counts[values[(size_t)ROW_VALUES * documents[i]]]++;
		counts[values[(size_t)ROW_VALUES * documents[i] + 1]]++;
	}
}

static void tally_four(
    uint32_t *counts, const uint16_t *values, const uint16_t *documents, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint64_t four;

		memcpy(&four, values + (size_t)ROW_VALUES * documents[i], sizeof four);
		counts[four & 0xffff]++;
		counts[four >> 16 & 0xffff]++;
		counts[four >> 32 & 0xffff]++;
		counts[four >> 48]++;
	}
}

void tally_rows(struct tallies *tallies, const struct facet_rows *rows, uint32_t facets,
    const uint16_t *documents, uint32_t count, enum side side)
{
	for (uint32_t first = 0; first < count; first += CHUNK) {
		uint32_t some = count - first < CHUNK ? count - first : CHUNK;

		for (unsigned f = 0; f < FACET_COUNT; f++) {
			const uint16_t *values = rows->rows->values + rows->places[f].first;
			uint32_t *counts = tallies->counts[side][f];

			if (!(facets & 1u << f))
				continue;
			if (rows->places[f].width == 1)
				tally_one(
				    counts, tallies->apart[f], values, documents + first, some);
			else if (rows->places[f].width == 2)
				tally_two(counts, values, documents + first, some);
			else if (rows->places[f].width)
				tally_four(counts, values, documents + first, some);
		}
	}
}

static void add_all(uint32_t *counts, const uint32_t *more, uint32_t count)
{
	for (uint32_t v = 0; v < count; v++)
		counts[v] += more[v];
}

void tallies_end(struct tallies *tallies)
{
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		uint32_t values = tallies->index->facets[f].count;
		uint32_t *added = tallies->counts[SIDE_ADDED][f];
		const uint32_t *taken = tallies->counts[SIDE_TAKEN_OFF][f];

		if (!(tallies->facets & 1u << f))
			continue;
		for (uint32_t k = 1; tallies->apart[f] && k < 4; k++)
			add_all(added, added + (size_t)k * tallies->apart[f], values);
		for (uint32_t k = 0; taken && k < (tallies->apart[f] ? 4 : 1); k++)
			for (uint32_t v = 0; v < values; v++)
				added[v] -= taken[k * tallies->apart[f] + v];
	}
}
