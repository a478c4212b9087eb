/* Inverter: what one lane of a segment writer has added, term by term, in memory: in which
 * documents, how often, where. One thread at a time. About 1.3 bytes an occurrence, 3 a document of
 * a term, 90 a term. */
#ifndef SEARCH_INVERTER_H
#define SEARCH_INVERTER_H

#include "search/bytes.h"
#include "search/segment_layout.h"

#define TERM_NONE       UINT32_MAX
#define INVERTER_CHUNKS 4095 /* of 1 MiB: an address has 32 bits */

/* A list of bytes in slices of the pool, each linked to a larger one. Addresses; `at` is where the
 * next byte goes, `end` the link of the last slice. */
struct slices {
	uint32_t first, at, end;
};

/* One line of the cache: every word read touches one. */
struct term {
	_Alignas(64) uint32_t key;
	uint32_t label; /* 0: none */
	uint16_t length;
	uint8_t space, levels; /* of the last slices: low half postings, high half positions */
	uint32_t documents;    /* with the one at hand, which is not in `postings` yet */
	uint32_t document, gap, frequency, in_subject, position;
	uint32_t occurrences; /* in the documents before the one at hand */
	struct slices postings, positions;
};

struct inverter {
	uint8_t *chunks[INVERTER_CHUNKS];
	uint32_t chunk_count, next, end; /* addresses: free from `next` to `end` */
	struct term **blocks;
	uint32_t block_room, term_count, flushed;
	uint64_t *slots; /* upper half of the hash, then number + 1; 0: free */
	uint32_t slot_count;
	uint64_t seed;
	bool failed; /* latched: memory, or the 4 GiB of the pool, ran out */
};

/* A zeroed inverter is empty; _end makes it so again. */
void inverter_end(struct inverter *inverter);

/* The number of the term, TERM_NONE when it is not there (_take: when memory is out). Keys are cut
 * at TERM_KEY_LIMIT. */
uint32_t inverter_find(const struct inverter *inverter, enum space space, Text key);
uint32_t inverter_take(struct inverter *inverter, enum space space, Text key);

/* Words at the positions from `position` on, at most WORDS_AT_ONCE. Documents of a term rise, and
 * positions within one. False when memory is out. */
#define WORDS_AT_ONCE 32
bool inverter_words(struct inverter *inverter, const Text *words, uint32_t count, uint32_t document,
    uint32_t position, bool in_subject);
/* A document of a term without positions; those the document at hand has already are left out. */
void inverter_posting(struct inverter *inverter, uint32_t number, uint32_t document,
    uint32_t frequency, uint32_t in_subject);
/* A value, with the label of the first that came. */
void inverter_value(
    struct inverter *inverter, enum space space, Text value, Text label, uint32_t document);
/* Writes the documents at hand. After it no term may get another one; new terms may come. */
void inverter_flush(struct inverter *inverter);
/* The same, and no term is looked for any more: the table is given back. */
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
void slice_reader_begin(
    struct slice_reader *reader, const struct inverter *inverter, const struct slices *slices);
void slice_reader_next(struct slice_reader *reader);

/* There is one: how many there are the term says. Positions come as the layout wants them, document
 * by document. */
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

/* The postings of a term, one after the other. */
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
