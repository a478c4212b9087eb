/* Terms in blocks that never move, found by open addressing; keys and lists in one pool of chunks.
 * Numbers follow the order of adding; nothing that is written follows the hash, whose seed is drawn
 * anew so that nobody can send words that collide.
 *
 *   posting   2 * (documents left out) + (more follows); then 2 * (frequency - 1) + (in the
 *             subject); then times in the subject less one
 *   position  as segment_layout.h says, not packed */
#include "search/inverter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "base/utf8.h"

#define CHUNK_BITS  20
#define CHUNK       (1u << CHUNK_BITS)
#define LINK        4u
#define SLOTS_FIRST (1u << 12)
#define SLOTS_MOST  (1u << 31)
#define LEVELS      16u

/* Each about 1.6 times the one before: a fifth of the pool is room that nothing came for. */
static const uint16_t slice_sizes[LEVELS] = { 8, 12, 16, 24, 40, 64, 96, 160, 256, 416, 672, 1088,
	1760, 2848, 4096, 4096 };

static uint8_t *pool_at(const struct inverter *inverter, uint32_t address)
{
	return inverter->chunks[address >> CHUNK_BITS] + (address & (CHUNK - 1));
}

static uint32_t refuse(struct inverter *inverter)
{
	inverter->failed = true;
	return 0;
}

static bool add_chunk(struct inverter *inverter)
{
	uint32_t count = inverter->chunk_count;

	void *chunk;

	if (count == INVERTER_CHUNKS)
		return refuse(inverter);
	/* Mapped, so that what is freed is given back, whatever else the thread holds. */
	chunk = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (chunk == MAP_FAILED)
		return refuse(inverter);
	inverter->chunks[inverter->chunk_count++] = chunk;
	inverter->next = count << CHUNK_BITS;
	inverter->end = inverter->next + CHUNK;
	if (count == 0)
		inverter->next += LINK; /* address 0 is none */
	return true;
}

/* In one piece; 0 when refused. `size` is far below that of a chunk. */
static uint32_t pool_take(struct inverter *inverter, uint32_t size)
{
	uint32_t address;

	if (inverter->end - inverter->next < size && !add_chunk(inverter))
		return 0;
	address = inverter->next;
	inverter->next += size;
	return address;
}

/* --- lists --- */

static bool add_slice(
    struct inverter *inverter, struct slices *slices, struct term *term, unsigned shift)
{
	unsigned level = term->levels >> shift & (LEVELS - 1);
	uint32_t address;

	if (slices->first && level < LEVELS - 1)
		level++;
	address = pool_take(inverter, slice_sizes[level]);
	if (!address)
		return false;
	if (slices->first)
		memcpy(pool_at(inverter, slices->end), &address, LINK);
	else
		slices->first = address;
	slices->at = address;
	slices->end = address + slice_sizes[level] - LINK;
	term->levels = (uint8_t)((term->levels & ~((LEVELS - 1) << shift)) | level << shift);
	return true;
}

static void put_number(struct inverter *inverter, struct slices *slices, struct term *term,
    unsigned shift, uint32_t number)
{
	for (bool more = true; more; number >>= 7) {
		more = number >= 0x80;
		if (slices->at == slices->end && !add_slice(inverter, slices, term, shift))
			return;
		*pool_at(inverter, slices->at++) = (uint8_t)((number & 0x7f) | (more ? 0x80 : 0));
	}
}

static void put_posting(struct inverter *inverter, struct term *term)
{
	bool more = term->frequency > 1 || term->in_subject;

	put_number(inverter, &term->postings, term, 0, term->gap * 2 + more);
	if (more)
		put_number(inverter, &term->postings, term, 0,
		    (term->frequency - 1) * 2 + (term->in_subject > 0));
	if (term->in_subject)
		put_number(inverter, &term->postings, term, 0, term->in_subject - 1);
	term->occurrences += term->frequency;
}

static void begin_posting(struct inverter *inverter, struct term *term, uint32_t document)
{
	if (term->documents)
		put_posting(inverter, term);
	term->gap = term->documents ? document - term->document - 1 : document;
	term->document = document;
	term->documents++;
	term->frequency = term->in_subject = 0;
}

static bool is_at_hand(const struct term *term, uint32_t document)
{
	return term->documents && term->document == document;
}

static void add_word(struct inverter *inverter, uint32_t number, uint32_t document,
    uint32_t position, bool in_subject)
{
	struct term *term = inverter_term(inverter, number);
	uint32_t place = position;

	if (is_at_hand(term, document))
		place -= term->position + 1;
	else
		begin_posting(inverter, term, document);
	term->frequency++;
	term->in_subject += in_subject;
	term->position = position;
	put_number(inverter, &term->positions, term, 4, place);
}

void inverter_posting(struct inverter *inverter, uint32_t number, uint32_t document,
    uint32_t frequency, uint32_t in_subject)
{
	struct term *term = inverter_term(inverter, number);

	if (is_at_hand(term, document))
		return;
	begin_posting(inverter, term, document);
	term->frequency = frequency;
	term->in_subject = in_subject;
}

void inverter_flush(struct inverter *inverter)
{
	for (; inverter->flushed < inverter->term_count; inverter->flushed++) {
		struct term *term = inverter_term(inverter, inverter->flushed);

		if (term->documents)
			put_posting(inverter, term);
	}
}

static void enter_slice(struct slice_reader *reader, uint32_t address)
{
	uint32_t size = slice_sizes[reader->level] - LINK;

	reader->at = pool_at(reader->inverter, address);
	reader->end = reader->at + size;
	reader->link = address + size;
}

void slice_reader_begin(
    struct slice_reader *reader, const struct inverter *inverter, const struct slices *slices)
{
	*reader = (struct slice_reader){ .inverter = inverter };
	if (slices->first)
		enter_slice(reader, slices->first);
}

void slice_reader_next(struct slice_reader *reader)
{
	uint32_t address;

	memcpy(&address, pool_at(reader->inverter, reader->link), LINK);
	reader->level += reader->level < LEVELS - 1;
	enter_slice(reader, address);
}

void posting_begin(
    struct posting *posting, const struct inverter *inverter, const struct term *term)
{
	*posting = (struct posting){ .left = term->documents, .document = UINT32_MAX };
	slice_reader_begin(&posting->reader, inverter, &term->postings);
}

/* --- terms --- */

/* Eight bytes at a time, each multiplied to twice the width and folded (as mum and wyhash do). */
static uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 Wide;
	Wide product = (Wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Fewer than eight bytes as a number; with the length no two are alike. */
static uint64_t part_of(const char *at, size_t len)
{
	uint32_t first = 0, last = 0;

	if (len >= sizeof first) {
		memcpy(&first, at, sizeof first);
		memcpy(&last, at + len - sizeof last, sizeof last);
	} else if (len) {
		first = (uint8_t)at[0] | (uint32_t)(uint8_t)at[len / 2] << 8;
		last = (uint8_t)at[len - 1];
	}
	return (uint64_t)first << 32 | last;
}

static uint64_t hash_of(const struct inverter *inverter, enum space space, Text key)
{
	uint64_t hash = inverter->seed ^ ((uint64_t)key.len << 8 | space), part;

	for (; key.len >= sizeof part; key.at += sizeof part, key.len -= sizeof part) {
		memcpy(&part, key.at, sizeof part);
		hash = mix(hash ^ part, 0x9FB21C651E98DF25u);
	}
	hash = mix(hash ^ part_of(key.at, key.len), 0xD6E8FEB86659FD93u);
	return hash ^ hash >> 32;
}

Text inverter_key(const struct inverter *inverter, const struct term *term)
{
	return (Text){ (const char *)pool_at(inverter, term->key), term->length };
}

/* Most words are short: a call of memcmp would cost more than what it does. */
static bool same_bytes(const char *a, const char *b, size_t len)
{
	for (uint64_t x, y; len > sizeof x; a += sizeof x, b += sizeof y, len -= sizeof x) {
		memcpy(&x, a, sizeof x);
		memcpy(&y, b, sizeof y);
		if (x != y)
			return false;
	}
	if (len == sizeof(uint64_t))
		return memcmp(a, b, sizeof(uint64_t)) == 0;
	return part_of(a, len) == part_of(b, len);
}

static bool is_term(
    const struct inverter *inverter, const struct term *term, enum space space, Text key)
{
	return term->space == space && term->length == key.len &&
	    same_bytes((const char *)pool_at(inverter, term->key), key.at, key.len);
}

/* Where the term is, or where it goes. There are slots. */
static uint64_t *slot_of(const struct inverter *inverter, uint64_t hash, enum space space, Text key)
{
	uint32_t mask = inverter->slot_count - 1, at = (uint32_t)hash & mask;

	for (uint64_t slot; (slot = inverter->slots[at]) != 0; at = (at + 1) & mask)
		if (slot >> 32 == hash >> 32 &&
		    is_term(inverter, inverter_term(inverter, (uint32_t)slot - 1), space, key))
			break;
	return &inverter->slots[at];
}

/* Twice the slots. The lower half of a hash is not kept: it is made again from the key. */
static bool more_slots(struct inverter *inverter)
{
	uint32_t count = inverter->slot_count ? inverter->slot_count * 2 : SLOTS_FIRST;
	uint64_t *slots = count < SLOTS_MOST ? calloc(count, sizeof *slots) : NULL;

	if (!slots)
		return refuse(inverter);
	if (!inverter->slots && getrandom(&inverter->seed, sizeof inverter->seed, 0) < 0)
		inverter->seed = (uintptr_t)slots;
	free(inverter->slots);
	inverter->slots = slots;
	inverter->slot_count = count;
	for (uint32_t i = 0; i < inverter->term_count; i++) {
		const struct term *term = inverter_term(inverter, i);
		uint64_t hash =
		    hash_of(inverter, (enum space)term->space, inverter_key(inverter, term));
		uint32_t at = (uint32_t)hash & (count - 1);

		while (slots[at])
			at = (at + 1) & (count - 1);
		slots[at] = (hash >> 32 << 32) | (i + 1);
	}
	return true;
}

static bool more_terms(struct inverter *inverter)
{
	uint32_t blocks = inverter->term_count / TERMS_A_BLOCK;
	struct term *block;

	if (inverter->term_count % TERMS_A_BLOCK)
		return true;
	if (blocks == inverter->block_room) {
		uint32_t room = blocks ? blocks * 2 : 64;
		struct term **moved = realloc(inverter->blocks, room * sizeof *moved);

		if (!moved)
			return refuse(inverter);
		inverter->blocks = moved;
		inverter->block_room = room;
	}
	block = aligned_alloc(_Alignof(struct term), TERMS_A_BLOCK * sizeof *block);
	if (!block)
		return refuse(inverter);
	inverter->blocks[blocks] = block;
	return true;
}

static uint32_t add_term(
    struct inverter *inverter, uint64_t *slot, uint64_t hash, enum space space, Text key)
{
	uint32_t number = inverter->term_count;
	uint32_t address = pool_take(inverter, (uint32_t)key.len);

	if (!address || !more_terms(inverter))
		return TERM_NONE;
	if (key.len)
		memcpy(pool_at(inverter, address), key.at, key.len);
	*inverter_term(inverter, number) =
	    (struct term){ .key = address, .length = (uint16_t)key.len, .space = (uint8_t)space };
	inverter->term_count++;
	*slot = (hash >> 32 << 32) | inverter->term_count;
	return number;
}

static Text cut(Text text)
{
	return text.len > TERM_KEY_LIMIT ? utf8_head(text, TERM_KEY_LIMIT) : text;
}

void inverter_close(struct inverter *inverter)
{
	inverter_flush(inverter);
	free(inverter->slots);
	inverter->slots = NULL;
	inverter->slot_count = 0;
}

uint32_t inverter_find(const struct inverter *inverter, enum space space, Text key)
{
	uint64_t *slot;

	if (!inverter->slot_count)
		return TERM_NONE;
	key = cut(key);
	slot = slot_of(inverter, hash_of(inverter, space, key), space, key);
	return *slot ? (uint32_t)*slot - 1 : TERM_NONE;
}

static uint32_t take(struct inverter *inverter, uint64_t hash, enum space space, Text key)
{
	uint64_t *slot = slot_of(inverter, hash, space, key);

	return *slot ? (uint32_t)*slot - 1 : add_term(inverter, slot, hash, space, key);
}

static bool has_slots(struct inverter *inverter, uint32_t more)
{
	return inverter->term_count + more <= inverter->slot_count / 2 || more_slots(inverter);
}

uint32_t inverter_take(struct inverter *inverter, enum space space, Text key)
{
	if (!has_slots(inverter, 1))
		return TERM_NONE;
	key = cut(key);
	return take(inverter, hash_of(inverter, space, key), space, key);
}

/* --- words --- */

/* A word costs four misses of the cache, each knowing the next: its slot, its term, its key, the
 * end of its list. Step by step for all of them they overlap. What is looked at ahead is a guess.
 */
static void look_ahead(const struct inverter *inverter, const uint64_t *hashes, uint32_t count)
{
	const struct term *terms[WORDS_AT_ONCE];
	uint32_t mask = inverter->slot_count - 1;

	for (uint32_t i = 0; i < count; i++) {
		uint64_t slot = inverter->slots[(uint32_t)hashes[i] & mask];

		terms[i] = slot ? inverter_term(inverter, (uint32_t)slot - 1) : NULL;
		if (terms[i])
			__builtin_prefetch(terms[i], 1);
	}
	for (uint32_t i = 0; i < count; i++)
		if (terms[i]) {
			__builtin_prefetch(pool_at(inverter, terms[i]->key));
			if (terms[i]->positions.first)
				__builtin_prefetch(pool_at(inverter, terms[i]->positions.at), 1);
		}
}

bool inverter_words(struct inverter *inverter, const Text *words, uint32_t count, uint32_t document,
    uint32_t position, bool in_subject)
{
	uint64_t hashes[WORDS_AT_ONCE];

	if (!has_slots(inverter, count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		hashes[i] = hash_of(inverter, SPACE_WORD, cut(words[i]));
		__builtin_prefetch(
		    &inverter->slots[(uint32_t)hashes[i] & (inverter->slot_count - 1)]);
	}
	look_ahead(inverter, hashes, count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = take(inverter, hashes[i], SPACE_WORD, cut(words[i]));

		if (number == TERM_NONE)
			return false;
		add_word(inverter, number, document, position + i, in_subject);
	}
	return !inverter->failed;
}

/* --- values --- */

Text inverter_label(const struct inverter *inverter, const struct term *term)
{
	const uint8_t *at = term->label ? pool_at(inverter, term->label) : NULL;
	uint16_t len;

	if (!at)
		return (Text){ NULL, 0 };
	memcpy(&len, at, sizeof len);
	return (Text){ (const char *)at + sizeof len, len };
}

static uint32_t keep_label(struct inverter *inverter, Text label)
{
	uint16_t len = (uint16_t)label.len;
	uint32_t address = pool_take(inverter, sizeof len + len);

	if (address) {
		memcpy(pool_at(inverter, address), &len, sizeof len);
		memcpy(pool_at(inverter, address) + sizeof len, label.at, len);
	}
	return address;
}

void inverter_value(
    struct inverter *inverter, enum space space, Text value, Text label, uint32_t document)
{
	uint32_t number = inverter_take(inverter, space, value);
	struct term *term;

	if (number == TERM_NONE)
		return;
	term = inverter_term(inverter, number);
	if (!term->documents && label.len)
		term->label = keep_label(inverter, cut(label));
	inverter_posting(inverter, number, document, 1, 0);
}

void inverter_end(struct inverter *inverter)
{
	uint32_t blocks = (inverter->term_count + TERMS_A_BLOCK - 1) / TERMS_A_BLOCK;

	for (uint32_t i = 0; i < blocks; i++)
		free(inverter->blocks[i]);
	for (uint32_t i = 0; i < inverter->chunk_count; i++)
		munmap(inverter->chunks[i], CHUNK);
	free(inverter->blocks);
	free(inverter->slots);
	*inverter = (struct inverter){ 0 };
}
