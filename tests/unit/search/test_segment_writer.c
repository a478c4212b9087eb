/* What is added is what the reader gives back, counted plainly over the passages; and the bytes do
 * not tell which lane added what. */
#include "search/segment_writer.h"

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "search/score.h"
#include "search/segment.h"

#define RECORDS    700
#define PASSAGES   4
#define WORDS_MOST 24
#define VOCABULARY 40 /* the first ones in many records, the last in few */
#define SUBJECT    3  /* words, at most */

struct fake {
	char id[16];
	unsigned passages, lengths[PASSAGES], words[PASSAGES][WORDS_MOST];
	char texts[PASSAGES][WORDS_MOST * 8];
	unsigned tags;
	bool shouts; /* the origin */
	enum classification level;
	Moment created;
};

static struct {
	struct catalog *catalog;
	struct arena arena;
	struct fake *fakes;
	char folder[32];
	const char *path;
} world;

static const char *const tags[] = { "KTIP", "KCRM", "PREL" };
static unsigned seed = 19760417;

static unsigned dice(unsigned sides)
{
	return (unsigned)rand_r(&seed) % sides;
}

static void invent(struct fake *fake, unsigned number)
{
	/* In order within a year, as documents are; by year the other way round. */
	snprintf(fake->id, sizeof fake->id, "%02uPoRT%03u", 20 - number / 100, number);
	fake->passages = 1 + dice(PASSAGES);
	for (unsigned i = 0; i < fake->passages; i++) {
		size_t len = 0;

		fake->lengths[i] = dice(i ? WORDS_MOST : SUBJECT + 1);
		for (unsigned k = 0; k < fake->lengths[i]; k++) {
			fake->words[i][k] = dice(VOCABULARY) * dice(VOCABULARY) / VOCABULARY;
			len += (size_t)snprintf(fake->texts[i] + len, sizeof fake->texts[i] - len,
			    "%sW%u", k ? ", " : "", fake->words[i][k]);
		}
	}
	fake->tags = dice(8);
	fake->shouts = dice(2);
	fake->level = (enum classification)dice(3);
	if (number >= 100)
		fake->created =
		    moment_of((Civil){ .year = 2000 + (int)number / 100, .month = 1, .day = 1 },
			PRECISION_DAY);
}

static int open_world(void **state)
{
	struct error err = { 0 };

	(void)state;
	world.catalog = catalog_open(&err);
	arena_begin(&world.arena, 0);
	world.fakes = arena_take(&world.arena, RECORDS * sizeof *world.fakes);
	for (unsigned i = 0; i < RECORDS; i++)
		invent(&world.fakes[i], i);
	snprintf(world.folder, sizeof world.folder, "/tmp/segment.XXXXXX");
	assert_non_null(mkdtemp(world.folder));
	world.path = path_join(&world.arena, world.folder, "index.seg");
	return world.catalog ? 0 : -1;
}

static int close_world(void **state)
{
	struct error err = { 0 };

	(void)state;
	folder_remove(world.folder, &err);
	arena_end(&world.arena);
	catalog_close(world.catalog);
	return 0;
}

static void add_fake(struct segment_writer *writer, unsigned lane, unsigned number)
{
	const struct fake *fake = &world.fakes[number];
	struct record record = { .id = text_of(fake->id),
		.title = text_of(fake->texts[0]),
		.created = fake->created,
		.classification = fake->level };
	struct published published = { .record = &record };
	struct error err = { 0 };
	PassageList passages = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	record.origin = fake->shouts ? TEXT("POST OF NOWHERE") : TEXT("Post of Nowhere");
	for (unsigned i = 0; i < 3; i++)
		if (fake->tags & 1u << i)
			*(Text *)array_add(&record.tags, &arena) = text_of(tags[i]);
	for (unsigned i = 0; i < fake->passages; i++)
		((struct passage *)array_add(&passages, &arena))->text = text_of(fake->texts[i]);
	assert_int_equal(
	    segment_writer_add(writer, lane, number, &published, &passages, &err), FAULT_NONE);
	arena_end(&arena);
}

/* The bytes of the file, which is left in place. */
static Text seal(struct segment_writer *writer, struct arena *arena)
{
	struct error err = { 0 };
	Text bytes = { 0 };

	unlink(world.path);
	if (segment_writer_seal(writer, world.path, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	assert_int_equal(file_read(world.path, SIZE_MAX / 2, arena, &bytes, &err), FAULT_NONE);
	return bytes;
}

static Text build(unsigned lanes, unsigned stretch, struct arena *arena)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(world.catalog, lanes, &err);
	Text bytes;

	assert_non_null(writer);
	for (unsigned i = 0; i < RECORDS; i++)
		add_fake(writer, i / stretch % lanes, i);
	bytes = seal(writer, arena);
	segment_writer_drop(writer);
	return bytes;
}

static void open_segment(struct segment *segment)
{
	int fd = open(world.path, O_RDONLY | O_CLOEXEC);
	struct error err = { 0 };
	struct stat about;

	assert_true(fd >= 0 && fstat(fd, &about) == 0);
	if (segment_open(segment, fd, (uint64_t)about.st_size, "index.seg", &err) != FAULT_NONE ||
	    segment_check(segment, "index.seg", &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	close(fd);
}

/* --- the same bytes --- */

static void lanes_do_not_show(void **state)
{
	struct arena arena;
	Text one;

	(void)state;
	arena_begin(&arena, 0);
	one = build(1, 1, &arena);
	for (unsigned lanes = 1; lanes <= 3; lanes++)
		for (unsigned stretch = 1; stretch < 1000; stretch = stretch * 6 + 1)
			assert_true(text_equal(one, build(lanes, stretch, &arena)));
	arena_end(&arena);
}

static void begins_again_when_sealed(void **state)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(world.catalog, 2, &err);
	struct arena arena;
	Text bytes[2];

	(void)state;
	arena_begin(&arena, 0);
	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < 100; i++)
			add_fake(writer, (i + round) % 2, i);
		bytes[round] = seal(writer, &arena);
	}
	assert_true(text_equal(bytes[0], bytes[1]));
	segment_writer_drop(writer);
	arena_end(&arena);
}

/* --- what is read back --- */

struct counted {
	uint32_t frequency, in_subject, positions[PASSAGES * WORDS_MOST];
};

/* `second` VOCABULARY: the word alone, else the pair. */
static void count_plainly(
    const struct fake *fake, unsigned first, unsigned second, struct counted *counted)
{
	uint32_t position = 0;

	counted->frequency = counted->in_subject = 0;
	for (unsigned i = 0; i < fake->passages; i++, position++)
		for (unsigned k = 0; k < fake->lengths[i]; k++, position++) {
			if (fake->words[i][k] != first ||
			    (second < VOCABULARY &&
				(k + 1 == fake->lengths[i] || fake->words[i][k + 1] != second)))
				continue;
			counted->positions[counted->frequency++] = position;
			counted->in_subject += i == 0;
		}
}

static void compare_positions(const struct list *list, const struct postings *postings,
    uint32_t place, struct position_reader *reader, const struct counted *counted)
{
	uint32_t positions[PASSAGES * WORDS_MOST];

	assert_true(list_positions(list, postings, place, reader, positions));
	assert_memory_equal(positions, counted->positions, counted->frequency * sizeof *positions);
}

static void compare_list(
    const struct segment *segment, const struct list *list, unsigned first, unsigned second)
{
	struct position_reader reader = { 0 };
	struct postings postings = { 0 };
	uint32_t block = 0, place = 0, documents = 0;

	for (unsigned i = 0; i < RECORDS; i++) {
		struct counted counted;

		count_plainly(&world.fakes[i], first, second, &counted);
		if (!counted.frequency)
			continue;
		if (place == postings.count) {
			assert_true(list_block(segment, list, block++, &postings));
			place = 0;
		}
		assert_int_equal(postings.documents[place], i);
		assert_int_equal(postings.frequencies[place], counted.frequency);
		assert_int_equal(
		    postings.any_in_subject ? postings.in_subject[place] : 0, counted.in_subject);
		if (second == VOCABULARY)
			compare_positions(list, &postings, place, &reader, &counted);
		place++;
		documents++;
	}
	assert_int_equal(list->count, documents);
	assert_int_equal(place, postings.count);
}

static void words_are_as_counted(void **state)
{
	struct segment segment;
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	build(2, 5, &arena);
	open_segment(&segment);
	for (unsigned i = 0; i < VOCABULARY; i++) {
		struct list list;

		segment_find(&segment, SPACE_WORD, text_format(&arena, "w%u", i), &list);
		compare_list(&segment, &list, i, VOCABULARY);
	}
	segment_close(&segment);
	arena_end(&arena);
}

/* No more than HEADS_MOST of so few words are common: each that is must be in pairs. */
static void pairs_are_as_counted(void **state)
{
	struct segment segment;
	struct arena arena;
	struct list lists[VOCABULARY];
	unsigned pairs = 0;

	(void)state;
	arena_begin(&arena, 0);
	build(3, 2, &arena);
	open_segment(&segment);
	for (unsigned i = 0; i < VOCABULARY; i++)
		segment_find(&segment, SPACE_WORD, text_format(&arena, "w%u", i), &lists[i]);
	for (unsigned i = 0; i < VOCABULARY; i++)
		for (unsigned k = 0; k < VOCABULARY; k++) {
			bool heads = lists[i].count * HEAD_SHARE >= RECORDS &&
			    lists[k].count * HEAD_SHARE >= RECORDS;
			struct list list;

			assert_true(!segment_find(&segment, SPACE_PAIR,
					text_format(&arena, "w%u w%u", i, k), &list) ||
			    heads);
			if (heads)
				compare_list(&segment, &list, i, k);
			pairs += heads;
		}
	assert_true(pairs > 20 && pairs < VOCABULARY * VOCABULARY);
	segment_close(&segment);
	arena_end(&arena);
}

static void check_document(const struct segment *segment, uint32_t number, struct arena *arena)
{
	const struct fake *fake = &world.fakes[number];
	struct error err = { 0 };
	const uint32_t *starts;
	uint32_t count, start = 0, words = 0;

	assert_true(text_equal(segment_id(segment, number), text_of(fake->id)));
	assert_true(text_equal(segment_title(segment, number), text_of(fake->texts[0])));
	assert_int_equal(segment_document(segment, text_of(fake->id), false), number);
	assert_int_equal(
	    segment_document(segment, text_upper(arena, text_of(fake->id)), true), number);
	assert_int_equal(segment_created(segment, number).precision, fake->created.precision);
	if (fake->created.precision)
		assert_int_equal(segment_created(segment, number).seconds, fake->created.seconds);
	assert_int_equal(segment_released(segment, number).precision, PRECISION_UNKNOWN);
	assert_int_equal(
	    segment_passages(segment, number, arena, &starts, &count, &err), FAULT_NONE);
	assert_int_equal(count, fake->passages - 1);
	for (unsigned i = 0; i < fake->passages; i++) {
		if (i)
			assert_int_equal(starts[i - 1], start);
		start += fake->lengths[i] + 1;
		words += fake->lengths[i];
	}
	assert_int_equal(segment->subjects[number], fake->lengths[0]);
	assert_int_equal(segment->lengths[number], length_code(words));
}

static void documents_are_as_added(void **state)
{
	struct segment segment;
	struct arena arena;
	uint64_t words = 0;

	(void)state;
	arena_begin(&arena, 0);
	build(3, 7, &arena);
	open_segment(&segment);
	assert_int_equal(segment.documents, RECORDS);
	for (uint32_t i = 0; i < RECORDS; i++) {
		check_document(&segment, i, &arena);
		for (unsigned k = 0; k < world.fakes[i].passages; k++)
			words += world.fakes[i].lengths[k];
	}
	assert_int_equal(segment.header.words, words);
	segment_close(&segment);
	arena_end(&arena);
}

static void check_tags(const struct segment *segment, uint32_t number)
{
	const struct facet_column *column = &segment->columns[FACET_TAG];
	unsigned found = 0;

	for (uint32_t i = column->starts[number]; i < column->starts[number + 1]; i++)
		for (unsigned k = 0; k < 3; k++)
			if (text_equal(column->values[column->numbers[i]], text_of(tags[k])))
				found |= 1u << k;
	assert_int_equal(found, world.fakes[number].tags);
}

static void values_are_as_added(void **state)
{
	const struct facet_column *origin, *year;
	struct segment segment;
	struct arena arena;
	struct list list;

	(void)state;
	arena_begin(&arena, 0);
	build(2, 3, &arena);
	open_segment(&segment);
	origin = &segment.columns[FACET_ORIGIN];
	year = &segment.columns[FACET_YEAR];
	assert_int_equal(origin->form, FORM_RUNS);
	assert_int_equal(origin->value_count, 1);
	/* As the first record writes it, whoever added that. */
	assert_true(text_equal(origin->labels[0],
	    world.fakes[0].shouts ? TEXT("POST OF NOWHERE") : TEXT("Post of Nowhere")));
	assert_int_equal(year->form, FORM_RUNS);
	assert_int_equal(segment.columns[FACET_CLASSIFICATION].form, FORM_SINGLE);
	assert_int_equal(segment.columns[FACET_TAG].form, FORM_MANY);
	for (uint32_t i = 0; i < RECORDS; i++) {
		uint32_t value = segment_value(&segment, FACET_YEAR, i);

		check_tags(&segment, i);
		if (world.fakes[i].created.precision)
			assert_true(text_equal(
			    year->values[value], text_format(&arena, "%u", 2000 + i / 100)));
		else
			assert_int_equal(value, COLUMN_NONE);
	}
	assert_true(segment_find(&segment, SPACE_SPELLING, TEXT("ktip"), &list));
	assert_true(segment_find(&segment, SPACE_FROM, TEXT("post of nowhere"), &list));
	assert_int_equal(list.count, RECORDS);
	assert_true(segment_find(&segment, SPACE_HAS, TEXT("subject"), &list));
	segment_close(&segment);
	arena_end(&arena);
}

/* --- limits --- */

static enum fault add_text(
    struct segment_writer *writer, uint32_t number, Text text, struct error *err)
{
	char id[16];
	int len = snprintf(id, sizeof id, "X%06u", number);
	struct record record = { .id = { id, (size_t)len } };
	struct published published = { .record = &record };
	struct passage passage = { .text = text };
	PassageList passages = { .items = &passage, .count = 1, .room = 1 };

	return segment_writer_add(writer, 0, number, &published, &passages, err);
}

static void long_words_are_cut(void **state)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(world.catalog, 1, &err);
	struct segment segment;
	struct arena arena;
	struct list list;
	char word[3000];

	(void)state;
	arena_begin(&arena, 0);
	memset(word, 'a', sizeof word);
	/* Two bytes across the limit: the cut is before them. */
	memcpy(word + TERM_KEY_LIMIT - 1, "\xD0\xB6", 2);
	assert_int_equal(add_text(writer, 0, (Text){ word, sizeof word }, &err), FAULT_NONE);
	assert_int_equal(add_text(writer, 1, TEXT(""), &err), FAULT_NONE);
	seal(writer, &arena);
	open_segment(&segment);
	assert_true(segment_find(&segment, SPACE_WORD, (Text){ word, TERM_KEY_LIMIT - 1 }, &list));
	assert_int_equal(segment.header.words, 1);
	assert_int_equal(segment.subjects[1], 0);
	segment_close(&segment);
	segment_writer_drop(writer);
	arena_end(&arena);
}

static void none_at_all(void **state)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(world.catalog, 2, &err);
	struct segment segment;
	struct arena arena;
	struct list list;

	(void)state;
	arena_begin(&arena, 0);
	seal(writer, &arena);
	open_segment(&segment);
	assert_int_equal(segment.documents, 0);
	assert_false(segment_find(&segment, SPACE_WORD, TEXT("a"), &list));
	segment_close(&segment);
	segment_writer_drop(writer);
	arena_end(&arena);
}

static void refuses_what_does_not_fit(void **state)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(world.catalog, 1, &err);

	(void)state;
	unlink(world.path);
	for (uint32_t i = 0; i < SEGMENT_DOCUMENTS; i++)
		assert_int_equal(add_text(writer, i, TEXT("wheat"), &err), FAULT_NONE);
	assert_int_equal(add_text(writer, 70000, TEXT("wheat"), &err), FAULT_TOO_LARGE);
	assert_non_null(strstr(err.text, "65536"));
	err = (struct error){ 0 };
	assert_int_equal(add_text(writer, 7, TEXT("again"), &err), FAULT_CONFLICT);
	err = (struct error){ 0 };
	assert_int_equal(segment_writer_seal(writer, world.path, &err), FAULT_NONE);
	/* One is missing; and a file that is there is never written over. */
	assert_int_equal(add_text(writer, 1, TEXT("wheat"), &err), FAULT_NONE);
	assert_int_equal(segment_writer_seal(writer, world.path, &err), FAULT_CONFLICT);
	err = (struct error){ 0 };
	assert_int_equal(segment_writer_seal(writer, world.path, &err), FAULT_CONFLICT);
	assert_true(file_exists(world.path));
	segment_writer_drop(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lanes_do_not_show),
		cmocka_unit_test(begins_again_when_sealed),
		cmocka_unit_test(words_are_as_counted),
		cmocka_unit_test(pairs_are_as_counted),
		cmocka_unit_test(documents_are_as_added),
		cmocka_unit_test(values_are_as_added),
		cmocka_unit_test(long_words_are_cut),
		cmocka_unit_test(none_at_all),
		cmocka_unit_test(refuses_what_does_not_fit),
	};

	return cmocka_run_group_tests_name("search/segment_writer", tests, open_world, close_world);
}
