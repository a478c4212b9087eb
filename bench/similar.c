/* Measures how well similar records are found: of invented cables and copies of every tenth with
 * some words changed, what the sketches name against the shingles themselves, and what asking
 * costs. Not a test. usage: similar [CABLES [SEED]] */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "bench/texts.h"
#include "search/index.h"
#include "search/segment_writer.h"
#include "search/similar.h"
#include "search/sketch.h"
#include "telegram/telegram.h"

#define COPY_EACH  10
#define TEXT_BEGIN 600 /* of a telegram; before it stands the header */
#define BANDS      10  /* of ten percent each */
#define FILES_MOST 16
#define ID_SIZE    12

/* Words of a thousand that a copy has otherwise. */
static const unsigned changes[] = { 0, 5, 10, 20, 40, 80, 120, 160 };
#define CHANGES (sizeof changes / sizeof *changes)

struct bench {
	struct texts texts;
	const struct catalog *catalog;
	uint32_t originals; /* copy number n, behind them, is of text COPY_EACH * n */
	struct index *index;
	uint64_t state;
	uint64_t planted[BANDS + 1], found[BANDS + 1]; /* pairs by what they really share */
	uint64_t named[BANDS + 1], other;              /* all that are named; no planted ones */
	double asking, slowest;
	struct error err;
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint32_t dice(struct bench *bench, uint32_t sides)
{
	bench->state ^= bench->state << 13;
	bench->state ^= bench->state >> 7;
	bench->state ^= bench->state << 17;
	return (uint32_t)(bench->state >> 20) % sides;
}

/* --- the collection --- */

static void plant(struct bench *bench, Text original, unsigned change)
{
	char *copy = arena_take(&bench->texts.arena, original.len);
	size_t at = original.len < TEXT_BEGIN ? original.len : TEXT_BEGIN;

	if (copy)
		memcpy(copy, original.at, original.len);
	while (copy && at < original.len) {
		bool other = dice(bench, 1000) < change;

		for (; at < original.len && ascii_is_letter(copy[at]); at++)
			if (other)
				copy[at] = (char)('A' + dice(bench, 26));
		while (at < original.len && !ascii_is_letter(copy[at]))
			at++;
	}
	texts_add(&bench->texts, (Text){ copy, copy ? original.len : 0 }, TEXT(""));
}

static void plant_all(struct bench *bench)
{
	bench->originals = bench->texts.items.count;
	for (uint32_t i = 0; i < bench->originals; i += COPY_EACH)
		plant(bench, bench->texts.items.items[i], changes[i / COPY_EACH % CHANGES]);
}

/* --- reading --- */

static enum fault read_cable(struct bench *bench, uint32_t number, struct arena *arena,
    struct record *record, PassageList *passages)
{
	struct repairs repairs;

	*record = (struct record){ 0 };
	if (transcript_of(bench->texts.items.items[number], arena, &record->transcript, &repairs,
		&bench->err) != FAULT_NONE ||
	    telegram_read(record, record->transcript.text, bench->catalog, arena, &bench->err) !=
		FAULT_NONE)
		return bench->err.fault;
	record->id = text_format(arena, "%0*u", ID_SIZE, number);
	if (!passages_of(record, arena, passages))
		return fail(&bench->err, FAULT_NO_MEMORY, "no memory left for a record");
	return FAULT_NONE;
}

static enum fault add_segment(
    struct bench *bench, struct segment_writer *writer, uint32_t first, const char *path)
{
	uint32_t end = bench->texts.items.count - first;

	for (uint32_t i = 0; i < end && i < SEGMENT_DOCUMENTS; i++) {
		struct record record;
		struct published published = { .record = &record };
		PassageList passages = { 0 };
		struct arena arena;

		arena_begin(&arena, 0);
		if (read_cable(bench, first + i, &arena, &record, &passages) == FAULT_NONE)
			segment_writer_add(writer, 0, i, &published, &passages, &bench->err);
		arena_end(&arena);
		if (bench->err.fault != FAULT_NONE)
			return bench->err.fault;
	}
	return segment_writer_seal(writer, path, &bench->err);
}

static void build(struct bench *bench, const char *path)
{
	struct segment_writer *writer = segment_writer_begin(bench->catalog, 1, &bench->err);
	const struct index_source source = { 0 };
	struct index_file files[FILES_MOST];
	uint32_t count = 0;

	for (uint32_t first = 0; writer && bench->err.fault == FAULT_NONE && count < FILES_MOST &&
	     first < bench->texts.items.count;
	     first += SEGMENT_DOCUMENTS) {
		if (add_segment(bench, writer, first, path) != FAULT_NONE)
			break;
		files[count] =
		    (struct index_file){ .fd = open(path, O_RDONLY | O_CLOEXEC), .name = path };
		files[count].size = (uint64_t)lseek(files[count].fd, 0, SEEK_END);
		count++;
		unlink(path);
	}
	segment_writer_drop(writer);
	if (bench->err.fault == FAULT_NONE)
		bench->index = index_of_files(files, count, bench->catalog, &source, &bench->err);
	while (count)
		close(files[--count].fd);
}

/* --- asking --- */

static unsigned real_share(
    struct bench *bench, const PassageList *passages, uint32_t other, struct arena *arena)
{
	PassageList others = { 0 };
	struct record record;
	unsigned share = 0;

	if (read_cable(bench, other, arena, &record, &others) == FAULT_NONE)
		sketch_exact_share(passages, &others, &share);
	return share;
}

static void ask(struct bench *bench, uint32_t original)
{
	uint32_t copy = bench->originals + original / COPY_EACH;
	PassageList passages = { 0 };
	SimilarList list = { 0 };
	struct record record;
	struct arena arena;
	double start, took;
	unsigned share;

	arena_begin(&arena, 0);
	if (read_cable(bench, original, &arena, &record, &passages) != FAULT_NONE)
		return;
	start = seconds();
	search_similar(bench->index, &passages, SIMILAR_LIMIT, &arena, &list);
	took = seconds() - start;
	bench->asking += took;
	if (took > bench->slowest)
		bench->slowest = took;
	share = real_share(bench, &passages, copy, &arena);
	bench->planted[share / 10]++;
	for (uint32_t i = 0; i < list.count; i++) {
		Text id = list.items[i].id;
		uint64_t number = 0;

		text_take_digits(&id, ID_SIZE, &number);
		bench->named[real_share(bench, &passages, (uint32_t)number, &arena) / 10]++;
		bench->found[share / 10] += number == copy;
		bench->other += number != copy;
	}
	arena_end(&arena);
}

static void report(const struct bench *bench)
{
	uint32_t asked = (bench->originals + COPY_EACH - 1) / COPY_EACH;
	uint64_t planted = 0, found = 0, named = 0, right = 0;

	printf("%u cables, %u copies; sketches of %d, shingles of %d words, threshold %d %%\n",
	    bench->originals, asked, SKETCH_MOST, SHINGLE_WORDS, SIMILAR_LEAST);
	printf("really shared   planted pairs   found          named, planted or not\n");
	for (unsigned i = 0; i <= BANDS; i++) {
		printf("%3u %%           %12llu   %5llu (%3.0f %%)  %10llu\n", i * 10,
		    (unsigned long long)bench->planted[i], (unsigned long long)bench->found[i],
		    bench->planted[i] ? 100 * (double)bench->found[i] / (double)bench->planted[i]
				      : 0,
		    (unsigned long long)bench->named[i]);
		named += bench->named[i];
		right += i >= SIMILAR_LEAST / 10 ? bench->named[i] : 0;
		planted += i >= SIMILAR_LEAST / 10 ? bench->planted[i] : 0;
		found += i >= SIMILAR_LEAST / 10 ? bench->found[i] : 0;
	}
	printf("recall %.3f of planted, precision %.3f of named, %llu named beside the planted\n",
	    (double)found / (double)planted, (double)right / (double)named,
	    (unsigned long long)bench->other);
	printf("asking %.1f microseconds, at most %.0f\n", 1e6 * bench->asking / asked,
	    1e6 * bench->slowest);
}

int main(int count, char **words)
{
	static struct bench bench = { .state = 88172645463325252u };
	uint64_t numbers[2] = { 20000, 1 };
	struct catalog *catalog = catalog_open(&bench.err);
	char folder[] = "/tmp/similar.XXXXXX";

	bench.catalog = catalog;
	arena_begin(&bench.texts.arena, 0);
	for (int i = 1; i < count && i < 3; i++) {
		Text text = text_of(words[i]);

		if (!text_take_digits(&text, 12, &numbers[i - 1]) || text.len)
			fail(&bench.err, FAULT_USAGE, "usage: similar [CABLES [SEED]]");
	}
	if (bench.err.fault == FAULT_NONE && !mkdtemp(folder))
		fail(&bench.err, FAULT_IO, "cannot make a folder for the file");
	if (bench.err.fault == FAULT_NONE &&
	    texts_invent(&bench.texts, numbers[0], numbers[1], &bench.err) == FAULT_NONE) {
		plant_all(&bench);
		build(&bench, path_join(&bench.texts.arena, folder, "index.seg"));
	}
	for (uint32_t i = 0; bench.err.fault == FAULT_NONE && i < bench.originals; i += COPY_EACH)
		ask(&bench, i);
	rmdir(folder);
	if (bench.err.fault != FAULT_NONE)
		fprintf(stderr, "similar: %s\n", bench.err.text);
	else
		report(&bench);
	index_close(bench.index);
	arena_end(&bench.texts.arena);
	catalog_close(catalog);
	return fault_exit_code(bench.err.fault);
}
