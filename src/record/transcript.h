/* Transcript: the text that was read out of a source (UTF-8, LF, no NUL: I7), with the way back to
 * the bytes it came from (I2). Where nothing was decoded or replaced the two are the same bytes. */
#ifndef RECORD_TRANSCRIPT_H
#define RECORD_TRANSCRIPT_H

#include "base/arena.h"
#include "base/error.h"

/* A piece of a transcript: byte offset and length. */
typedef struct {
	uint32_t start, length;
} Span;

/* A value and the place it was read from. The value may differ from the bytes there (joined lines,
 * upper case); an absent field has length 0 and text.at NULL. */
typedef struct {
	Text text;
	Span span;
} Field;

/* From text offset `at` on, source offset = text offset + `shift`. */
struct shift {
	uint32_t at;
	int32_t shift;
};

struct transcript {
	Text text;                  /* at most RECORD_LIMIT bytes */
	ARRAY(struct shift) shifts; /* in order of `at`; empty = same offsets as the source */
	ARRAY(uint32_t) lines;      /* offset at which each line begins; lines.items[0] == 0 */
};

#define RECORD_LIMIT (16u << 20) /* bytes of one record (design, section 9) */
#define LINE_LIMIT   (1u << 20)  /* bytes of one line */

/* What transcript_of had to replace. */
struct repairs {
	uint32_t bad_bytes, nuls, carriage_returns;
	uint32_t first_bad; /* source offset of the first bad byte, when bad_bytes > 0 */
	uint32_t first_nul;
};

/* Reads source bytes as UTF-8: a bad byte and a NUL become U+FFFD, CR LF and a lone CR become LF.
 * Clean input is borrowed, not copied. FAULT_TOO_LARGE over RECORD_LIMIT or LINE_LIMIT. */
enum fault transcript_of(Text source, struct arena *arena, struct transcript *transcript,
    struct repairs *repairs, struct error *err);

/* Finds the lines of transcript->text anew, for a text that is read back. FAULT_NO_MEMORY. */
enum fault transcript_index(struct transcript *transcript, struct arena *arena, struct error *err);

/* The line (from 1) that holds the text offset `at`; cost O(log lines). */
uint32_t transcript_line(const struct transcript *transcript, uint32_t at);
/* The column (from 1, in bytes) of `at` in its line. */
uint32_t transcript_column(const struct transcript *transcript, uint32_t at);
/* Line `number` (from 1) without its LF; empty beyond the end. */
Text transcript_get_line(const struct transcript *transcript, uint32_t number);
uint32_t transcript_source_offset(const struct transcript *transcript, uint32_t at);
/* The span of `part`, a slice of transcript->text; zero for a slice that is not. */
Span transcript_span(const struct transcript *transcript, Text part);
/* The slice that `span` names; clamped. */
Text transcript_slice(const struct transcript *transcript, Span span);
/* `part` (a slice of the transcript) as a field. */
Field transcript_field(const struct transcript *transcript, Text part);

#endif
