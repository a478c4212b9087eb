/* What a history consists of, drawn by its seed and number alone. */
#include "leaks.h"

#include <string.h>

#define BEGIN 1314835200 /* 2011-09-01 */
#define HOUR  3600
#define DAY   86400

static const char *const slot_names[] = {
#define SLOT_ROW(name, said) said,
	SLOTS_OF_TEXT(SLOT_ROW)
#undef SLOT_ROW
};

static const char *const commands[] = {
#define DEED_ROW(name, command) command,
	DEEDS(DEED_ROW)
#undef DEED_ROW
};

Text deed_command(enum deed deed)
{
	return text_of(commands[deed]);
}

struct drawing {
	struct history *history;
	struct chance chance;
	int64_t now;
	int curators[3];
	int shared[2];
	int ingested[RECORDS]; /* texts */
	int64_t ahead;         /* when the last release ahead takes effect */
};

static bool one_in(struct drawing *drawing, uint32_t n)
{
	return chance_below(&drawing->chance, n) == 0;
}

/* --- canaries --- */

static void draw_word(struct chance *chance, char *word, int length)
{
	static const char letters[] = "abcdefghijklmnoprstuvwx";

	memcpy(word, "zq", 2);
	for (int i = 2; i < length; i++)
		word[i] = letters[chance_below(chance, sizeof letters - 1)];
	word[length] = '\0';
}

static int draw_canary(struct drawing *drawing, const char *place)
{
	struct history *history = drawing->history;
	struct canary *canary = &history->canaries[history->canary_count];

	draw_word(&drawing->chance, canary->word[0], CANARY_LENGTH);
	snprintf(canary->place, sizeof canary->place, "%s", place);
	return history->canary_count++;
}

static bool is_taken(const struct history *history, const char *word)
{
	for (int i = 0; i < history->canary_count; i++)
		if (strncmp(history->canaries[i].word[0], word, CANARY_LENGTH) == 0)
			return true;
	return false;
}

void history_disguise(struct history *history)
{
	struct chance chance = { history->seed ^ 0x5EC2E7u ^ history->number };

	for (int i = 0; i < history->canary_count; i++) {
		struct canary *canary = &history->canaries[i];

		memcpy(canary->word[1], canary->word[0], sizeof canary->word[0]);
		while (!canary->ever && is_taken(history, canary->word[1]))
			draw_word(&chance, canary->word[1], 9 + (int)chance_below(&chance, 6));
	}
}

/* --- texts --- */

static bool has_slot(enum shape shape, enum slot slot)
{
	static const enum slot narrative[] = { SLOT_BODY, SLOT_BODY_LATER, SLOT_SHARED, SLOT_PATH };

	if (shape != SHAPE_NARRATIVE)
		return true;
	for (size_t i = 0; i < sizeof narrative / sizeof *narrative; i++)
		if (narrative[i] == slot)
			return true;
	return false;
}

static void draw_slots(struct drawing *drawing, struct record_text *record, int text)
{
	struct revision_text *revision = &record->texts[text];
	const struct revision_text *before = text ? &record->texts[text - 1] : NULL;

	for (int slot = 0; slot < SLOTS; slot++) {
		int *canary = &revision->canaries[slot];

		*canary = -1;
		if (!has_slot(record->shape, (enum slot)slot) ||
		    (slot == SLOT_MARKED && !record->marked) ||
		    (slot == SLOT_ID && record->post >= 0))
			continue;
		if (before && (slot == SLOT_ID || slot == SLOT_ORIGIN || !one_in(drawing, 3)))
			*canary = before->canaries[slot];
		else if (slot == SLOT_SHARED)
			*canary = drawing->shared[one_in(drawing, 2)];
		else if (slot == SLOT_ID || slot == SLOT_SUBJECT || slot == SLOT_PATH ||
		    !one_in(drawing, 5))
			*canary = draw_canary(drawing, slot_names[slot]);
	}
	revision->filler =
	    before && one_in(drawing, 2) ? before->filler : chance_next(&drawing->chance);
	revision->paragraphs = 2 + (int)chance_below(&drawing->chance, 4);
}

static void draw_record(struct drawing *drawing, int number)
{
	struct record_text *record = &drawing->history->records[number];

	record->shape = one_in(drawing, 5) ? SHAPE_NARRATIVE
	    : one_in(drawing, 3)           ? SHAPE_ROW
					   : SHAPE_PAGE;
	record->post = one_in(drawing, 2) ? -1 : (int)chance_below(&drawing->chance, 4);
	record->number = 1000 * (number + 1) + (int)chance_below(&drawing->chance, 1000);
	record->year = 2003 + (int)chance_below(&drawing->chance, 6);
	record->country = number;
	record->marked = one_in(drawing, 2);
	record->revisions = one_in(drawing, 2) ? 1 : 2 + (int)chance_below(&drawing->chance, 3);
	for (int text = 0; text < record->revisions; text++)
		draw_slots(drawing, record, text);
}

/* --- steps --- */

/* How often each is drawn, in parts of the sum. */
static const struct {
	enum deed deed;
	uint32_t weight;
} weights[] = {
	{ DEED_INGEST, 6 },
	{ DEED_REVIEW, 7 },
	{ DEED_DISMISS, 4 },
	{ DEED_REDACT_WORD, 6 },
	{ DEED_REDACT_SPAN, 3 },
	{ DEED_REDACT_EVERYWHERE, 3 },
	{ DEED_REDACT_ALL, 1 },
	{ DEED_RESTORE, 4 },
	{ DEED_WITHHOLD, 3 },
	{ DEED_ADMIT, 2 },
	{ DEED_APPROVE, 3 },
	{ DEED_RELEASE, 12 },
	{ DEED_WITHDRAW, 4 },
	{ DEED_SITE, 3 },
	{ DEED_FIND, 1 },
	{ DEED_BARE, 1 },
	{ DEED_KILLED, 2 },
	{ DEED_PUBLISH, 7 },
	{ DEED_RESTART, 1 },
};

static enum deed draw_deed(struct drawing *drawing)
{
	uint32_t sum = 0, drawn;

	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
		sum += weights[i].weight;
	drawn = chance_below(&drawing->chance, sum);
	for (size_t i = 0;; i++) {
		if (drawn < weights[i].weight)
			return weights[i].deed;
		drawn -= weights[i].weight;
	}
}

static int64_t draw_effective(struct drawing *drawing)
{
	int64_t today = drawing->now - drawing->now % DAY;

	switch (chance_below(&drawing->chance, 6)) {
	case 0:
		return today - DAY * (int64_t)(1 + chance_below(&drawing->chance, 200));
	case 1:
	case 2:
		return today + DAY * (int64_t)(1 + chance_below(&drawing->chance, 12));
	default:
		return drawing->now;
	}
}

/* A canary that stands in what has arrived of the record, or -1. */
static int draw_target(struct drawing *drawing, int record)
{
	const struct record_text *texts = &drawing->history->records[record];
	int first = (int)chance_below(&drawing->chance, SLOTS);
	int text;

	if (!drawing->ingested[record])
		return -1;
	text = (int)chance_below(&drawing->chance, (uint32_t)drawing->ingested[record]);
	for (int i = 0; i < SLOTS; i++) {
		int slot = (first + i) % SLOTS;

		if (slot != SLOT_PATH && texts->texts[text].canaries[slot] >= 0 &&
		    (slot != SLOT_ID || one_in(drawing, 3)))
			return texts->texts[text].canaries[slot];
	}
	return -1;
}

static void add_step(struct drawing *drawing, enum deed deed, int record)
{
	struct history *history = drawing->history;
	struct step *step = &history->steps[history->step_count];
	char place[40];

	drawing->now += 60 + (int64_t)chance_below(&drawing->chance, 40 * HOUR);
	*step = (struct step){ .deed = deed, .now = drawing->now, .record = record, .target = -1 };
	step->effective = draw_effective(drawing);
	step->choice = chance_below(&drawing->chance, 1 << 20);
	step->curator = drawing->curators[chance_below(&drawing->chance, 3)];
	if (deed == DEED_INGEST) {
		if (drawing->ingested[record] == history->records[record].revisions)
			return;
		step->text = drawing->ingested[record]++;
	}
	if (deed == DEED_REDACT_WORD || deed == DEED_REDACT_SPAN ||
	    deed == DEED_REDACT_EVERYWHERE || deed == DEED_FIND)
		step->target = draw_target(drawing, record);
	if (deed == DEED_SITE)
		step->target = draw_canary(drawing, "site");
	snprintf(place, sizeof place, "reason of %s, step %d", commands[deed], history->step_count);
	step->note = draw_canary(drawing, place);
	history->step_count++;
}

/* --- what chance alone seldom makes --- */

enum when { ANY_TIME, NOW, AHEAD, AS_LAST };

struct move {
	enum deed deed; /* DEED_COUNT: the end */
	int curator;
	enum when when;
	uint32_t choice;
};

#define MOVES 8
#define END \
	{ \
		DEED_COUNT, 0, ANY_TIME, 0 \
	}
#define ALL 3 /* a choice: all cuts, all flags */

/* About one record, with whatever else happens between. */
static const struct move routines[][MOVES] = {
	/* A flag that was answered is open again, while the record is public. */
	{ { DEED_REDACT_WORD, 0, NOW, 1 }, { DEED_REVIEW, 0, NOW, 0 }, { DEED_REVIEW, 1, NOW, 0 },
	    { DEED_RELEASE, 2, NOW, 0 }, { DEED_PUBLISH, 0, NOW, 0 }, { DEED_RESTORE, 0, NOW, ALL },
	    { DEED_PUBLISH, 0, NOW, 0 }, END },
	/* Reviews of other words than go out. */
	{ { DEED_DISMISS, 0, NOW, ALL }, { DEED_REDACT_SPAN, 0, NOW, 1 },
	    { DEED_REVIEW, 0, NOW, 0 }, { DEED_REVIEW, 1, NOW, 0 }, { DEED_RESTORE, 0, NOW, ALL },
	    { DEED_DISMISS, 0, NOW, ALL }, { DEED_RELEASE, 0, NOW, 0 }, END },
	{ { DEED_DISMISS, 0, NOW, ALL }, { DEED_REVIEW, 0, NOW, 0 }, { DEED_REVIEW, 1, NOW, 0 },
	    { DEED_INGEST, 0, NOW, 0 }, { DEED_DISMISS, 0, NOW, ALL }, { DEED_RELEASE, 0, NOW, 0 },
	    END },
	/* An approval of another revision, or of what is withheld by now. */
	{ { DEED_DISMISS, 0, NOW, ALL }, { DEED_REVIEW, 0, NOW, 0 }, { DEED_APPROVE, 1, NOW, 0 },
	    { DEED_INGEST, 0, NOW, 0 }, { DEED_DISMISS, 0, NOW, ALL }, { DEED_RELEASE, 0, NOW, 0 },
	    END },
	{ { DEED_DISMISS, 0, NOW, ALL }, { DEED_REVIEW, 0, NOW, 0 }, { DEED_APPROVE, 1, NOW, 0 },
	    { DEED_WITHHOLD, 0, NOW, 0 }, { DEED_RELEASE, 0, NOW, 0 }, { DEED_PUBLISH, 0, NOW, 0 },
	    END },
	/* Withheld, and recalled, before it goes out by itself. */
	{ { DEED_RELEASE, 0, AHEAD, 0 }, { DEED_INGEST, 0, NOW, 0 }, { DEED_WITHHOLD, 0, NOW, 0 },
	    END },
	{ { DEED_RELEASE, 0, AHEAD, 0 }, { DEED_WITHDRAW, 0, AS_LAST, 0 }, END },
	/* The same behind a withdrawal that was seen. */
	{ { DEED_RELEASE, 0, NOW, 0 }, { DEED_WITHDRAW, 0, NOW, 0 }, { DEED_INGEST, 0, NOW, 0 },
	    { DEED_RELEASE, 0, AHEAD, 0 }, { DEED_WITHDRAW, 0, NOW, 0 }, END },
	/* A cut in what is public, while another revision is ahead. */
	{ { DEED_RELEASE, 0, NOW, 0 }, { DEED_INGEST, 0, NOW, 0 }, { DEED_RELEASE, 0, AHEAD, 0 },
	    { DEED_REDACT_WORD, 0, NOW, 2 }, END },
	/* A pair that a killed publish had finished, of what is withdrawn by then. */
	{ { DEED_RELEASE, 0, NOW, 0 }, { DEED_KILLED, 0, NOW, 6 }, { DEED_WITHDRAW, 0, NOW, 0 },
	    { DEED_PUBLISH, 0, NOW, 0 }, END },
	/* A later copy, between two that go out, that nobody sees. */
	{ { DEED_RELEASE, 0, NOW, 0 }, { DEED_INGEST, 0, NOW, 0 }, { DEED_INGEST, 0, NOW, 0 },
	    { DEED_RELEASE, 0, NOW, 0 }, END },
};

static void settle_move(struct drawing *drawing, const struct move *move, int record)
{
	struct history *history = drawing->history;
	struct step *step = &history->steps[history->step_count - 1];
	const struct record_text *texts = &history->records[record];
	int marked = texts->texts[0].canaries[SLOT_MARKED];

	step->curator = drawing->curators[move->curator];
	step->choice = move->choice;
	if (move->when == NOW)
		step->effective = step->now;
	if (move->when == AHEAD)
		step->effective = drawing->ahead = step->now - step->now % DAY + 3 * DAY;
	if (move->when == AS_LAST)
		step->effective = drawing->ahead;
	if (move->deed == DEED_REDACT_WORD && move->choice == 1 && marked >= 0)
		step->target = marked;
}

static void draw_routine(struct drawing *drawing, int record)
{
	const struct move *move =
	    routines[chance_below(&drawing->chance, sizeof routines / sizeof *routines)];

	for (; move->deed != DEED_COUNT; move++) {
		int before = drawing->history->step_count;

		add_step(drawing, move->deed, record);
		if (drawing->history->step_count > before)
			settle_move(drawing, move, record);
	}
}

void history_draw(struct history *history, uint64_t seed, uint32_t number)
{
	struct drawing drawing = { .history = history, .now = BEGIN };
	int steps, record = 0;

	*history = (struct history){ .seed = seed, .number = number };
	drawing.chance.state = seed * 0x2545F4914F6CDD1Du + number;
	for (int i = 0; i < 3; i++)
		drawing.curators[i] = draw_canary(&drawing, "curator");
	for (int i = 0; i < 2; i++)
		drawing.shared[i] = draw_canary(&drawing, slot_names[SLOT_SHARED]);
	history->record_count = 3 + (int)chance_below(&drawing.chance, RECORDS - 2);
	history->segment_records = chance_below(&drawing.chance, 4);
	history->shows_earlier = one_in(&drawing, 3);
	for (int i = 0; i < history->record_count; i++)
		draw_record(&drawing, i);
	for (int i = 0; i < history->record_count; i++)
		if (!one_in(&drawing, 5))
			add_step(&drawing, DEED_INGEST, i);
	steps = history->step_count + 16 + (int)chance_below(&drawing.chance, 36);
	while (history->step_count < steps) {
		/* Mostly a few steps about one record, one after the other. */
		if (one_in(&drawing, 3))
			record =
			    (int)chance_below(&drawing.chance, (uint32_t)history->record_count);
		if (one_in(&drawing, 12))
			draw_routine(&drawing, record);
		else
			add_step(&drawing, draw_deed(&drawing), record);
	}
	add_step(&drawing, DEED_PUBLISH, 0);
}
