/* index-NNNNNN.seg, version 2: the index of the records of records-NNNNNN.db, document n (from 0)
 * being its row n + 1, so documents are in order of created (unknown first), then id. Written once
 * (segment_writer.c), mapped and read where it lies (segment.c). Numbers are little-endian;
 * sections start at multiples of 64 bytes, zero-filled between; the same records give the same
 * bytes (I5).
 *
 *   header       struct segment_header, SEGMENT_SECTIONS times { u64 offset, u64 size }
 *
 *   DICTIONARY   terms in order of their keys by byte; a key is one byte that names the space it
 *                is of (enum space), then its text. Blocks of DICTIONARY_BLOCK terms. A block
 *                begins with five varints of 64 bits: where the postings, positions, skips,
 *                bitmaps of its first term begin (bytes into the section; skips and bitmaps:
 *                counted in entries), and the number of its first term. Then for each term
 *                varints: bytes shared with the key before (0 for the first), bytes of the rest,
 *                the rest itself, 2 * documents + (has a bitmap), bytes of postings, bytes of
 *                positions (0: none are kept).
 *   HEADS        u32 offset of each block of DICTIONARY
 *   POSTINGS     of each term: documents / PACK_BLOCK packed blocks, then the rest as varints. A
 *                packed block: differences of document numbers (from the last one of the block
 *                before, less one; the very first from -1), frequencies less one, then one byte:
 *                how many documents have the word in the subject too, and for each of them a byte
 *                (its place in the block) and a varint (times less one). The rest, for each
 *                document: varint difference less one, varint 2 * (frequency - 1) + (in the
 *                subject), and when it is there a varint: times in the subject less one.
 *   SKIPS        struct skip for each packed block of each term
 *   POSITIONS    of words: all occurrences, document by document; within one the first as it is,
 *                the others as difference to the one before less one. Packed by 128 without regard
 *                to documents, the rest as varints. A position is the number of the word in its
 *                document, passages in order, the subject first; between two passages one number
 *                is left out.
 *   BITMAPS      of terms that at least one in BITMAP_SHARE documents has: (documents + 63) / 64
 *                words
 *   LENGTHS      u8 length_code of the words of each document
 *   SUBJECTS     u16 words in the subject of each document (more counts as 65535)
 *   PASSAGES     u32 offset for each document and one more, from behind them; then varints: for
 *                each passage but the first its first position, as difference to that of the one
 *                before
 *   CREATED      i64 seconds of each document; unknown: INT64_MIN
 *   RELEASED     the same
 *   PRECISIONS   u8 for each document: 16 * that of created + that of released (base/clock.h)
 *   BY_ID        u32 documents in order of their ids in lower case, then of the ids as they are
 *   TEXTS        u32 offset for each document and one more, from behind them; then for each:
 *                varint length of the id, id, title
 *   COLUMNS      one for each facet, in its order, each 64-aligned from the section's start: u32
 *                count of values (at most COLUMN_NONE; what is beyond, by byte, is left out), u32
 *                form, u32 entries, u32 bytes of the values that follow. Values in order by byte:
 *                varint length, value, varint length, label. Then, 64-aligned again, by form:
 *                FORM_RUNS    entries times { u32 first document, u32 value or COLUMN_NONE }, to
 *                             the next one's first document, the first from 0
 *                FORM_SINGLE  u16 value of each document or COLUMN_NONE (entries: documents)
 *                FORM_MANY    u32 start for each document and one more, then u16 values (entries
 *                             of them), ascending in a document
 *                The documents that have a value are also a term in the facet's space, its key the
 *                value as it is.
 *   SKETCHES     of each document the smallest hashes of its wording (sketch.h), in order of hash,
 *                then of document: u32 hashes, as many u16 documents, then for each document u8
 *                how many of them are its own
 *
 * What is in a space: words folded (words.h); pairs of head words side by side in one passage as
 * "one two", no positions: a head word is one that at least one in HEAD_SHARE documents has, at
 * most HEADS_MOST, the most frequent first (a pair whose key would be over TERM_KEY_LIMIT is left
 * out); facet values as they are; of all others the value in lower case (ASCII). A tag that is not
 * written as the code it is read as stands in lower case, too, behind that code and a tab. */
#ifndef SEARCH_SEGMENT_LAYOUT_H
#define SEARCH_SEGMENT_LAYOUT_H

#include <stdint.h>

#define SEGMENT_MAGIC     "CHNINDEX"
#define SEGMENT_VERSION   2
#define SEGMENT_DOCUMENTS 65536u /* most documents of a segment: a set of them is 8 kB */
#define DICTIONARY_BLOCK  16
#define BITMAP_SHARE      8
#define HEAD_SHARE        5
#define HEADS_MOST        256
#define TERM_KEY_LIMIT    1024u /* bytes; longer words and values are cut at a code point */
#define COLUMN_NONE       0xffffu

/* name, byte */
#define SPACES(X) \
	X(ALIAS, 'a') \
	X(CAPTION, 'c') \
	X(FROM, 'f')      /* addressee as written */ \
	X(FROM_POST, 'g') /* slug of the post */ \
	X(HAS, 'h') \
	X(CITES, 'i') \
	X(KIND, 'k') \
	X(COUNTRY, 'l') \
	X(MONTH, 'm') \
	X(WRITTEN, 'n') /* "KTIP\tktiip": a tag that was spelt otherwise than its code */ \
	X(ORIGIN, 'o') \
	X(PAIR, 'p') \
	X(RELEASED, 'r') \
	X(SPELLING, 's') /* of a tag: codes, as written, names of person tags */ \
	X(TAG, 't') \
	X(TO, 'u') \
	X(TO_POST, 'v') \
	X(WORD, 'w') \
	X(CLASSIFICATION, 'x') \
	X(YEAR, 'y')

#define SPACE_ENUM(name, byte) SPACE_##name = byte,
enum space { SPACES(SPACE_ENUM) };
#undef SPACE_ENUM

enum section {
	SECTION_DICTIONARY,
	SECTION_HEADS,
	SECTION_POSTINGS,
	SECTION_SKIPS,
	SECTION_POSITIONS,
	SECTION_BITMAPS,
	SECTION_LENGTHS,
	SECTION_SUBJECTS,
	SECTION_PASSAGES,
	SECTION_CREATED,
	SECTION_RELEASED,
	SECTION_PRECISIONS,
	SECTION_BY_ID,
	SECTION_TEXTS,
	SECTION_COLUMNS,
	SECTION_SKETCHES,
	SEGMENT_SECTIONS
};

struct segment_header {
	char magic[8];
	uint32_t version, documents;
	uint64_t words; /* of all documents */
	uint64_t terms;
	uint64_t size; /* of the file */
	struct {
		uint64_t offset, size;
	} sections[SEGMENT_SECTIONS];
};

/* Of a packed block. `bound`: no document of it has a score_share above bound / 255 with this
 * segment's own words and documents. */
struct skip {
	uint32_t postings;         /* bytes into the term's postings */
	uint32_t positions;        /* bytes into its positions: the packed block of the first one */
	uint32_t positions_before; /* occurrences in the documents before */
	uint16_t last;             /* document */
	uint8_t bound, zero;
};

enum form { FORM_RUNS, FORM_SINGLE, FORM_MANY };

#endif
