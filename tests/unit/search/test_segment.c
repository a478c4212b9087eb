/* The reader of a segment against one that is written here, slowly and plainly, from the layout:
 * lists, positions, columns, orders; then every byte of it damaged. */
#include "search/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "search/bitset.h"
#include "search/score.h"
#include "search/segment_parts.h"
#include "search/sketch.h"

#define MOST_DOCUMENTS 700
#define WORDS          90
#define PASSAGES       3
#define LONGEST        40
#define KINDS          2
#define ORIGINS        5
#define TAGS           7
#define NOTHING        99
#define HASHES         8

/* What is indexed: words by number, passage by passage. */
struct document {
	unsigned lengths[PASSAGES], words[PASSAGES][LONGEST];
	unsigned kind, origin;
	bool tags[TAGS];
};
static struct document documents[MOST_DOCUMENTS];
static uint32_t document_count;

struct buffer {
	uint8_t *at;
	size_t len, room;
};

static void put(struct buffer *buffer, const void *bytes, size_t len)
{
	if (buffer->len + len > buffer->room) {
		buffer->room = 2 * (buffer->len + len);
		buffer->at = realloc(buffer->at, buffer->room);
		assert_non_null(buffer->at);
	}
	if (len)
		memcpy(buffer->at + buffer->len, bytes, len);
	buffer->len += len;
}

static void put_varint(struct buffer *buffer, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		put(buffer, &(uint8_t){ (uint8_t)(number | 0x80) }, 1);
	put(buffer, &(uint8_t){ (uint8_t)number }, 1);
}

static void put_u32(struct buffer *buffer, uint32_t number)
{
	put(buffer, &number, sizeof number);
}

static void put_u16(struct buffer *buffer, unsigned number)
{
	put(buffer, &(uint16_t){ (uint16_t)number }, 2);
}

static void put_zeros(struct buffer *buffer)
{
	while (buffer->len % 64)
		put(buffer, "", 1);
}

static uint32_t random_number(void)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 20);
}

/* Word 0 in most documents, often; the last ones rare. */
static unsigned random_word(void)
{
	unsigned most = random_number() % 3 ? 3 : random_number() % 2 ? 20 : WORDS;

	return random_number() % most;
}

static void make_documents(uint32_t count)
{
	document_count = count;
	for (uint32_t d = 0; d < count; d++) {
		struct document *document = &documents[d];

		*document = (struct document){ .kind = d * KINDS / count,
			.origin = d < ORIGINS     ? d
			    : random_number() % 8 ? random_number() % ORIGINS
						  : NOTHING };
		for (unsigned p = 0; p < PASSAGES; p++) {
			document->lengths[p] = random_number() % (p ? LONGEST : 4);
			for (unsigned i = 0; i < document->lengths[p]; i++)
				document->words[p][i] = random_word();
		}
		for (unsigned t = 0; t < TAGS; t++)
			document->tags[t] = d % TAGS == t || random_number() % 3 == 0;
	}
}

static const char *name_of(char letter, unsigned number)
{
	static char names[4][16];
	static unsigned next;
	char *name = names[next++ % 4];

	name[0] = letter;
	name[1] = (char)('0' + number / 100);
	name[2] = (char)('0' + number / 10 % 10);
	name[3] = (char)('0' + number % 10);
	name[4] = 0;
	return name;
}

/* Ids in an order of their own, with upper and lower case. */
static const char *id_of(uint32_t document)
{
	return name_of(document % 2 ? 'B' : 'a', document * 37 % MOST_DOCUMENTS);
}

static unsigned length_of(const struct document *document)
{
	return document->lengths[0] + document->lengths[1] + document->lengths[2];
}

/* Positions of a word in a document; *in_subject of them in the subject. */
static unsigned positions_of(
    uint32_t d, unsigned word, uint32_t positions[PASSAGES * LONGEST], unsigned *in_subject)
{
	const struct document *document = &documents[d];
	unsigned count = 0, position = 0;

	*in_subject = 0;
	for (unsigned p = 0; p < PASSAGES; p++, position++) {
		for (unsigned i = 0; i < document->lengths[p]; i++, position++) {
			if (document->words[p][i] != word)
				continue;
			positions[count++] = position;
			*in_subject += p == 0;
		}
	}
	return count;
}

/* Whether the document has value `number` of the space, and how often. */
static unsigned times_in(uint32_t d, enum space space, unsigned number,
    uint32_t positions[PASSAGES * LONGEST], unsigned *in_subject)
{
	*in_subject = 0;
	switch ((int)space) {
	case SPACE_KIND:
		return documents[d].kind == number;
	case SPACE_ORIGIN:
		return documents[d].origin == number;
	case SPACE_TAG:
		return documents[d].tags[number];
	default:
		return positions_of(d, number, positions, in_subject);
	}
}

struct writer {
	struct buffer sections[SEGMENT_SECTIONS];
	float norms[256];
	uint64_t words, terms;
	char key[32];
	size_t key_len;
};

/* All that is known of one term before it is packed. */
struct collected {
	uint32_t count, docs[MOST_DOCUMENTS], times[MOST_DOCUMENTS], subject[MOST_DOCUMENTS];
	uint32_t before[MOST_DOCUMENTS + 1]; /* occurrences */
	uint32_t *positions, total;          /* as differences */
};

static void collect(enum space space, unsigned number, struct collected *all)
{
	uint32_t positions[PASSAGES * LONGEST] = { 0 };

	all->count = all->total = 0;
	all->positions = malloc(sizeof(uint32_t) * MOST_DOCUMENTS * PASSAGES * LONGEST);
	assert_non_null(all->positions);
	for (uint32_t d = 0; d < document_count; d++) {
		unsigned subject, times = times_in(d, space, number, positions, &subject);

		if (!times)
			continue;
		all->before[all->count] = all->total;
		all->docs[all->count] = d;
		all->times[all->count] = times;
		all->subject[all->count++] = subject;
		for (unsigned i = 0; i < times; i++)
			all->positions[all->total++] =
			    i ? positions[i] - positions[i - 1] - 1 : positions[i];
	}
}

static void put_packed(struct buffer *buffer, const uint32_t numbers[PACK_BLOCK])
{
	uint8_t out[PACK_ROOM];

	put(buffer, out, packing_put(numbers, out));
}

/* Bytes where each packed block of positions begins go to `starts`. */
static void put_positions(struct buffer *buffer, const struct collected *all, uint32_t *starts)
{
	size_t begin = buffer->len;
	uint32_t i = 0;

	for (; i + PACK_BLOCK <= all->total; i += PACK_BLOCK) {
		starts[i / PACK_BLOCK] = (uint32_t)(buffer->len - begin);
		put_packed(buffer, all->positions + i);
	}
	starts[i / PACK_BLOCK] = (uint32_t)(buffer->len - begin);
	for (; i < all->total; i++)
		put_varint(buffer, all->positions[i]);
}

static void put_block(struct writer *writer, const struct collected *all, uint32_t i,
    uint32_t begin, uint32_t position)
{
	struct buffer *postings = &writer->sections[SECTION_POSTINGS];
	uint32_t gaps[PACK_BLOCK], less[PACK_BLOCK];
	uint8_t subjects = 0;
	struct skip skip = { .postings = (uint32_t)(postings->len - begin),
		.positions = position,
		.positions_before = all->before[i],
		.last = (uint16_t)all->docs[i + PACK_BLOCK - 1] };

	for (uint32_t j = 0; j < PACK_BLOCK; j++) {
		uint32_t d = all->docs[i + j];
		float share =
		    score_share(all->times[i + j] + (SUBJECT_WEIGHT - 1) * all->subject[i + j],
			writer->norms[length_code(length_of(&documents[d]))]);

		gaps[j] = i + j ? d - all->docs[i + j - 1] - 1 : d;
		less[j] = all->times[i + j] - 1;
		subjects += all->subject[i + j] > 0;
		while (share > (float)skip.bound / 255.0f)
			skip.bound++;
	}
	put_packed(postings, gaps);
	put_packed(postings, less);
	put(postings, &subjects, 1);
	for (uint32_t j = 0; j < PACK_BLOCK; j++) {
		if (!all->subject[i + j])
			continue;
		put(postings, &(uint8_t){ (uint8_t)j }, 1);
		put_varint(postings, all->subject[i + j] - 1);
	}
	put(&writer->sections[SECTION_SKIPS], &skip, sizeof skip);
}

static void put_postings(struct writer *writer, const struct collected *all, const uint32_t *starts)
{
	struct buffer *postings = &writer->sections[SECTION_POSTINGS];
	uint32_t begin = (uint32_t)postings->len, i = 0;

	for (; i + PACK_BLOCK <= all->count; i += PACK_BLOCK)
		put_block(writer, all, i, begin, starts ? starts[all->before[i] / PACK_BLOCK] : 0);
	for (; i < all->count; i++) {
		put_varint(postings, i ? all->docs[i] - all->docs[i - 1] - 1 : all->docs[i]);
		put_varint(postings, 2 * (all->times[i] - 1) + (all->subject[i] > 0));
		if (all->subject[i])
			put_varint(postings, all->subject[i] - 1);
	}
}

static void put_bitmap(struct writer *writer, const struct collected *all)
{
	uint64_t set[MOST_DOCUMENTS / 64 + 1] = { 0 };

	for (uint32_t i = 0; i < all->count; i++)
		bitset_add(set, all->docs[i]);
	put(&writer->sections[SECTION_BITMAPS], set, (document_count + 63) / 64 * sizeof *set);
}

static void put_key(struct writer *writer, enum space space, const char *name, bool first)
{
	struct buffer *dictionary = &writer->sections[SECTION_DICTIONARY];
	char key[32];
	size_t len = strlen(name) + 1, shared = 0;

	key[0] = (char)space;
	memcpy(key + 1, name, len - 1);
	while (!first && shared < len && shared < writer->key_len &&
	    key[shared] == writer->key[shared])
		shared++;
	put_varint(dictionary, shared);
	put_varint(dictionary, len - shared);
	put(dictionary, key + shared, len - shared);
	memcpy(writer->key, key, len);
	writer->key_len = len;
}

static void put_term(struct writer *writer, enum space space, const char *name, unsigned number)
{
	struct buffer *sections = writer->sections;
	struct buffer *dictionary = &sections[SECTION_DICTIONARY];
	uint32_t starts[MOST_DOCUMENTS * PASSAGES * LONGEST / PACK_BLOCK + 1];
	struct collected all;
	size_t postings = sections[SECTION_POSTINGS].len,
	       positions = sections[SECTION_POSITIONS].len;
	bool first = writer->terms % DICTIONARY_BLOCK == 0;

	collect(space, number, &all);
	bool has_bitmap = all.count * BITMAP_SHARE >= document_count;
	if (all.count && first) {
		put_u32(&sections[SECTION_HEADS], (uint32_t)dictionary->len);
		put_varint(dictionary, postings);
		put_varint(dictionary, positions);
		put_varint(dictionary, sections[SECTION_SKIPS].len / sizeof(struct skip));
		put_varint(
		    dictionary, sections[SECTION_BITMAPS].len / ((document_count + 63) / 64 * 8));
		put_varint(dictionary, writer->terms);
	}
	if (all.count) {
		if (space == SPACE_WORD)
			put_positions(&sections[SECTION_POSITIONS], &all, starts);
		put_postings(writer, &all, space == SPACE_WORD ? starts : NULL);
		if (has_bitmap)
			put_bitmap(writer, &all);
		put_key(writer, space, name, first);
		put_varint(dictionary, 2 * all.count + has_bitmap);
		put_varint(dictionary, sections[SECTION_POSTINGS].len - postings);
		put_varint(dictionary, sections[SECTION_POSITIONS].len - positions);
		writer->terms++;
	}
	free(all.positions);
}

static void put_each_document(struct writer *writer)
{
	struct buffer *sections = writer->sections;
	struct buffer texts = { 0 }, passages = { 0 };

	for (uint32_t d = 0; d < document_count; d++) {
		const struct document *document = &documents[d];

		put(&sections[SECTION_LENGTHS], &(uint8_t){ length_code(length_of(document)) }, 1);
		put_u16(&sections[SECTION_SUBJECTS], document->lengths[0]);
		put(&sections[SECTION_CREATED], &(int64_t){ d ? 1000000000 + 60 * d : INT64_MIN },
		    8);
		put(&sections[SECTION_RELEASED], &(int64_t){ INT64_MIN }, 8);
		put(&sections[SECTION_PRECISIONS], &(uint8_t){ d ? 16 * PRECISION_MINUTE : 0 }, 1);
		put_u32(&sections[SECTION_TEXTS], (uint32_t)texts.len);
		put_varint(&texts, 4);
		put(&texts, id_of(d), 4);
		put(&texts, "Title of ", 9);
		put(&texts, id_of(d), 4);
		put_u32(&sections[SECTION_PASSAGES], (uint32_t)passages.len);
		for (unsigned p = 1; p < PASSAGES; p++)
			put_varint(&passages, document->lengths[p - 1] + 1);
	}
	put_u32(&sections[SECTION_TEXTS], (uint32_t)texts.len);
	put(&sections[SECTION_TEXTS], texts.at, texts.len);
	put_u32(&sections[SECTION_PASSAGES], (uint32_t)passages.len);
	put(&sections[SECTION_PASSAGES], passages.at, passages.len);
	free(texts.at);
	free(passages.at);
}

static int by_id(const void *a, const void *b)
{
	const char *x = id_of(*(const uint32_t *)a), *y = id_of(*(const uint32_t *)b);

	return x[0] != y[0] ? ((x[0] | 32) < (y[0] | 32) ? -1 : 1) : strcmp(x, y);
}

static void put_orders(struct writer *writer)
{
	uint32_t order[MOST_DOCUMENTS];

	for (uint32_t d = 0; d < document_count; d++)
		order[d] = d;
	qsort(order, document_count, sizeof *order, by_id);
	put(&writer->sections[SECTION_BY_ID], order, document_count * sizeof *order);
}

static void put_values(
    struct buffer *columns, char letter, unsigned count, enum form form, uint32_t entries)
{
	put_zeros(columns);
	put_u32(columns, count);
	put_u32(columns, form);
	put_u32(columns, entries);
	put_u32(columns, count * 12);
	for (unsigned i = 0; i < count; i++) {
		put_varint(columns, 4);
		put(columns, name_of(letter, i), 4);
		put_varint(columns, 6);
		put(columns, "L ", 2);
		put(columns, name_of(letter, i), 4);
	}
	put_zeros(columns);
}

static void put_many(struct buffer *columns)
{
	uint32_t entries = 0;

	for (uint32_t d = 0; d < document_count; d++) {
		for (unsigned t = 0; t < TAGS; t++)
			entries += documents[d].tags[t];
	}
	put_values(columns, 't', TAGS, FORM_MANY, entries);
	entries = 0;
	for (uint32_t d = 0; d <= document_count; d++) {
		put_u32(columns, entries);
		for (unsigned t = 0; d < document_count && t < TAGS; t++)
			entries += documents[d].tags[t];
	}
	for (uint32_t d = 0; d < document_count; d++) {
		for (unsigned t = 0; t < TAGS; t++) {
			if (documents[d].tags[t])
				put_u16(columns, t);
		}
	}
}

static void put_columns(struct buffer *columns)
{
	for (unsigned facet = 0; facet < FACET_COUNT; facet++) {
		if (facet == FACET_KIND) {
			put_values(columns, 'k', KINDS, FORM_RUNS,
			    document_count < KINDS ? document_count : KINDS);
			for (uint32_t d = 0; d < document_count; d++) {
				if (d && documents[d].kind == documents[d - 1].kind)
					continue;
				put_u32(columns, d);
				put_u32(columns, documents[d].kind);
			}
		} else if (facet == FACET_ORIGIN) {
			put_values(columns, 'o', ORIGINS, FORM_SINGLE, document_count);
			for (uint32_t d = 0; d < document_count; d++)
				put_u16(columns,
				    documents[d].origin == NOTHING ? COLUMN_NONE
								   : documents[d].origin);
		} else if (facet == FACET_TAG) {
			put_many(columns);
		} else {
			put_values(columns, 'z', 0, FORM_RUNS, 1);
			put_u32(columns, 0);
			put_u32(columns, COLUMN_NONE);
		}
	}
}

/* Hash h is in the sketch of every h-th document or so. */
static bool has_hash(uint32_t document, uint32_t hash)
{
	return hash < HASHES && (document * 7 + 3) % (hash + 1) == 0;
}

static void put_sketches(struct buffer *sketches)
{
	for (int what = 0; what < 2; what++)
		for (uint32_t hash = 0; hash < HASHES; hash++)
			for (uint32_t d = 0; d < document_count; d++) {
				if (has_hash(d, hash) && what == 0)
					put_u32(sketches, 1000 * hash);
				else if (has_hash(d, hash))
					put_u16(sketches, d);
			}
	for (uint32_t d = 0; d < document_count; d++) {
		uint8_t size = 0;

		for (uint32_t hash = 0; hash < HASHES; hash++)
			size += has_hash(d, hash);
		put(sketches, &size, 1);
	}
}

/* The whole file, in memory of just its size. */
static struct buffer make_segment(uint32_t count)
{
	struct writer writer = { .words = 0 };
	struct segment_header header = { .magic = SEGMENT_MAGIC, .version = SEGMENT_VERSION };
	struct buffer file = { 0 };

	make_documents(count);
	for (uint32_t d = 0; d < count; d++)
		writer.words += length_of(&documents[d]);
	score_norms(writer.words, count, writer.norms);
	for (unsigned i = 0; i < KINDS; i++)
		put_term(&writer, SPACE_KIND, name_of('k', i), i);
	for (unsigned i = 0; i < ORIGINS; i++)
		put_term(&writer, SPACE_ORIGIN, name_of('o', i), i);
	for (unsigned i = 0; i < TAGS; i++)
		put_term(&writer, SPACE_TAG, name_of('t', i), i);
	for (unsigned i = 0; i < WORDS; i++)
		put_term(&writer, SPACE_WORD, name_of('w', i), i);
	put_each_document(&writer);
	put_orders(&writer);
	put_columns(&writer.sections[SECTION_COLUMNS]);
	put_sketches(&writer.sections[SECTION_SKETCHES]);

	header.documents = count;
	header.words = writer.words;
	header.terms = writer.terms;
	put(&file, &header, sizeof header);
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++) {
		put_zeros(&file);
		header.sections[i].offset = file.len;
		header.sections[i].size = writer.sections[i].len;
		put(&file, writer.sections[i].at, writer.sections[i].len);
		free(writer.sections[i].at);
	}
	header.size = file.len;
	memcpy(file.at, &header, sizeof header);
	file.at = realloc(file.at, file.len);
	assert_non_null(file.at);
	return file;
}

static void open_bytes(struct segment *segment, const struct buffer *file)
{
	struct error err = { 0 };

	if (segment_open_bytes(segment, file->at, file->len, "test", &err))
		fail_msg("%s", err.text);
}

static void check_list(
    const struct segment *segment, enum space space, const char *name, unsigned number)
{
	static struct collected all;
	uint32_t positions[PASSAGES * LONGEST], expected[PASSAGES * LONGEST], seen = 0;
	struct position_reader reader = { 0 };
	struct postings postings;
	struct list list;

	collect(space, number, &all);
	free(all.positions);
	assert_int_equal(segment_find(segment, space, text_of(name), &list), all.count > 0);
	assert_int_equal(list.count, all.count);
	for (uint32_t b = 0; b < list_block_count(&list); b++) {
		assert_true(list_block(segment, &list, b, &postings));
		for (uint32_t i = 0; i < postings.count; i++, seen++) {
			assert_int_equal(postings.documents[i], all.docs[seen]);
			assert_int_equal(postings.frequencies[i], all.times[seen]);
			assert_int_equal(postings.any_in_subject ? postings.in_subject[i] : 0,
			    all.subject[seen]);
			assert_int_equal(list_seek(&list, 0, postings.documents[i]), b);
			assert_int_equal(list_seek(&list, b, postings.documents[i]), b);
			/* Now and then one is left out. */
			if (space != SPACE_WORD || random_number() % 4 == 0)
				continue;
			unsigned subject;
			positions_of(all.docs[seen], number, expected, &subject);
			assert_true(list_positions(&list, &postings, i, &reader, positions));
			assert_memory_equal(
			    positions, expected, all.times[seen] * sizeof *expected);
		}
	}
	assert_int_equal(seen, all.count);
	assert_false(list_block(segment, &list, list_block_count(&list), &postings));
}

/* With and without a bitmap; alone and among others. */
static void check_adding(const struct segment *segment, const char *word, unsigned number)
{
	uint64_t among[MOST_DOCUMENTS / 64 + 1] = { 0 }, sets[4][MOST_DOCUMENTS / 64 + 1] = { 0 };
	uint32_t ignored[PASSAGES * LONGEST];
	struct list list;
	unsigned subject;

	bitset_fill(among, segment->documents / 3, segment->documents / 2);
	segment_find(segment, SPACE_WORD, text_of(word), &list);
	list_add_to(segment, &list, NULL, sets[0]);
	list_add_to(segment, &list, among, sets[1]);
	list.bitmap = NULL;
	list_add_to(segment, &list, NULL, sets[2]);
	list_add_to(segment, &list, among, sets[3]);
	for (uint32_t d = 0; d < segment->set_words * 64; d++) {
		bool has = d < segment->documents && positions_of(d, number, ignored, &subject) > 0;

		assert_int_equal(bitset_has(sets[0], d), has);
		assert_int_equal(bitset_has(sets[1], d), has && bitset_has(among, d));
	}
	assert_memory_equal(sets[0], sets[2], sizeof sets[0]);
	assert_memory_equal(sets[1], sets[3], sizeof sets[0]);
}

static void test_lists(void **state)
{
	static const uint32_t counts[] = { 1, 12, 128, 129, 640, MOST_DOCUMENTS };

	(void)state;
	for (unsigned c = 0; c < sizeof counts / sizeof *counts; c++) {
		struct buffer file = make_segment(counts[c]);
		struct segment segment;

		open_bytes(&segment, &file);
		for (unsigned i = 0; i < WORDS; i++) {
			check_list(&segment, SPACE_WORD, name_of('w', i), i);
			check_adding(&segment, name_of('w', i), i);
		}
		for (unsigned i = 0; i < TAGS; i++)
			check_list(&segment, SPACE_TAG, name_of('t', i), i);
		arena_end(&segment.arena);
		free(file.at);
	}
}

static bool count_term(void *context, Text key, const struct list *list)
{
	unsigned *count = context;

	assert_int_equal(key.len, 4);
	assert_true(list->count > 0);
	return ++*count % 100 != 0;
}

static void test_terms(void **state)
{
	static const char *const absent[] = { "", "w", "w0000", "a", "zzz", "w999", "w00" };
	struct buffer file = make_segment(300);
	struct segment segment;
	struct list list;
	unsigned count = 0;

	(void)state;
	open_bytes(&segment, &file);
	for (unsigned i = 0; i < sizeof absent / sizeof *absent; i++) {
		assert_false(segment_find(&segment, SPACE_WORD, text_of(absent[i]), &list));
		assert_int_equal(list.count, 0);
	}
	assert_false(segment_find(&segment, SPACE_YEAR, TEXT("w000"), &list));
	assert_false(segment_find(&segment, SPACE_ALIAS, TEXT("w000"), &list));
	segment_walk(&segment, SPACE_WORD, (Text){ 0 }, count_term, &count);
	assert_int_equal(count, WORDS);
	count = 0;
	segment_walk(&segment, SPACE_WORD, TEXT("w01"), count_term, &count);
	assert_int_equal(count, 10);
	count = 0;
	segment_walk(&segment, SPACE_WORD, TEXT("x"), count_term, &count);
	assert_int_equal(count, 0);
	count = 0;
	segment_walk(&segment, SPACE_ORIGIN, TEXT("o"), count_term, &count);
	assert_int_equal(count, ORIGINS);
	count = 99;
	segment_walk(&segment, SPACE_WORD, TEXT("w"), count_term, &count);
	assert_int_equal(count, 100);
	arena_end(&segment.arena);
	free(file.at);
}

static void test_columns(void **state)
{
	struct buffer file = make_segment(300);
	struct segment segment;

	(void)state;
	open_bytes(&segment, &file);
	const struct facet_column *tags = &segment.columns[FACET_TAG];
	assert_int_equal(tags->value_count, TAGS);
	assert_memory_equal(tags->values[3].at, "t003", 4);
	assert_memory_equal(tags->labels[3].at, "L t003", 6);
	for (uint32_t d = 0; d < segment.documents; d++) {
		unsigned origin = documents[d].origin;

		assert_int_equal(segment_value(&segment, FACET_KIND, d), documents[d].kind);
		assert_int_equal(segment_value(&segment, FACET_ORIGIN, d),
		    origin == NOTHING ? COLUMN_NONE : origin);
		assert_int_equal(segment_value(&segment, FACET_YEAR, d), COLUMN_NONE);
		assert_int_equal(segment_value(&segment, FACET_TAG, d), COLUMN_NONE);
		uint32_t at = tags->starts[d];
		for (unsigned t = 0; t < TAGS; t++) {
			if (documents[d].tags[t])
				assert_int_equal(tags->numbers[at++], t);
		}
		assert_int_equal(at, tags->starts[d + 1]);
	}
	for (unsigned t = 0; t < TAGS; t++) {
		struct list list;

		assert_true(segment_find(&segment, SPACE_TAG, tags->values[t], &list));
		assert_memory_equal(&list, &tags->lists[t], sizeof list);
	}
	arena_end(&segment.arena);
	free(file.at);
}

static void test_documents(void **state)
{
	struct buffer file = make_segment(300);
	struct segment segment;
	struct arena arena;
	struct error err = { 0 };
	const uint32_t *starts;
	uint32_t count;

	(void)state;
	open_bytes(&segment, &file);
	arena_begin(&arena, 0);
	for (uint32_t d = 0; d < segment.documents; d++) {
		Text id = segment_id(&segment, d), title = segment_title(&segment, d);
		Text upper = text_upper(&arena, id);

		assert_true(text_equal(id, text_of(id_of(d))));
		assert_true(text_starts(title, TEXT("Title of ")) && text_ends(title, id));
		assert_int_equal(segment_document(&segment, id, false), d);
		assert_int_equal(segment_document(&segment, upper, true), d);
		assert_int_equal(segment_document(&segment, upper, false), d % 2 ? d : UINT32_MAX);
		assert_int_equal(segment_passages(&segment, d, &arena, &starts, &count, &err), 0);
		assert_int_equal(count, PASSAGES - 1);
		assert_int_equal(starts[0], documents[d].lengths[0] + 1);
		assert_int_equal(starts[1], starts[0] + documents[d].lengths[1] + 1);
		assert_int_equal(segment_released(&segment, d).precision, PRECISION_UNKNOWN);
		assert_int_equal(segment_created(&segment, d).seconds, d ? 1000000000 + 60 * d : 0);
	}
	assert_int_equal(segment_document(&segment, TEXT(""), true), UINT32_MAX);
	assert_int_equal(segment_document(&segment, TEXT("c"), true), UINT32_MAX);
	assert_int_equal(segment_id(&segment, 300).len, 0);
	arena_end(&arena);
	arena_end(&segment.arena);
	free(file.at);
}

static void test_check(void **state)
{
	static const uint32_t counts[] = { 7, 12, 128, 300, MOST_DOCUMENTS };
	struct error err = { 0 };

	(void)state;
	for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct buffer file = make_segment(counts[i]);
		struct segment segment;

		open_bytes(&segment, &file);
		if (segment_check(&segment, "test", &err))
			fail_msg("%u documents: %s", counts[i], err.text);
		arena_end(&segment.arena);
		free(file.at);
	}
}

static void read_list(const struct segment *segment, const struct list *list)
{
	static uint32_t positions[1 << 16];
	uint64_t set[MOST_DOCUMENTS / 64 + 1] = { 0 }, among[MOST_DOCUMENTS / 64 + 1] = { 0 };
	struct position_reader reader = { 0 };
	struct postings postings;
	uint32_t before = 0;

	for (uint32_t b = 0; b < list_block_count(list); b++) {
		if (!list_block(segment, list, b, &postings))
			continue;
		for (uint32_t i = 0; i < postings.count; i++) {
			assert_in_range(postings.documents[i], before, segment->documents - 1);
			before = postings.documents[i] + (i + 1 < postings.count);
			if (postings.frequencies[i] <= 1 << 16)
				(void)list_positions(list, &postings, i, &reader, positions);
		}
		before = 0;
	}
	bitset_fill(among, segment->documents / 2, segment->documents);
	list_add_to(segment, list, NULL, set);
	list_add_to(segment, list, among, set);
	(void)list_seek(list, 0, segment->documents / 2);
	assert_int_equal(
	    bitset_next(set, segment->documents, segment->set_words * 64), segment->set_words * 64);
}

static bool read_term(void *context, Text key, const struct list *list)
{
	(void)key;
	read_list(context, list);
	return true;
}

/* Everything a search might do; of no matter what bytes. */
static bool read_all(const struct buffer *file)
{
	static const enum space spaces[] = { SPACE_KIND, SPACE_ORIGIN, SPACE_TAG, SPACE_WORD };
	struct segment segment;
	struct error err = { 0 };
	struct arena arena;
	struct list list;
	const uint32_t *starts;
	uint32_t count;
	bool whole;

	if (segment_open_bytes(&segment, file->at, file->len, "test", &err)) {
		arena_end(&segment.arena);
		return false;
	}
	arena_begin(&arena, 0);
	for (unsigned i = 0; i < sizeof spaces / sizeof *spaces; i++)
		segment_walk(&segment, spaces[i], (Text){ 0 }, read_term, &segment);
	for (unsigned i = 0; i < WORDS; i += 7) {
		if (segment_find(&segment, SPACE_WORD, text_of(name_of('w', i)), &list))
			read_list(&segment, &list);
	}
	for (uint32_t d = 0; d < segment.documents; d++) {
		(void)segment_document(&segment, segment_id(&segment, d), d % 2);
		(void)segment_title(&segment, d);
		(void)segment_created(&segment, d);
		(void)segment_passages(&segment, d, &arena, &starts, &count, &err);
		(void)segment_sketched(&segment, 1000 * d, &count);
		for (unsigned f = 0; f < FACET_COUNT; f++)
			(void)segment_value(&segment, (enum facet)f, d);
	}
	arena_end(&arena);
	err = (struct error){ 0 };
	whole = !segment_check(&segment, "test", &err);
	arena_end(&segment.arena);
	return whole;
}

/* Of a flipped bit at least nearly all must be seen: only some facts have no second witness. */
static void test_damaged(void **state)
{
	struct buffer file = make_segment(7);
	unsigned tried = 0, seen = 0;

	(void)state;
	for (size_t i = 0; i < file.len; i++) {
		uint8_t was = file.at[i];

		for (unsigned bit = 0; bit < 3; bit++, tried++) {
			file.at[i] =
			    bit < 2 ? was ^ (uint8_t)(1u << random_number() % 8) : (uint8_t)~was;
			seen += !read_all(&file);
		}
		file.at[i] = was;
	}
	assert_true(read_all(&file));
	assert_true(seen > tried / 3);
	free(file.at);
}

static void test_damaged_blocks(void **state)
{
	struct buffer file = make_segment(300);

	(void)state;
	for (unsigned round = 0; round < 1500; round++) {
		size_t i = random_number() % file.len, j = random_number() % file.len;
		uint8_t was[2] = { file.at[i], file.at[j] };

		file.at[i] ^= (uint8_t)(1u << random_number() % 8);
		file.at[j] = (uint8_t)random_number();
		(void)read_all(&file);
		file.at[j] = was[1];
		file.at[i] = was[0];
	}
	free(file.at);
}

/* Cut short, as it says and as its header is made to say. */
static void test_cut(void **state)
{
	struct buffer file = make_segment(3);

	(void)state;
	for (size_t len = 0; len < file.len; len++) {
		struct buffer part = { malloc(len ? len : 1), len, len };
		struct segment_header header;

		assert_non_null(part.at);
		memcpy(part.at, file.at, len);
		assert_false(read_all(&part));
		if (len >= sizeof header) {
			memcpy(&header, part.at, sizeof header);
			header.size = len;
			memcpy(part.at, &header, sizeof header);
			assert_false(read_all(&part));
		}
		free(part.at);
	}
	free(file.at);
}

static void test_sketches(void **state)
{
	struct buffer file = make_segment(300);
	struct segment segment;
	uint32_t count;

	(void)state;
	open_bytes(&segment, &file);
	for (uint32_t hash = 0; hash < HASHES + 1; hash++) {
		const uint16_t *found = segment_sketched(&segment, 1000 * hash, &count);

		for (uint32_t d = 0; d < segment.documents; d++)
			if (has_hash(d, hash)) {
				assert_true(count > 0);
				assert_int_equal(*found++, d);
				count--;
			}
		assert_int_equal(count, 0);
		segment_sketched(&segment, 1000 * hash + 1, &count);
		assert_int_equal(count, 0);
	}
	arena_end(&segment.arena);
	free(file.at);
}

/* What the form forbids is refused: at opening where it could lead out of the file, else by the
 * check. */
static void test_bad_sketches(void **state)
{
	struct buffer file = make_segment(300);
	struct segment_header header;
	struct segment segment;
	struct error err = { 0 };
	uint8_t *sketches;
	uint32_t hashes;

	(void)state;
	memcpy(&header, file.at, sizeof header);
	sketches = file.at + header.sections[SECTION_SKETCHES].offset;
	hashes = (uint32_t)(header.sections[SECTION_SKETCHES].size - 300) / 6;
	for (size_t place = 0; place < 3; place++) {
		static const uint8_t bad[] = { 0xFF, 0xFF, SKETCH_MOST + 1 };
		/* The last byte of the first hash, of the first document, the first size. */
		const size_t places[] = { 3, 4 * hashes + 1, 6 * hashes };
		uint8_t was = sketches[places[place]];

		sketches[places[place]] = bad[place];
		open_bytes(&segment, &file);
		assert_int_equal(segment_check(&segment, "test", &err), FAULT_CORRUPT);
		assert_non_null(strstr(err.text, "sketches"));
		arena_end(&segment.arena);
		err = (struct error){ 0 };
		sketches[places[place]] = was;
	}
	for (uint64_t size = 299; size < 306; size++) {
		header.sections[SECTION_SKETCHES].size = size;
		memcpy(file.at, &header, sizeof header);
		assert_int_equal(segment_open_bytes(&segment, file.at, file.len, "test", &err),
		    size == 300 ? FAULT_NONE : FAULT_CORRUPT);
		arena_end(&segment.arena);
		err = (struct error){ 0 };
	}
	free(file.at);
}

static void test_file(void **state)
{
	struct buffer file = make_segment(20);
	struct segment segment;
	struct error err = { 0 };
	int fd = memfd_create("segment", MFD_CLOEXEC);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, file.at, file.len), file.len);
	assert_int_equal(segment_open(&segment, fd, file.len, "test", &err), FAULT_NONE);
	assert_int_equal(segment.documents, 20);
	assert_int_equal(segment_check(&segment, "test", &err), FAULT_NONE);
	segment_close(&segment);
	segment_close(&segment);
	assert_int_equal(segment_open(&segment, fd, file.len - 1, "test", &err), FAULT_CORRUPT);
	assert_null(segment.bytes);
	assert_int_equal(pwrite(fd, &(uint32_t){ SEGMENT_VERSION + 1 }, 4, 8), 4);
	err = (struct error){ 0 };
	assert_int_equal(segment_open(&segment, fd, file.len, "test", &err), FAULT_TOO_NEW);
	assert_null(segment.bytes);
	assert_int_equal(pwrite(fd, &(uint32_t){ SEGMENT_VERSION - 1 }, 4, 8), 4);
	err = (struct error){ 0 };
	assert_int_equal(segment_open(&segment, fd, file.len, "test", &err), FAULT_BAD_INPUT);
	assert_non_null(strstr(err.text, "publish again"));
	assert_null(segment.bytes);
	close(fd);
	free(file.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_damaged_blocks),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_sketches),
		cmocka_unit_test(test_bad_sketches),
		cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
