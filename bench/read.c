/* Measures reading alone, on one core and in memory: transcript_of and telegram_read; and the same
 * with record_put_structure, and with flags_find. Beside it two upper bounds on the same bytes:
 * memcpy and the check for UTF-8. Not a test. usage: read [CABLES [SEED [ROUNDS]]] | read FILE...
 * (bare telegrams) */
#include <string.h>
#include <time.h>

#include "base/files.h"
#include "base/utf8.h"
#include "bench/texts.h"
#include "flags/flags.h"
#include "record/codec.h"
#include "telegram/telegram.h"

#define MB 1e6

struct set {
	struct texts texts;
	const struct catalog *catalog;
	struct flagger *flagger;
	uint64_t flags;
	double flagging; /* seconds of flags_find, all rounds */
	size_t peak;     /* of an arena */
	uint64_t notes;
	char *copy;
	uint64_t sum; /* keeps the work from being left out */
};

static double seconds(void)
{
	struct timespec now;

	/* Of this thread: others share the machine. */
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct record *read_one(struct set *set, Text text, struct arena *arena)
{
	struct record *record = ARENA_NEW(arena, struct record);
	struct repairs repairs;
	struct error err = { 0 };

	if (!record ||
	    transcript_of(text, arena, &record->transcript, &repairs, &err) != FAULT_NONE ||
	    telegram_read(record, record->transcript.text, set->catalog, arena, &err) != FAULT_NONE)
		return NULL;
	set->notes += record->notes.count;
	return record;
}

static void transcribe(struct set *set, Text text)
{
	struct transcript transcript = { 0 };
	struct repairs repairs;
	struct error err = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	transcript_of(text, &arena, &transcript, &repairs, &err);
	set->sum += transcript.lines.count;
	arena_end(&arena);
}

static void read_text(struct set *set, Text text)
{
	struct arena arena;

	arena_begin(&arena, 0);
	set->sum += read_one(set, text, &arena) != NULL;
	if (arena.used > set->peak)
		set->peak = arena.used;
	arena_end(&arena);
}

static void read_and_encode(struct set *set, Text text)
{
	struct arena arena;
	struct record *record;

	arena_begin(&arena, 0);
	record = read_one(set, text, &arena);
	if (record) {
		struct out out;

		out_begin(&out, RECORD_STRUCTURE_LIMIT);
		record_put_structure(&out, record);
		set->sum += out.len;
		out_end(&out);
	}
	arena_end(&arena);
}

static void read_and_flag(struct set *set, Text text)
{
	struct arena arena;
	struct record *record;
	FlagList flags = { 0 };
	struct error err = { 0 };

	arena_begin(&arena, 0);
	record = read_one(set, text, &arena);
	double start = seconds();
	if (record)
		flags_find(set->flagger, record, &arena, &flags, &err);
	set->flagging += seconds() - start;
	set->flags += flags.count;
	arena_end(&arena);
}

static void copy_text(struct set *set, Text text)
{
	memcpy(set->copy, text.at, text.len);
	set->sum += (uint8_t)set->copy[text.len / 2];
}

static void check_utf8(struct set *set, Text text)
{
	set->sum += utf8_find_bad(text) == TEXT_NONE;
}

/* The best of `rounds`: what disturbs only makes it slower. Returns seconds. */
static double measure(
    struct set *set, const char *what, void (*work)(struct set *, Text), unsigned rounds, double of)
{
	double best = 0, worst = 0;

	for (unsigned round = 0; round < rounds; round++) {
		double start = seconds(), took;

		for (uint32_t i = 0; i < set->texts.items.count; i++)
			work(set, set->texts.items.items[i]);
		took = seconds() - start;
		if (round == 0 || took < best)
			best = took;
		if (took > worst)
			worst = took;
	}
	printf("%-34s %8.1f MB/s (slowest round %8.1f)  %9.0f ns a cable", what,
	    (double)set->texts.bytes / MB / best, (double)set->texts.bytes / MB / worst,
	    best * 1e9 / set->texts.items.count);
	if (of > 0)
		printf("  reading takes %.1f times as long", of / best);
	printf("\n");
	return best;
}

static void measure_all(struct set *set, unsigned rounds)
{
	double reading;
	size_t longest = 0;

	for (uint32_t i = 0; i < set->texts.items.count; i++)
		if (set->texts.items.items[i].len > longest)
			longest = set->texts.items.items[i].len;
	set->copy = arena_take(&set->texts.arena, longest + 1);
	if (!set->copy || !set->texts.items.count)
		return;
	printf("%u cables, %.1f MB, %.0f bytes each, the longest %zu\n", set->texts.items.count,
	    (double)set->texts.bytes / MB, (double)set->texts.bytes / set->texts.items.count,
	    longest);
	reading = measure(set, "reading", read_text, rounds, 0);
	printf("%-34s %8zu bytes; %.2f notes a cable\n", "peak of a cable's arena", set->peak,
	    (double)set->notes / rounds / set->texts.items.count);
	measure(set, "reading and record_put_structure", read_and_encode, rounds, 0);
	measure(set, "reading and flags_find", read_and_flag, rounds, 0);
	double flagging = set->flagging / rounds;
	printf("%-34s %8.1f MB/s  %.1f %% of reading; %.2f flags a cable\n", "flags_find alone",
	    (double)set->texts.bytes / MB / flagging, 100 * flagging / reading,
	    (double)set->flags / rounds / set->texts.items.count);
	measure(set, "transcript_of alone", transcribe, rounds, reading);
	measure(set, "UTF-8 check alone (upper bound)", check_utf8, rounds, reading);
	measure(set, "memcpy alone (upper bound)", copy_text, rounds, reading);
}

static bool number_of(const char *word, uint64_t *number)
{
	Text text = text_of(word);

	return text_take_digits(&text, 12, number) && text.len == 0;
}

int main(int count, char **words)
{
	uint64_t numbers[3] = { 10000, 1, 5 };
	struct error err = { 0 };
	struct set set = { 0 };
	struct catalog *catalog = catalog_open(&err);
	struct rules *rules = rules_open(NULL, &err);
	int given = 1;

	set.catalog = catalog;
	set.flagger = rules ? flagger_open(rules, &err) : NULL;
	arena_begin(&set.texts.arena, 0);
	while (given < count && given < 4 && number_of(words[given], &numbers[given - 1]))
		given++;
	for (int i = given; i < count && err.fault == FAULT_NONE; i++) {
		Text text;

		if (file_read(words[i], RECORD_LIMIT, &set.texts.arena, &text, &err) == FAULT_NONE)
			texts_add(&set.texts, (Text){ 0 }, text);
	}
	if (given == count && err.fault == FAULT_NONE)
		texts_invent(&set.texts, numbers[0], numbers[1], &err);
	if (err.fault == FAULT_NONE)
		measure_all(&set, numbers[2] ? (unsigned)numbers[2] : 1);
	else
		fprintf(stderr, "read: %s\n", err.text);
	arena_end(&set.texts.arena);
	flagger_close(set.flagger);
	rules_close(rules);
	catalog_close(catalog);
	return fault_exit_code(err.fault);
}
