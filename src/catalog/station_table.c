/* The stations: one for each post, one for each further name that stands in ids, and the short
 * names that lead to them. */
#include "catalog/tables.h"

#include <stdlib.h>

static void add_station(struct catalog *c, Text name, uint32_t cables, uint32_t post)
{
	struct station *station = array_add(&c->stations, &c->arena);

	if (station)
		*station = (struct station){ name, cables, post };
}

static int by_name(const void *a, const void *b)
{
	return text_compare(((const struct station *)a)->name, ((const struct station *)b)->name);
}

/* A further name of a post leads to it; an agency's leads nowhere. */
static void add_names(struct catalog *c)
{
	for (uint32_t i = 0; i < c->post_aliases.count; i++) {
		const struct post_alias *alias = &c->post_aliases.items[i];

		if (text_equal(alias->written, alias->station))
			add_station(
			    c, alias->written, 1, keys_find(&c->post_written, alias->written));
	}
}

static void add_short(struct catalog *c, Text written, Text station)
{
	uint32_t row = keys_find(&c->station_names, station);

	if (row != UINT32_MAX)
		keys_add(&c->station_shorts, &c->arena, written, row);
}

void index_stations(struct catalog *c)
{
	for (uint32_t i = 0; i < c->posts.count; i++)
		if (c->posts.items[i].cables)
			add_station(c, c->posts.items[i].station, c->posts.items[i].cables, i);
	add_names(c);
	if (c->stations.count)
		qsort(c->stations.items, c->stations.count, sizeof *c->stations.items, by_name);
	for (uint32_t i = 0; i < c->stations.count; i++)
		keys_add(&c->station_names, &c->arena, c->stations.items[i].name, i);
	keys_sort(&c->station_names);
	for (uint32_t i = 0; i < c->post_aliases.count; i++)
		if (!text_equal(c->post_aliases.items[i].written, c->post_aliases.items[i].station))
			add_short(
			    c, c->post_aliases.items[i].written, c->post_aliases.items[i].station);
	/* What posts.csv and the cities call a post, unless the name stands for itself. */
	for (uint32_t i = 0; i < c->post_written.count; i++)
		add_short(c, c->post_written.items[i].key,
		    c->posts.items[c->post_written.items[i].row].station);
	keys_sort(&c->station_shorts);
	for (uint32_t i = 0; i < c->id_repairs.count; i++)
		keys_add(&c->id_repair_keys, &c->arena, c->id_repairs.items[i].raw, i);
	keys_sort(&c->id_repair_keys);
}
