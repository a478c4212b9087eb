/* The post that a garbled name was: lost letters (Q), then the distance in letters, neighbours
 * swapped counting as one. Two posts that fit are weighed by how many cables they sent. */
#include "catalog/station.h"
#include "catalog/tables.h"

#define WEIGHT 20 /* so much more often seen, the likelier of two counts as the only one */

struct best {
	unsigned distance;
	const struct station *first, *second;
};

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment, three rows; both at most STATION_NAME_LIMIT. */
static unsigned distance_of(Text a, Text b)
{
	unsigned rows[3][STATION_NAME_LIMIT + 1];

	for (size_t k = 0; k <= b.len; k++)
		rows[0][k] = (unsigned)k;
	for (size_t i = 1; i <= a.len; i++) {
		unsigned *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= b.len; k++) {
			row[k] = least(least(last[k], row[k - 1]) + 1,
			    last[k - 1] + (a.at[i - 1] != b.at[k - 1]));
			if (i > 1 && k > 1 && a.at[i - 1] == b.at[k - 2] &&
			    a.at[i - 2] == b.at[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

static void offer(struct best *best, const struct station *station, unsigned distance)
{
	if (distance > best->distance)
		return;
	if (distance < best->distance)
		*best = (struct best){ .distance = distance };
	if (!best->first || station->cables > best->first->cables) {
		best->second = best->first;
		best->first = station;
	} else if (!best->second || station->cables > best->second->cables) {
		best->second = station;
	}
}

static Station decide(
    const struct catalog *catalog, const struct best *best, enum station_rule rule, Text reason)
{
	if (!best->first)
		return (Station){ 0 };
	Station found = { .rule = rule,
		.station = best->first->name,
		.reason = reason,
		.post = station_post(catalog, best->first) };
	if (best->second && best->first->cables < WEIGHT * (uint64_t)best->second->cables) {
		found.rule = STATION_AMBIGUOUS;
		found.other = best->second->name;
		found.reason = TEXT("two posts fit");
	}
	return found;
}

/* One letter for names of three to six, two for longer ones. */
Station station_near(const struct catalog *catalog, Text name)
{
	unsigned most = name.len < 3 ? 0 : name.len < 7 ? 1 : 2;
	struct best best = { .distance = most };

	if (!most || name.len > STATION_NAME_LIMIT)
		return (Station){ 0 };
	for (uint32_t i = 0; i < catalog->stations.count; i++) {
		const struct station *station = &catalog->stations.items[i];
		size_t len = station->name.len;

		if (len + most < name.len || name.len + most < len || len > STATION_NAME_LIMIT)
			continue;
		offer(&best, station, distance_of(name, station->name));
	}
	return decide(catalog, &best, STATION_NEAR,
	    TEXT("letters lost, doubled or swapped; one post is near"));
}

/* Does `garbled` read as `name` when each Q stands for one to three letters? Few Qs, short names.
 */
static bool fits(Text garbled, Text name)
{
	while (garbled.len && name.len && garbled.at[0] == name.at[0] && garbled.at[0] != 'Q') {
		garbled = text_from(garbled, 1);
		name = text_from(name, 1);
	}
	if (!garbled.len || garbled.at[0] != 'Q')
		return !garbled.len && !name.len;
	for (size_t lost = 1; lost <= 3 && lost <= name.len; lost++)
		if (fits(text_from(garbled, 1), text_from(name, lost)))
			return true;
	return false;
}

Station station_lost(const struct catalog *catalog, Text name)
{
	struct best best = { .distance = 0 };
	size_t lost = 0;

	for (size_t i = 0; i < name.len; i++)
		lost += name.at[i] == 'Q';
	if (!lost || lost > 3 || name.len - lost < 3)
		return (Station){ 0 };
	for (uint32_t i = 0; i < catalog->stations.count; i++)
		if (fits(name, catalog->stations.items[i].name))
			offer(&best, &catalog->stations.items[i], 0);
	return decide(
	    catalog, &best, STATION_LOST, TEXT("Q stands for lost letters; one post fits"));
}
