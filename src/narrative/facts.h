/* What the rules of facts share. Inside narrative/ only. */
#ifndef NARRATIVE_FACTS_H
#define NARRATIVE_FACTS_H

#include "narrative/sentence.h"

#define VERBS_LIMIT 4

/* A number of a sentence with its noun. */
struct figure {
	uint32_t at;    /* the number */
	uint32_t first; /* the first token of its qualifier, or the number */
	uint32_t end;   /* behind the noun, or behind the number */
	uint32_t noun;  /* NOWHERE: left out ("convicted three") */
	enum meaning kind;
	enum variant variant;
	bool unknown;   /* counts something that we do not know */
	bool potential; /* "potential victims" */
	bool partial;   /* "40 of the 112 victims" */
	bool repeated;  /* "the 266 victims": named before */
	Text qualifier;
};

/* The verbs that govern a figure, "investigated or prosecuted". */
struct verbs {
	enum meaning items[VERBS_LIMIT];
	uint32_t count;
	uint32_t at, end; /* the first of them, behind the last */
};

/* Reads the facts of all sections; after the sections and the data years. */
void narrative_read_facts(struct reading *reading);
/* The common patterns of the profile: role, forms, destinations, transit. */
void narrative_read_profile(struct reading *reading);

bool figure_read(const struct sentence *sentence, uint32_t at, struct figure *figure);
/* The verb before ("prosecuted eight"), behind ("were prosecuted"). False when there is none. */
bool verbs_before(
    const struct sentence *sentence, const struct figure *figure, struct verbs *verbs);
bool verbs_behind(
    const struct sentence *sentence, const struct figure *figure, struct verbs *verbs);
/* The year of what stands at `at`; *rule says how it was told when not plainly. */
int year_at(
    const struct reading *reading, const struct sentence *sentence, uint32_t at, Text *rule);
/* Main year: of the part that is not there for comparison. */
int main_year(const struct sentence *sentence);

/* What a sentence counts, while it is walked. */
#define MAIN_LIMIT 8 /* counts of a sentence that a comparison may refer to */

struct counted {
	struct figure figure;
	enum metric metric; /* METRIC_COUNT: counts something that we do not know */
};

struct counting {
	struct reading *reading;
	const struct sentence *sentence;
	struct counted main[MAIN_LIMIT], parts[MAIN_LIMIT];
	uint32_t mains, part_count, compared;
	bool victims; /* the sentence, or the one before it, speaks of victims */
};

/* First token of the clause that `at` stands in, at most `most` tokens before it. */
uint32_t count_clause(const struct counting *counting, uint32_t at, uint32_t most);
/* The actor before `at` in the clause that begins at `start`; empty when none is known. */
Text count_actor(const struct counting *counting, uint32_t at, uint32_t start);
enum metric count_variant(enum metric base, enum variant variant, enum variant last);
/* What a figure counts by its verb, its noun, as shelters; METRIC_COUNT: nothing that we know. */
enum metric count_of_verb(const struct counting *counting, const struct counted *counted,
    const struct verbs *verbs, uint32_t i);
enum metric count_of_event(const struct counting *counting, const struct figure *figure);
enum metric count_of_shelter(const struct counting *counting, const struct figure *figure);

/* Rules: each adds what it finds to the narrative. */
void facts_counts(struct reading *reading, struct sentence *sentence);
void facts_zeros(struct reading *reading, const struct sentence *sentence);
void facts_years(struct reading *reading, const struct sentence *sentence);
void facts_estimates(struct reading *reading, const struct sentence *sentence);

/* Adds a fact about the number of `figure`; NULL when it stands there already. */
struct narrative_fact *fact_add(struct reading *reading, const struct sentence *sentence,
    enum metric metric, const struct figure *figure);

#endif
