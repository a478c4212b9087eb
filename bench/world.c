/* Places and TAGS from data/; the spread of dates from the figures of the years. */
#include "bench/world.h"

#include <string.h>

#include "catalog/csv.h"

extern const Text embedded_posts_csv;

#define FIRST_DAY     (-1100) /* 1966-12-28, in days from 1970 */
#define DAYS_MOST     16000
#define DAY           86400
#define COLUMN_CABLES 10

/* Cables by year: 2004 to 2010 and 1966 as counted, the rest spread over what is left. */
static const struct {
	int year;
	uint32_t cables;
} years[] = { { 1966, 1 }, { 1972, 2 }, { 1973, 12 }, { 1974, 10 }, { 1975, 14 }, { 1976, 20 },
	{ 1977, 10 }, { 1978, 28 }, { 1979, 170 }, { 1980, 40 }, { 1981, 30 }, { 1982, 30 },
	{ 1983, 30 }, { 1984, 40 }, { 1985, 330 }, { 1986, 320 }, { 1987, 340 }, { 1988, 360 },
	{ 1989, 500 }, { 1990, 580 }, { 1991, 240 }, { 1992, 130 }, { 1993, 140 }, { 1994, 180 },
	{ 1995, 150 }, { 1996, 150 }, { 1997, 130 }, { 1998, 110 }, { 1999, 140 }, { 2000, 260 },
	{ 2001, 480 }, { 2002, 2400 }, { 2003, 5623 }, { 2004, 11808 }, { 2005, 24131 },
	{ 2006, 42391 }, { 2007, 44693 }, { 2008, 49446 }, { 2009, 56813 }, { 2010, 9005 } };

static const uint8_t by_month[12] = { 93, 99, 108, 98, 101, 103, 98, 96, 101, 108, 100, 88 };
static const uint8_t by_weekday[7] = { 3, 92, 101, 104, 106, 96, 4 }; /* from Sunday */
static const uint8_t by_hour[24] = { 2, 2, 3, 3, 4, 5, 6, 8, 9, 10, 10, 10, 10, 11, 12, 13, 13, 11,
	8, 6, 5, 4, 3, 2 };

static uint32_t day_weight(int32_t day)
{
	Civil civil = clock_civil((int64_t)day * DAY);

	/* 1970-01-01 was a Thursday. The collection ends with February 2010, its first cable is of
	 * the first day. */
	if (civil.year == 2010 && civil.month > 2)
		return 0;
	return by_month[civil.month - 1] * (uint32_t)by_weekday[(uint32_t)(day + 4 + 7000) % 7];
}

static void fill_year(struct world *world, int year, uint32_t cables)
{
	int32_t from =
	    (int32_t)(clock_seconds((Civil){ .year = year, .month = 1, .day = 1 }) / DAY);
	int32_t to =
	    (int32_t)(clock_seconds((Civil){ .year = year + 1, .month = 1, .day = 1 }) / DAY);
	uint64_t whole = 0;

	if (from < FIRST_DAY)
		from = FIRST_DAY;
	for (int32_t day = from; day < to; day++)
		whole += day_weight(day);
	for (int32_t day = from; day < to && day - FIRST_DAY < DAYS_MOST; day++)
		world->days[day - FIRST_DAY] = ((uint64_t)cables << 20) * day_weight(day) / whole;
}

static bool find_days(struct world *world, struct arena *arena)
{
	world->days = arena_take(arena, DAYS_MOST * sizeof *world->days);
	if (!world->days)
		return false;
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		fill_year(world, years[i].year, years[i].cables);
	for (uint32_t i = 1; i < DAYS_MOST; i++)
		world->days[i] += world->days[i - 1];
	world->day_count = DAYS_MOST;
	return true;
}

int64_t world_time(const struct world *world, uint64_t index, uint64_t count, uint32_t share)
{
	uint64_t total = world->days[world->day_count - 1], part = total / count;
	uint64_t at = index * total / count + (part >> 16) * share, before, rest, hour_weight;
	uint32_t low = 0, high = world->day_count - 1, hour = 0, whole = 0;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (world->days[middle] > at)
			high = middle;
		else
			low = middle + 1;
	}
	before = low ? world->days[low - 1] : 0;
	for (int i = 0; i < 24; i++)
		whole += by_hour[i];
	/* In 1/65536 of the day's work. */
	rest = (at - before) * 65536 / (world->days[low] - before) * whole;
	while (hour < 23 && rest >= (hour_weight = (uint64_t)by_hour[hour] << 16)) {
		rest -= hour_weight;
		hour++;
	}
	return ((int64_t)low + FIRST_DAY) * DAY + hour * 3600 +
	    (int64_t)(rest * 60 / ((uint64_t)by_hour[hour] << 16)) % 60 * 60;
}

uint32_t world_number(struct sender *place, int year, struct chance *chance)
{
	if (place->year != year)
		place->number = 0;
	place->year = year;
	place->number += 1 + chance_below(chance, 3);
	place->recent[place->sent++ % RECENT_MOST] =
	    (struct cited){ (uint8_t)(year % 100), place->number };
	return place->number;
}

static Text plad_kind(const struct post *post)
{
	static const struct {
		Text kind, word;
	} kinds[] = { { TEXT_INIT("embassy"), TEXT_INIT("AMEMBASSY") },
		{ TEXT_INIT("consulate"), TEXT_INIT("AMCONSUL") },
		{ TEXT_INIT("mission"), TEXT_INIT("USMISSION") },
		{ TEXT_INIT("interests section"), TEXT_INIT("USINT") },
		{ TEXT_INIT("delegation"), TEXT_INIT("USDEL") } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_equal(post->kind, kinds[i].kind))
			return kinds[i].word;
	return TEXT("USOFFICE");
}

/* The city in the display name where that leads back to the post, else the station. */
static Text as_written(struct world *world, const struct post *post, struct arena *arena)
{
	static const Text heads[] = { TEXT_INIT("Embassy "), TEXT_INIT("Consulate "),
		TEXT_INIT("Mission "), TEXT_INIT("US Mission "),
		TEXT_INIT("US Interests Section ") };
	Text name = post->name;

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (text_take(&name, heads[i]))
			break;
	name = text_upper(arena, name);
	return catalog_post_as_written(world->catalog, name) == post ? name : post->station;
}

static void describe_place(struct world *world, struct sender *place, struct arena *arena)
{
	const struct post *post = place->post;
	Text kind = plad_kind(post);

	place->written = as_written(world, post, arena);
	place->routing = post->routing_indicator.len ? post->routing_indicator : TEXT("RUEHC");
	place->plad = text_format(arena, "%.*s %.*s", TEXT_ARG(kind), TEXT_ARG(place->written));
	if (text_equal(post->station, TEXT("STATE"))) {
		place->plad = TEXT("SECSTATE WASHDC");
		place->written = TEXT("STATE");
		world->state = (uint32_t)(place - world->places);
	}
}

static bool find_places(struct world *world, struct arena *arena)
{
	struct csv csv = { .rest = embedded_posts_csv, .arena = arena };
	uint32_t count;
	uint64_t *weights;

	catalog_posts(world->catalog, &count);
	world->places = arena_take(arena, count * sizeof *world->places);
	weights = arena_take(arena, count * sizeof *weights);
	if (!world->places || !weights || !csv_next(&csv))
		return false;
	while (csv_next(&csv) && world->place_count < count) {
		struct sender *place = &world->places[world->place_count];
		uint64_t cables = 0;

		place->post = catalog_post(world->catalog, csv.fields[0]);
		if (csv.count <= COLUMN_CABLES || !place->post ||
		    !text_take_digits(&csv.fields[COLUMN_CABLES], 9, &cables) || !cables)
			continue;
		describe_place(world, place, arena);
		weights[world->place_count++] = cables;
	}
	if (world->place_count == 0)
		return false;
	world->place_odds = odds_of(weights, world->place_count, arena);
	return world->place_odds.rows != NULL;
}

/* The most used first; the rest follows in the order of a shuffle that is always the same. */
static const char frequent[] =
    "PREL PGOV PHUM ECON PTER EFIN ETRD MARR EAID ENRG SNAR KDEM PINR MOPS EINV KCRM EAGR KNNP CVIS "
    "PARM ASEC KTIP KJUS SMIG SOCI PREF KPAO BEXP TBIO SENV ELAB EAIR OTRA OVIP KCOR MASS KISL OIIP "
    "CASC KIPR KFRD KMDR AMGT AFIN ADCO EPET KWMN KSCA TSPL KIRF EIND ECPS KFLU UNGA";

static bool find_tags(struct world *world, struct arena *arena)
{
	struct chance order = { 0x7A65 };
	uint32_t count, first;
	const struct tag *all = catalog_tags(world->catalog, &count);
	Text rest = text_of(frequent);
	uint64_t *weights = arena_take(arena, count * sizeof *weights);

	world->tags = arena_take(arena, count * sizeof *world->tags);
	world->others = arena_take(arena, count * sizeof *world->others);
	if (!world->tags || !world->others || !weights)
		return false;
	for (Text code = text_cut_word(&rest); code.len; code = text_cut_word(&rest)) {
		const struct tag *tag = catalog_tag(world->catalog, code);

		if (tag)
			world->tags[world->tag_count++] = tag;
	}
	first = world->tag_count;
	for (uint32_t i = 0; i < count; i++) {
		bool subject = text_equal(all[i].kind, TEXT("subject")) ||
		    text_equal(all[i].kind, TEXT("program"));

		if (!text_equal(all[i].status, TEXT("current")) ||
		    text_find(text_of(frequent), all[i].code) != TEXT_NONE)
			continue;
		if (subject)
			world->tags[world->tag_count++] = &all[i];
		else
			world->others[world->other_count++] = &all[i];
	}
	for (uint32_t i = world->tag_count; i > first + 1; i--) {
		uint32_t with = first + chance_below(&order, i - first);
		const struct tag *moved = world->tags[with];

		world->tags[with] = world->tags[i - 1];
		world->tags[i - 1] = moved;
	}
	for (uint32_t i = 0; i < world->tag_count; i++)
		weights[i] = (1u << 24) / (i + 3);
	world->tag_odds = odds_of(weights, world->tag_count, arena);
	return world->tag_odds.rows && world->other_count;
}

enum fault world_open(struct world *world, struct arena *arena, struct error *err)
{
	*world = (struct world){ .catalog = catalog_open(err) };
	if (!world->catalog)
		return err->fault;
	if (!find_places(world, arena) || !find_tags(world, arena) || !find_days(world, arena)) {
		world_close(world);
		return fail(err, FAULT_CORRUPT, "the tables of data/ do not make a world");
	}
	return FAULT_NONE;
}

void world_close(struct world *world)
{
	catalog_close(world->catalog);
	world->catalog = NULL;
}
