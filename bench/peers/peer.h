/* One engine under comparison, and what is asked of it. Plain types, so that C++ can speak it too.
 *
 * A corpus is a folder that corpus.c writes: `facts`, a line a document in order of creation and id
 *   id  seconds  origin  classification  year  TAG,TAG  title     (between tabs; "-": unknown)
 * and `words`, for each document a line a passage, folded words with a blank between, and an empty
 * line at its end. A document's number is its line in `facts`, from 0. */
#ifndef BENCH_PEERS_PEER_H
#define BENCH_PEERS_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HITS        20
#define VALUES      10 /* most values of a facet that are shown */
#define WORDS_MOST  5
#define FIELDS_MOST 16

enum { BY_ORIGIN, BY_CLASSIFICATION, BY_YEAR, BY_TAG, COUNTED };
extern const char *const counted_names[COUNTED];

struct question {
	const char *kind;  /* the class it is measured in: "and2" */
	const char *typed; /* in our own language */
	char op;           /* '&' all words, '|' any, '"' a phrase, '-' none */
	const char *words[WORDS_MOST];
	unsigned word_count;
	const char *origin, *classification, *tag; /* filters; empty: none */
	int from_year, to_year;                    /* 0: none */
};

struct count {
	uint32_t value, count;
};

struct answer {
	uint64_t total, checksum; /* of all facet counts; only when all values were asked for */
	uint32_t hits[HITS];      /* numbers of documents */
	double scores[HITS];
	unsigned hit_count;
	struct count top[COUNTED][VALUES]; /* of the engines that count by columns.h */
	uint64_t nanoseconds;              /* when the engine takes its own time; else 0 */
};

struct peer {
	const char *name;
	unsigned warm_seconds; /* all questions are asked at least once, and for so long, untimed */
	bool snippets;         /* is asked a second time, with them */
	/* From a corpus into an empty folder; NULL: is built elsewhere. */
	void (*build)(const char *corpus, const char *folder);
	void *(*open)(const char *corpus, const char *folder);
	/* `values` of each facet, most first; 0: all of them, for the checksum. */
	void (*ask)(
	    void *opened, const struct question *question, unsigned values, struct answer *answer);
	void (*ask_snippets)(void *opened, const struct question *question, struct answer *answer);
	void (*close)(void *opened);
	/* KiB; NULL: of this process, of the folder. */
	uint64_t (*memory)(void *opened, uint64_t *own);
	uint64_t (*size)(void *opened);
};
extern const struct peer peer; /* of the program that is linked */

/* Ends the program with a sentence. */
void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
uint64_t nanoseconds(void);
/* What a checksum adds up, times the count. */
uint64_t count_hash(unsigned facet, const char *value);
/* Puts a hit where it belongs among the best ones; equal scores in the order they came. */
void answer_offer(struct answer *answer, uint32_t document, double score);
/* Peak of a process, and of it what is no mapped file now, in KiB. */
uint64_t process_memory(long process, uint64_t *own);
/* "folder/name"; to be freed. */
char *join(const char *folder, const char *name);

/* The words of a corpus, document by document. */
struct corpus {
	void *file;
	char *text; /* passages, a line end behind each */
	size_t length, room;
};
void corpus_open(struct corpus *corpus, const char *folder);
bool corpus_next(struct corpus *corpus);
void corpus_close(struct corpus *corpus);
/* The next word from *at on, which moves on; *broken: a new passage begins before it. NULL at the
 * end. */
const char *corpus_word(const struct corpus *corpus, size_t *at, size_t *length, bool *broken);
/* Cuts a line (which it changes) at its tabs; returns how many fields. */
unsigned cut_fields(char *line, char *fields[FIELDS_MOST]);

#ifdef __cplusplus
}
#endif
#endif
