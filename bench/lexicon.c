/* The same words in the same ranks for every seed: invented from syllables, each once. */
#include "bench/lexicon.h"

#include <string.h>

#define SEEN_ROOM   (1u << 20)
#define TOPIC_WORDS 256
/* Weight of rank r: (r + 1.5)^-1.1, in units that leave the last word a weight of some thousands.
 */
#define LAW_EXPONENT_NUMERATOR   11
#define LAW_EXPONENT_DENOMINATOR 10

static const char functions[] =
    "the of to and in a that for is on said with as he by was not be at has are had from an will it "
    "his but have this would their which they been who or its were also more if than about all new "
    "should up other could out one between no we our so such after may there can any these both "
    "during many while some since over government two into only most only under through within "
    "against when however first what because before now further including them him himself those "
    "well still even minister very despite without each being here last made make support like "
    "country officials ambassador president security political international local foreign her she "
    "where whether per told noted added must did does do too three several few same own next "
    "another according among until toward around how then just less back much though down "
    "itself themselves own yet often whose us you";

/* Written out so that the letters come in the measure of English; repeats are weights. */
static const char *const onsets[] = { "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s",
	"t", "v", "w", "br", "cr", "dr", "gr", "pr", "tr", "st", "sp", "ch", "sh", "th", "pl", "cl",
	"s", "t", "r", "m", "n", "d", "p", "l", "k", "j", "qu", "str" };
static const char *const nuclei[] = { "a", "e", "i", "o", "u", "e", "a", "i", "o", "e", "ai", "ea",
	"ou", "io", "ee", "y" };
static const char *const codas[] = { "", "", "", "", "", "n", "r", "s", "t", "l", "d", "m", "nt",
	"st", "ng", "ck", "nd", "x", "p", "rs" };

#define PICK(chance, list) (list)[chance_below((chance), sizeof(list) / sizeof *(list))]

static void add_part(struct word *word, const char *part)
{
	for (; *part && word->len < sizeof word->bytes - 1; part++)
		word->bytes[word->len++] = *part;
}

static struct word invent(struct chance *chance, uint32_t rank)
{
	/* Frequent words are short. */
	uint32_t syllables = rank < 1500 ? 1 + chance_below(chance, 2)
	    : rank < 30000               ? 2
					 : 2 + chance_below(chance, 2);
	struct word word = { 0 };

	for (uint32_t i = 0; i < syllables; i++) {
		add_part(&word, PICK(chance, onsets));
		add_part(&word, PICK(chance, nuclei));
		if (i == syllables - 1 || chance_below(chance, 4) == 0)
			add_part(&word, PICK(chance, codas));
	}
	return word;
}

/* False when the word is there already. */
static bool add_word(
    struct lexicon *lexicon, uint32_t *seen, uint32_t rank, const struct word *word)
{
	uint64_t hash = word->len;
	uint32_t at;

	if (word->len < 2 && rank >= lexicon->functions && lexicon->functions)
		return false;
	for (uint32_t i = 0; i < word->len; i++)
		hash = hash * 31 + (uint8_t)word->bytes[i];
	for (at = chance_mix(hash) % SEEN_ROOM; seen[at]; at = (at + 1) % SEEN_ROOM)
		if (memcmp(&lexicon->words[seen[at] - 1], word, sizeof *word) == 0)
			return false;
	seen[at] = rank + 1;
	lexicon->words[rank] = *word;
	return true;
}

static void add_all(struct lexicon *lexicon, uint32_t *seen)
{
	struct chance chance = { 0x1E71C0 };
	Text rest = text_of(functions);
	uint32_t rank = 0;

	for (Text text = text_cut_word(&rest); text.len; text = text_cut_word(&rest)) {
		struct word word = { .len = (uint8_t)text.len };

		memcpy(word.bytes, text.at, text.len);
		rank += add_word(lexicon, seen, rank, &word);
	}
	lexicon->functions = rank;
	while (rank < LEXICON_WORDS) {
		struct word word = invent(&chance, rank);

		rank += add_word(lexicon, seen, rank, &word);
	}
}

static bool find_odds(struct lexicon *lexicon, struct arena *arena)
{
	struct arena own;
	uint64_t *weights;

	arena_begin(&own, 0);
	weights = arena_take(&own, LEXICON_WORDS * sizeof *weights);
	for (uint32_t i = 0; weights && i < LEXICON_WORDS; i++)
		weights[i] = fixed_exp2((22 << 16) -
		    fixed_log2(2 * i + 5) * LAW_EXPONENT_NUMERATOR / LAW_EXPONENT_DENOMINATOR);
	if (weights)
		lexicon->odds = odds_of(weights, LEXICON_WORDS, arena);
	for (uint32_t i = 0; weights && i < TOPIC_WORDS; i++)
		weights[i] = (1u << 20) / (i + 4);
	if (weights)
		lexicon->topic_odds = odds_of(weights, TOPIC_WORDS, arena);
	arena_end(&own);
	return lexicon->odds.rows && lexicon->topic_odds.rows;
}

bool lexicon_make(struct lexicon *lexicon, struct arena *arena)
{
	struct arena own;
	uint32_t *seen;

	*lexicon =
	    (struct lexicon){ .words = arena_take(arena, LEXICON_WORDS * sizeof(struct word)) };
	arena_begin(&own, 0);
	seen = arena_take(&own, SEEN_ROOM * sizeof *seen);
	if (lexicon->words && seen)
		add_all(lexicon, seen);
	arena_end(&own);
	return lexicon->functions && find_odds(lexicon, arena);
}

uint32_t lexicon_draw_topic(const struct lexicon *lexicon, struct chance *chance, uint32_t topic)
{
	uint32_t place = odds_draw(&lexicon->topic_odds, chance);
	uint64_t hash = chance_mix(((uint64_t)topic << 8 | place) + 0x70917C);
	/* Ranks 512 to 65,535, each octave as likely. */
	uint32_t octave = 9 + (uint32_t)(hash % 7);

	return (1u << octave) + (uint32_t)(hash >> 32) % (1u << octave);
}
