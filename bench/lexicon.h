/* Lexicon: some 300,000 words, the English function words in front, the rest invented, drawn by
 * Zipf and Mandelbrot's law; and topics, which draw some of them more often. The lexicon is the
 * same for every seed of a collection. */
#ifndef BENCH_LEXICON_H
#define BENCH_LEXICON_H

#include "bench/chance.h"

#define LEXICON_WORDS 300000

struct word {
	char bytes[15]; /* lower case letters */
	uint8_t len;
};

struct lexicon {
	struct word *words; /* by rank */
	uint32_t functions; /* how many of them are function words */
	struct odds odds, topic_odds;
};

/* In the arena; false when memory is out. */
bool lexicon_make(struct lexicon *lexicon, struct arena *arena);

/* A word by the law: its rank. */
static inline uint32_t lexicon_draw(const struct lexicon *lexicon, struct chance *chance)
{
	return odds_draw(&lexicon->odds, chance);
}
/* A word of a topic: one of 256, some of them much more often than others. */
uint32_t lexicon_draw_topic(const struct lexicon *lexicon, struct chance *chance, uint32_t topic);

#endif
