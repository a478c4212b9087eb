/* A sentence of a narrative as tokens: words with what they mean to the rules of facts, numbers
 * with their value. Bounded: a sentence beyond the limits is read up to them. Inside narrative/
 * only. */
#ifndef NARRATIVE_SENTENCE_H
#define NARRATIVE_SENTENCE_H

#include "narrative/reading.h"

#define SENTENCE_TOKENS 320
#define SENTENCE_BYTES  4096
#define NOWHERE         UINT32_MAX

enum token_kind {
	TOKEN_WORD,
	TOKEN_NUMBER, /* counts something */
	TOKEN_YEAR,   /* four digits, 1900 to 2100 */
	TOKEN_PERIOD, /* 2008-2011 */
	TOKEN_AMOUNT, /* money, percent, article 12: a number that counts nothing of ours */
	TOKEN_MARK,   /* , ; : ( ) and '-' for a dash */
};

/* What a word is to the rules; a word has one meaning, the table is in vocabulary.c. */
enum meaning {
	MEANS_NOTHING,
	MEANS_MODIFIER,   /* between a number and its noun */
	MEANS_DETERMINER, /* the, these: the number was named before */
	MEANS_FILLER,     /* a, total, of: between verb and number */
	MEANS_AUXILIARY,
	MEANS_NOT,
	/* nouns */
	NOUN_INVESTIGATION,
	NOUN_PROSECUTION,
	NOUN_CONVICTION,
	NOUN_CASE,
	NOUN_PERSON,
	NOUN_CHILD,
	NOUN_VICTIM,
	NOUN_OFFICIAL,
	NOUN_SHELTER,
	NOUN_YEAR,
	NOUN_MONTH,
	NOUN_LAST = NOUN_MONTH,
	/* verbs */
	VERB_INVESTIGATE,
	VERB_PROSECUTE,
	VERB_CONVICT,
	VERB_ARREST,
	VERB_SENTENCE,
	VERB_IDENTIFY,
	VERB_REFER,
	VERB_ASSIST,
	VERB_PENALIZE,
	VERB_COOPERATE,
	VERB_PROVIDE, /* help to somebody */
	VERB_CONDUCT, /* takes a noun: conducted, opened, obtained, reported */
	VERB_BRING,   /* to trial */
	VERB_RECEIVE, /* a sentence */
	VERB_LAST = VERB_RECEIVE,
};

enum variant { PLAIN, LABOR, SEX, FOREIGN, CHILDREN };

struct token {
	enum token_kind kind;
	enum meaning meaning;
	Text text; /* in the transcript */
	Text word; /* lower case, without a break at a line's end */
	uint32_t value, high;
	bool capital;
	bool bare;     /* no, none: nothing is counted */
	bool compared; /* stands in the part that is there for comparison */
	bool part;     /* stands behind "including" */
	char sign;     /* of a mark */
};

struct sentence {
	struct token tokens[SENTENCE_TOKENS];
	uint32_t count;
	char bytes[SENTENCE_BYTES];
	size_t used;
	Text text; /* in the transcript */
	const struct narrative_section *section;
	const struct narrative_paragraph *paragraph;
	int year_before; /* main year of the sentence before in the paragraph; 0 none */
	bool victims_before;
};

/* Cuts the next sentence off *rest (a slice of the transcript) and reads its tokens. False at the
 * end. Cost is linear in what is cut. */
bool sentence_take(const struct reading *reading, Text *rest, struct sentence *sentence);
/* Number words, "no", "2.5 million", "a hundred" become numbers. */
void sentence_read_numbers(struct sentence *sentence);
/* Which tokens are there for comparison, which are a part of what was counted. */
void sentence_mark_parts(struct sentence *sentence);

enum meaning word_meaning(Text word);
bool word_in(Text word, const char *list); /* list: words with one blank between */

/* Beyond the end: an empty mark. */
const struct token *token_at(const struct sentence *sentence, uint32_t at);
bool token_is(const struct sentence *sentence, uint32_t at, const char *list);
bool token_is_mark(const struct sentence *sentence, uint32_t at, const char *signs);
bool token_is_noun(const struct token *token);
bool token_is_verb(const struct token *token);
/* The first token of from..to (excluded) that is in `list`; NOWHERE when none. */
uint32_t token_find(const struct sentence *sentence, uint32_t from, uint32_t to, const char *list);

#endif
