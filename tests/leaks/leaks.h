/* Does anything leak? A history is a random sequence of what curators do to a few records whose
 * texts are full of canaries: words that stand nowhere else. It is made in two worlds that differ
 * in nothing but what never became public. Three things must hold after each publish:
 *
 *   - no canary that the model (model.c) calls secret stands in a byte of PUBLIC, however packed
 *     (hunt.c), or in an answer to a reader (ask.c); those it calls public do stand there;
 *   - what the model forbids was refused;
 *   - PUBLIC has the same bytes in both worlds (twin.c), so that no size, order, count, hash or
 *     sketch tells of what is secret.
 *
 * draw.c draws histories, text.c writes their sources, world.c and acts.c do them, commands.c tells
 * them. */
#ifndef LEAKS_LEAKS_H
#define LEAKS_LEAKS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"
#include "catalog/catalog.h"
#include "record/transcript.h"

/* --- chance: splitmix64, the same everywhere --- */

struct chance {
	uint64_t state;
};

static inline uint64_t chance_next(struct chance *chance)
{
	uint64_t z = chance->state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}
static inline uint32_t chance_below(struct chance *chance, uint32_t most)
{
	return (uint32_t)(chance_next(chance) % most);
}

/* --- canaries --- */

#define CANARY_LENGTH 10  /* "zq" and eight letters, in the first world */
#define CANARIES      512 /* of one history */
#define WORLDS        2

enum whereabouts { SECRET, ALLOWED, PUBLIC };

struct canary {
	char word[WORLDS][16]; /* small letters */
	char place[40];        /* what it was put into, for people */
	bool ever;             /* it was not secret after some publish: the same word in both */
	enum whereabouts is;   /* after the last publish */
};

/* --- what records consist of --- */

/* name, said of it */
#define SLOTS_OF_TEXT(X) \
	X(ID, "id") /* station of its own id */ \
	X(ORIGIN, "origin") \
	X(SUBJECT, "subject") \
	X(ADDRESSEE, "addressee") \
	X(ROUTING, "routing") \
	X(TAG, "person tag") \
	X(CITED, "cited id") \
	X(BY, "classified by") \
	X(BODY, "body") \
	X(BODY_LATER, "body, twice") \
	X(MARKED, "protected name") \
	X(HEADING, "heading") \
	X(SHARED, "body, in several records") \
	X(SIGNATURE, "signature") \
	X(PATH, "path")

#define SLOT_ENUM(name, said) SLOT_##name,
enum slot { SLOTS_OF_TEXT(SLOT_ENUM) SLOTS };
#undef SLOT_ENUM

enum shape { SHAPE_PAGE, SHAPE_ROW, SHAPE_NARRATIVE };

#define CITED_FORM "06 %s 73" /* as it stands in the text, by its canary */

#define RECORDS   6
#define REVISIONS 4

struct revision_text {
	int canaries[SLOTS]; /* -1: the slot is empty */
	uint64_t filler;     /* seed of the words around them */
	int paragraphs;
};

struct record_text {
	enum shape shape;
	int number, year;
	int post; /* -1: the station is the canary of SLOT_ID */
	int country;
	bool marked; /* a name in it is under protection */
	int revisions;
	struct revision_text texts[REVISIONS];
};

/* --- what is done to them --- */

/* name, the command that does it */
#define DEEDS(X) \
	X(INGEST, "ingest") \
	X(REVIEW, "review --pass") \
	X(DISMISS, "dismiss") \
	X(REDACT_WORD, "redact --words") \
	X(REDACT_SPAN, "redact --span") \
	X(REDACT_EVERYWHERE, "redact --everywhere") \
	X(REDACT_ALL, "redact --all-words") \
	X(RESTORE, "restore") \
	X(WITHHOLD, "withhold") \
	X(ADMIT, "admit") \
	X(APPROVE, "approve") \
	X(RELEASE, "release") \
	X(WITHDRAW, "withdraw") \
	X(SITE, "(writes to ARCHIVE/site)") \
	X(FIND, "(a search in the archive)") \
	X(BARE, "(a cut for which nothing was made to show)") \
	X(KILLED, "publish, killed") \
	X(PUBLISH, "publish") \
	X(RESTART, "(opens the archive anew)")

#define DEED_ENUM(name, command) DEED_##name,
enum deed { DEEDS(DEED_ENUM) DEED_COUNT };
#undef DEED_ENUM

struct step {
	enum deed deed;
	int64_t now;
	int64_t effective; /* of a release or withdrawal */
	int record, text;  /* text: number of the revision's text */
	int curator;       /* a canary */
	int note;          /* the canary in the reason or note */
	int target;        /* the canary that is taken out */
	uint32_t choice;
	/* Filled when it is done in the first world: */
	bool done;
	enum fault fault;
	uint32_t revision; /* that it was about: the latest by then */
};

#define STEPS 80

struct history {
	uint64_t seed;
	uint32_t number;
	struct record_text records[RECORDS];
	int record_count;
	struct step steps[STEPS];
	int step_count;
	struct canary canaries[CANARIES];
	int canary_count;
	uint32_t segment_records; /* as of publish */
	bool shows_earlier;
};

/* draw.c */
void history_draw(struct history *history, uint64_t seed, uint32_t number);
Text deed_command(enum deed deed);
/* Another word for each canary that was never public; longer or shorter. */
void history_disguise(struct history *history);

/* text.c: the bytes of a source, the path it is said to come from, and the record's id. In the
 * arena. A decoy stands in the second world for what nobody ever saw. */
enum decoy { DECOY_NONE, DECOY_TEXT /* other words under the same id */, DECOY_RECORD };
Text source_of(const struct history *history, int record, int text, int world, enum decoy decoy,
    struct arena *arena);
const char *path_of(
    const struct history *history, int record, int text, int world, struct arena *arena);
Text id_of(
    const struct history *history, int record, int world, enum decoy decoy, struct arena *arena);
/* An id of the same form and length that nothing has. */
Text strange_id_of(const struct history *history, int record, struct arena *arena);

/* --- findings --- */

struct findings {
	const struct history *history;
	uint64_t leaks;
	int step; /* after which they were made */
	FILE *to;
};
void finding(struct findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* --- the model: model.c --- */

struct model;
struct model *model_open(struct history *history);
void model_close(struct model *model);
/* A new revision's text as it was read; its number. */
void model_ingest(struct model *model, int step, Text transcript, uint32_t revision);
/* May this be done? False: it must be refused. */
bool model_admits(const struct model *model, int step);
/* It was done. Cuts of places: model_cut, for each. */
void model_done(struct model *model, int step);
void model_cut_word(struct model *model, int record, int canary);
void model_cut_span(struct model *model, int record, uint32_t revision, Span span);
void model_restore_span(struct model *model, int record, uint32_t revision, Span span);
void model_dismiss(struct model *model, int record, uint32_t revision, Span span);
uint32_t model_latest(const struct model *model, int record);
/* What a publish may not do: an open severe flag is in what would go out. */
bool model_hinders(const struct model *model, int64_t now);
/* Sets canary.is for an edition of `now`. */
void model_judge(struct model *model, int64_t now);
/* Was this revision (0: the record) public, or could it be, after some publish? */
bool model_was_seen(const struct model *model, int record, uint32_t revision);
/* Is it what readers see at that time? */
bool model_shows(const struct model *model, int record, uint32_t revision, int64_t now);

/* --- a world: world.c --- */

struct world {
	const char *folder, *archive, *public_folder;
	int number;
	struct arena arena;
	struct history *history;
	const struct catalog *catalog;
	struct vault *vault;
	struct review *review;
	struct flagger *flagger;
	struct model *model; /* kept in the first world; asked in the second */
	struct findings *findings;
	uint32_t revisions[RECORDS][REVISIONS + 1]; /* of the second world, by those of the first */
};
/* Below `folder`, which is made. False: it could not be made (told as a finding). */
bool world_open(struct world *world, struct history *history, int number, const char *folder,
    const struct catalog *catalog, struct model *model, struct findings *findings);
void world_close(struct world *world);
/* Does a step. In the first world what came of it is kept in the step and in the model; in the
 * second it is done only where it concerns what became public. */
void world_do(struct world *world, int step);

/* acts.c: the step itself, about a record's revision; what came of it. */
enum fault world_carry_out(
    struct world *world, int step, Text id, uint32_t revision, struct error *err);
enum fault world_ingest(struct world *world, int step, enum decoy decoy, struct error *err);
enum fault world_restart(struct world *world, struct error *err);

/* --- looking: hunt.c, ask.c, twin.c --- */

struct hunt {
	const struct history *history;
	struct findings *findings;
	const int *sorted; /* canaries by word */
	bool found[CANARIES];
	int asked; /* the canary that a question held, or -1 */
	uint64_t bytes;
};
void hunt_begin(struct hunt *hunt, const struct history *history, struct findings *findings);
void hunt_end(struct hunt *hunt);
/* Marks what is found in the bytes; a secret canary is a finding. */
void hunt_in(struct hunt *hunt, const char *where, Text bytes);
/* Every byte of every file below the folder, names and links too. */
void hunt_in_folder(struct hunt *hunt, const char *folder);

void ask_all(struct hunt *hunt, const char *public_folder, const struct catalog *catalog,
    const struct model *model);

/* The files below a folder, their bytes as one hash each; in the arena. */
struct tree {
	ARRAY(struct leaf {
		Text path;
		Sha256 hash;
	})
	leaves;
};
void tree_of(const char *folder, struct arena *arena, struct tree *tree);
void tree_compare(const struct tree *first, const struct tree *second, struct findings *findings);

/* commands.c: a history as it would be typed. */
void history_tell(const struct history *history, FILE *to);
/* The same as a script, with its sources beside it, for the program itself: tests/leaks/run. Steps
 * that are no plain command are taken out of the history first; only what was done stands in it. */
void history_keep_scripted(struct history *history);
FILE *script_begin(const struct history *history, const char *folder);
void script_step(const struct history *history, int step, FILE *script);

#endif
