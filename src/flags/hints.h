/* Hints: words that must stand near a match, all looked for in one pass, so that a pattern is tried
 * only where it has a chance. The pass goes from word to word, 64 bytes at a time, looks up its
 * first three letters (either case alike) and compares only where some hint begins so. */
#ifndef FLAGS_HINTS_H
#define FLAGS_HINTS_H

#include "base/arena.h"

#define HINT_TRIPLES (1u << 15)

struct hint {
	Text word;
	bool open;     /* a word may go on behind it */
	uint32_t next; /* with the same first three bytes: index + 1, 0 ends */
	uint16_t rule;
};

struct hints {
	uint64_t bits[HINT_TRIPLES / 64]; /* some hint begins so */
	uint32_t first[HINT_TRIPLES];     /* index + 1 */
	ARRAY(struct hint) hints;         /* words */
	struct {
		char sign;
		uint16_t rule;
	} signs[32];
	uint32_t sign_count;
	bool digits;
};

/* Whether it can be a hint: one sign, or a letter and at least two bytes more, found as a whole
 * word; with a '*' at its end (not counted) also at the head of a longer one. */
bool hint_fits(Text written);
/* Adds one that fits. False for too many signs and for want of memory. */
bool hints_add(struct hints *hints, Text written, uint16_t rule, struct arena *arena);

/* `start` and `length` of the hint in the text. */
typedef void hint_found(void *context, uint16_t rule, uint32_t start, uint32_t length);
/* Calls for each hint in text[from..to), each kind of hint in order of the text. */
void hints_find(const struct hints *hints, Text text, uint32_t from, uint32_t to, hint_found *found,
    void *context);

/* Stretches of at least DIGITS_LEAST digits with at most two other signs between two of them. */
#define DIGITS_LEAST 7
typedef void digits_found(void *context, uint32_t start, uint32_t length, uint32_t digits);
void digits_find(Text text, uint32_t from, uint32_t to, digits_found *found, void *context);

#endif
