/* Inverter: what one lane of a segment writer has added, term by term, in memory: in which
 * documents, how often, where. One thread at a time. About 1.3 bytes an occurrence, 2 a document of
 * a term, 90 a term. */
#ifndef SEARCH_INVERTER_H
#define SEARCH_INVERTER_H

#include "search/bytes.h"
#include "search/segment_layout.h"

#define TERM_NONE       UINT32_MAX
#define INVERTER_CHUNKS 4095 /* of 1 MiB: an address has 32 bits */
#define KEY_INSIDE      32   /* bytes of a key that need no room of their own */

/* A list of bytes in slices of the pool, each linked to a larger one. Addresses; `at` is where the
 * next byte goes, `end` the link of the last slice. */
struct slices {
	uint32_t first, at, end;
};

/* One line of the cache: every word of a document touches one. */
struct term {
	_Alignas(64) union {
		char inside[KEY_INSIDE];
		uint32_t address;
	} key;
	uint32_t label; /* 0: none */
	uint16_t length;
	uint8_t space, level;         /* of the last slice */
	uint32_t documents, document; /* the last one */
	uint32_t occurrences;
	struct slices list;
};
_Static_assert(sizeof(struct term) == 64, "a term is one line of the cache");

/* The words of the document at hand, each once, found by a table that stays in the cache. */
struct heard_word {
	uint64_t hash;
	size_t key; /* in `keys` */
	uint32_t slot;
	uint32_t length, count, in_subject;
	uint32_t first, last; /* occurrences */
};
struct occurrence {
	uint32_t position, next;
};
struct heard {
	uint64_t *slots; /* as those of the inverter */
	uint32_t slot_count;
	struct heard_word *words;
	struct occurrence *occurrences;
	uint32_t word_count, word_room, occurrence_count, occurrence_room;
	struct bytes keys;
};

struct inverter {
	uint8_t *chunks[INVERTER_CHUNKS];
	uint32_t chunk_count, next, end; /* addresses: free from `next` to `end` */
	struct term **blocks;
	uint32_t block_room, term_count;
	uint64_t *slots; /* upper half of the hash, then number + 1; 0: free */
	uint32_t slot_count;
	uint64_t seed;
	struct heard heard;
	bool failed; /* latched: memory, or the 4 GiB of the pool, ran out */
};

/* A zeroed inverter is empty; _end makes it so again. */
void inverter_end(struct inverter *inverter);

/* The number of the term, TERM_NONE when it is not there (_take: when memory is out). Keys are cut
 * at TERM_KEY_LIMIT. */
uint32_t inverter_find(const struct inverter *inverter, enum space space, Text key);
uint32_t inverter_take(struct inverter *inverter, enum space space, Text key);

/* One more word of the document at hand; positions rise. False when memory is out. */
bool inverter_hear(struct inverter *inverter, Text word, uint32_t position, bool in_subject);
/* What was heard is a document's, and there is a new one at hand. Documents of a term rise. */
bool inverter_document(struct inverter *inverter, uint32_t document);
/* A document of a term without positions; what is said again of the last one is left out. */
void inverter_posting(struct inverter *inverter, uint32_t number, uint32_t document,
    uint32_t frequency, uint32_t in_subject);
/* A value, with the label of the first that came. */
void inverter_value(
    struct inverter *inverter, enum space space, Text value, Text label, uint32_t document);
/* No term is looked for any more: the tables are given back. */
void inverter_close(struct inverter *inverter);

#define TERMS_A_BLOCK 4096
static inline struct term *inverter_term(const struct inverter *inverter, uint32_t number)
{
	return &inverter->blocks[number / TERMS_A_BLOCK][number % TERMS_A_BLOCK];
}
Text inverter_key(const struct inverter *inverter, const struct term *term);
Text inverter_label(const struct inverter *inverter, const struct term *term);

/* Reads the numbers of a list where it lies. */
struct slice_reader {
	const struct inverter *inverter;
	const uint8_t *at, *end; /* in the slice */
	uint32_t link;           /* address of the link behind the slice */
	unsigned level;
};
void slice_reader_next(struct slice_reader *reader);

/* There is one: how many there are the term says. */
static inline uint32_t number_take(struct slice_reader *reader)
{
	uint32_t number = 0, byte;
	unsigned shift = 0;

	do {
		if (reader->at == reader->end)
			slice_reader_next(reader);
		byte = *reader->at++;
		number |= (byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return number;
}

/* The postings of a term, one after the other. Those of a word (SPACE_WORD) have as many positions
 * as their frequency, as the layout wants them, to be taken from `reader` before the next one. */
struct posting {
	struct slice_reader reader;
	uint32_t left;
	uint32_t document, frequency, in_subject;
};
void posting_begin(
    struct posting *posting, const struct inverter *inverter, const struct term *term);
/* False at the end. */
static inline bool posting_next(struct posting *posting)
{
	uint32_t number;

	if (!posting->left)
		return false;
	posting->left--;
	number = number_take(&posting->reader);
	posting->document += (number >> 1) + 1;
	posting->frequency = 1;
	posting->in_subject = 0;
	if (number & 1) {
		number = number_take(&posting->reader);
		posting->frequency = (number >> 1) + 1;
		if (number & 1)
			posting->in_subject = number_take(&posting->reader) + 1;
	}
	return true;
}

#endif
