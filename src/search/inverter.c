/* Terms in blocks that never move, found by open addressing. Most words of a document come again in
 * it: they are heard first, in a table of the document's own, so that the large one, where each
 * look is a miss of the cache, is asked once for each. Numbers follow the order of adding; nothing
 * that is written follows the hash, whose seed is drawn anew so that nobody can send words that
 * collide. */
#include "search/inverter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/utf8.h"
#include "search/hash.h"
#include "search/inverter_lists.h"

#define SLOTS_FIRST (1u << 12)
#define SLOTS_MOST  (1u << 31)
#define AT_ONCE     32u

static bool refuse(struct inverter *inverter)
{
	inverter->failed = true;
	return false;
}

static Text cut(Text text)
{
	return text.len > TERM_KEY_LIMIT ? utf8_head(text, TERM_KEY_LIMIT) : text;
}

/* --- keys --- */

static uint64_t hash_of(const struct inverter *inverter, enum space space, Text key)
{
	return hash_text(inverter->seed ^ (uint64_t)space, key);
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
	return hash_part(a, len) == hash_part(b, len);
}

Text inverter_key(const struct inverter *inverter, const struct term *term)
{
	return (Text){ term->length <= KEY_INSIDE
		    ? term->key.inside
		    : (const char *)pool_at(inverter, term->key.address),
		term->length };
}

/* --- the table --- */

static bool is_term(
    const struct inverter *inverter, const struct term *term, enum space space, Text key)
{
	return term->space == space && term->length == key.len &&
	    same_bytes(inverter_key(inverter, term).at, key.at, key.len);
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

static bool keep_key(struct inverter *inverter, struct term *term, Text key)
{
	char *to = term->key.inside;
	uint32_t address;

	if (key.len > KEY_INSIDE) {
		address = pool_take(inverter, (uint32_t)key.len);
		if (!address)
			return false;
		term->key.address = address;
		to = (char *)pool_at(inverter, address);
	}
	if (key.len)
		memcpy(to, key.at, key.len);
	return true;
}

static uint32_t add_term(
    struct inverter *inverter, uint64_t *slot, uint64_t hash, enum space space, Text key)
{
	uint32_t number = inverter->term_count;
	struct term *term;

	if (!more_terms(inverter))
		return TERM_NONE;
	term = inverter_term(inverter, number);
	*term = (struct term){ .length = (uint16_t)key.len, .space = (uint8_t)space };
	if (!keep_key(inverter, term, key))
		return TERM_NONE;
	inverter->term_count++;
	*slot = (hash >> 32 << 32) | inverter->term_count;
	return number;
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

/* --- the words of a document --- */

static bool more_heard_slots(struct heard *heard)
{
	uint32_t count = heard->slot_count ? heard->slot_count * 2 : SLOTS_FIRST;
	uint64_t *slots = count < SLOTS_MOST ? calloc(count, sizeof *slots) : NULL;

	if (!slots)
		return false;
	free(heard->slots);
	heard->slots = slots;
	heard->slot_count = count;
	for (uint32_t i = 0; i < heard->word_count; i++) {
		struct heard_word *word = &heard->words[i];
		uint32_t at = (uint32_t)word->hash & (count - 1);

		while (slots[at])
			at = (at + 1) & (count - 1);
		slots[at] = (word->hash >> 32 << 32) | (i + 1);
		word->slot = at;
	}
	return true;
}

static bool more_room(void **items, uint32_t *room, size_t size)
{
	uint32_t more = *room ? *room * 2 : 1024;
	void *moved = more > *room ? realloc(*items, more * size) : NULL;

	if (!moved)
		return false;
	*items = moved;
	*room = more;
	return true;
}

static bool has_heard_room(struct heard *heard)
{
	return (heard->occurrence_count < heard->occurrence_room ||
		   more_room((void **)&heard->occurrences, &heard->occurrence_room,
		       sizeof *heard->occurrences)) &&
	    (heard->word_count < heard->word_room ||
		more_room((void **)&heard->words, &heard->word_room, sizeof *heard->words)) &&
	    (heard->word_count < heard->slot_count / 2 || more_heard_slots(heard));
}

static Text heard_key(const struct heard *heard, const struct heard_word *word)
{
	return (Text){ (const char *)heard->keys.at + word->key, word->length };
}

static struct heard_word *find_heard(
    const struct heard *heard, uint64_t hash, Text key, uint32_t *place)
{
	uint32_t mask = heard->slot_count - 1, at = (uint32_t)hash & mask;

	for (uint64_t slot; (slot = heard->slots[at]) != 0; at = (at + 1) & mask) {
		struct heard_word *word;

		if (slot >> 32 != hash >> 32)
			continue;
		word = &heard->words[(uint32_t)slot - 1];
		if (word->hash == hash && word->length == key.len &&
		    same_bytes(heard_key(heard, word).at, key.at, key.len))
			return word;
	}
	*place = at;
	return NULL;
}

static struct heard_word *add_heard(struct heard *heard, uint64_t hash, Text key, uint32_t place)
{
	struct heard_word *word = &heard->words[heard->word_count++];

	*word = (struct heard_word){ .hash = hash,
		.key = heard->keys.len,
		.slot = place,
		.length = (uint32_t)key.len,
		.first = heard->occurrence_count };
	bytes_put(&heard->keys, key.at, key.len);
	heard->slots[place] = (hash >> 32 << 32) | heard->word_count;
	return word;
}

bool inverter_hear(struct inverter *inverter, Text text, uint32_t position, bool in_subject)
{
	struct heard *heard = &inverter->heard;
	Text key = cut(text);
	struct heard_word *word;
	uint64_t hash;
	uint32_t place;

	if ((!inverter->slots && !more_slots(inverter)) || !has_heard_room(heard))
		return refuse(inverter);
	hash = hash_of(inverter, SPACE_WORD, key);
	word = find_heard(heard, hash, key, &place);
	if (word)
		heard->occurrences[word->last].next = heard->occurrence_count;
	else
		word = add_heard(heard, hash, key, place);
	word->last = heard->occurrence_count;
	word->count++;
	word->in_subject += in_subject;
	heard->occurrences[heard->occurrence_count++].position = position;
	return !heard->keys.failed;
}

static void put_word(
    struct inverter *inverter, struct term *term, uint32_t document, const struct heard_word *word)
{
	const struct occurrence *occurrence = &inverter->heard.occurrences[word->first];
	struct list_writer writer;
	uint32_t position = UINT32_MAX;

	list_begin(&writer, inverter, term, document, word->count, word->in_subject);
	for (uint32_t left = word->count; left; left--) {
		list_number(&writer, occurrence->position - position - 1);
		position = occurrence->position;
		if (left > 1)
			occurrence = &inverter->heard.occurrences[occurrence->next];
	}
	list_flush(&writer);
}

/* A word costs three misses of the cache, each knowing the next: its slot, its term, the end of its
 * list. Step by step for some of them they overlap. What is found is a guess. */
static void look_ahead(const struct inverter *inverter, const struct heard_word *words,
    uint32_t count, struct term **terms)
{
	uint32_t mask = inverter->slot_count - 1;

	for (uint32_t i = 0; i < count; i++)
		__builtin_prefetch(&inverter->slots[(uint32_t)words[i].hash & mask]);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = (uint32_t)words[i].hash & mask;
		uint64_t slot = inverter->slots[at];

		if (slot && slot >> 32 != words[i].hash >> 32)
			slot = inverter->slots[(at + 1) & mask];
		terms[i] = slot ? inverter_term(inverter, (uint32_t)slot - 1) : NULL;
		if (terms[i])
			__builtin_prefetch(terms[i], 1);
	}
	for (uint32_t i = 0; i < count; i++)
		if (terms[i] && terms[i]->list.first)
			__builtin_prefetch(pool_at(inverter, terms[i]->list.at), 1);
}

static bool put_words(struct inverter *inverter, uint32_t document, uint32_t first, uint32_t count)
{
	const struct heard *heard = &inverter->heard;
	const struct heard_word *words = &heard->words[first];
	struct term *terms[AT_ONCE];

	look_ahead(inverter, words, count, terms);
	for (uint32_t i = 0; i < count; i++) {
		Text key = heard_key(heard, &words[i]);

		if (!terms[i] || !is_term(inverter, terms[i], SPACE_WORD, key)) {
			uint32_t number = take(inverter, words[i].hash, SPACE_WORD, key);

			if (number == TERM_NONE)
				return false;
			terms[i] = inverter_term(inverter, number);
		}
		put_word(inverter, terms[i], document, &words[i]);
	}
	return true;
}

bool inverter_document(struct inverter *inverter, uint32_t document)
{
	struct heard *heard = &inverter->heard;
	bool kept = has_slots(inverter, heard->word_count);

	for (uint32_t i = 0; kept && i < heard->word_count; i += AT_ONCE) {
		uint32_t left = heard->word_count - i;

		kept = put_words(inverter, document, i, left < AT_ONCE ? left : AT_ONCE);
	}
	for (uint32_t i = 0; i < heard->word_count; i++)
		heard->slots[heard->words[i].slot] = 0;
	heard->word_count = heard->occurrence_count = 0;
	heard->keys.len = 0;
	return kept && !inverter->failed;
}

/* --- values --- */

void inverter_posting(struct inverter *inverter, uint32_t number, uint32_t document,
    uint32_t frequency, uint32_t in_subject)
{
	struct term *term = inverter_term(inverter, number);
	struct list_writer writer;

	if (term->documents && term->document == document)
		return;
	list_begin(&writer, inverter, term, document, frequency, in_subject);
	list_flush(&writer);
}

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

/* --- the end --- */

void inverter_close(struct inverter *inverter)
{
	struct heard *heard = &inverter->heard;

	free(inverter->slots);
	free(heard->slots);
	free(heard->words);
	free(heard->occurrences);
	bytes_end(&heard->keys);
	*heard = (struct heard){ 0 };
	inverter->slots = NULL;
	inverter->slot_count = 0;
}

void inverter_end(struct inverter *inverter)
{
	uint32_t blocks = (inverter->term_count + TERMS_A_BLOCK - 1) / TERMS_A_BLOCK;

	inverter_close(inverter);
	for (uint32_t i = 0; i < blocks; i++)
		free(inverter->blocks[i]);
	free(inverter->blocks);
	pool_end(inverter);
	*inverter = (struct inverter){ 0 };
}
