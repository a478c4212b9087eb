/* What may be public, worked out the plain and slow way from what was done, without a look at the
 * vault or at its rules in code. */
#include "leaks.h"

#include <stdlib.h>
#include <string.h>

struct occurrence {
	Span span; /* bytes of the transcript */
	int canary;
};

/* A name under protection, or a word that was taken out elsewhere: somebody has to answer. */
struct mark {
	Span span;
	bool dismissed;
};

struct version_model {
	int text;
	ARRAY(struct occurrence) occurrences;
	ARRAY(Span) cuts;
	ARRAY(struct mark) marks;
	bool all_cut; /* all but what says id, dates, origin and class */
	bool approved;
};

struct ruling_model {
	bool release;
	uint32_t revision;
	int64_t effective, decided;
	int note;
};

struct record_model {
	struct version_model versions[REVISIONS + 1]; /* by revision, from 1 */
	uint32_t latest;
	ARRAY(struct ruling_model) rulings;
	int reviewers[STEPS]; /* of the latest revision */
	int review_count;
	ARRAY(int) spoken; /* notes of redactions made while it was public */
	bool withheld;
};

struct model {
	struct arena arena;
	struct history *history;
	struct record_model records[RECORDS];
	int article;  /* the canary in the article, -1: there is none */
	int64_t last; /* time of the last publish */
};

struct model *model_open(struct history *history)
{
	struct model *model = calloc(1, sizeof *model);

	if (!model)
		abort();
	arena_begin(&model->arena, 0);
	model->history = history;
	model->article = -1;
	return model;
}

void model_close(struct model *model)
{
	if (!model)
		return;
	arena_end(&model->arena);
	free(model);
}

/* --- places --- */

static bool covers(Span outer, Span inner)
{
	return outer.start <= inner.start &&
	    outer.start + outer.length >= inner.start + inner.length;
}

static bool overlaps(Span a, Span b)
{
	return a.start < b.start + b.length && b.start < a.start + a.length;
}

/* TAGS without persons, origin and id are left when all words are cut. */
static bool is_left(
    const struct model *model, int record, const struct version_model *version, int canary)
{
	const int *slots = model->history->records[record].texts[version->text].canaries;

	return canary == slots[SLOT_ID] || canary == slots[SLOT_ORIGIN];
}

static bool is_cut(const struct model *model, int record, const struct version_model *version,
    const struct occurrence *occurrence)
{
	if (version->all_cut && !is_left(model, record, version, occurrence->canary))
		return true;
	for (uint32_t i = 0; i < version->cuts.count; i++)
		if (covers(version->cuts.items[i], occurrence->span))
			return true;
	return false;
}

static bool is_span_cut(
    const struct model *model, int record, const struct version_model *version, Span span)
{
	for (uint32_t i = 0; i < version->occurrences.count; i++) {
		const struct occurrence *occurrence = &version->occurrences.items[i];

		if (covers(span, occurrence->span))
			return is_cut(model, record, version, occurrence);
	}
	return false;
}

/* --- what arrives --- */

static void add_mark(struct model *model, struct version_model *version, Span span)
{
	struct mark *mark = array_add(&version->marks, &model->arena);

	*mark = (struct mark){ span, false };
}

static bool is_cut_elsewhere(const struct model *model, int record, uint32_t revision, int canary)
{
	const struct record_model *about = &model->records[record];

	for (uint32_t other = 1; other <= about->latest; other++) {
		const struct version_model *version = &about->versions[other];

		for (uint32_t i = 0; other != revision && i < version->occurrences.count; i++)
			if (version->occurrences.items[i].canary == canary && !version->all_cut &&
			    is_cut(model, record, version, &version->occurrences.items[i]))
				return true;
	}
	return false;
}

static void find_canary(
    struct model *model, struct version_model *version, Text transcript, int canary)
{
	Text word = text_of(model->history->canaries[canary].word[0]);
	size_t at = 0;

	for (size_t found; (found = text_find_nocase(text_from(transcript, at), word)) != TEXT_NONE;
	     at += found + word.len) {
		struct occurrence *occurrence = array_add(&version->occurrences, &model->arena);

		*occurrence =
		    (struct occurrence){ { (uint32_t)(at + found), (uint32_t)word.len }, canary };
	}
}

void model_ingest(struct model *model, int step, Text transcript, uint32_t revision)
{
	int record = model->history->steps[step].record, text = model->history->steps[step].text;
	const int *slots = model->history->records[record].texts[text].canaries;
	struct record_model *about = &model->records[record];
	struct version_model *version = &about->versions[revision];

	about->latest = revision;
	about->review_count = 0;
	version->text = text;
	for (int slot = 0; slot < SLOTS; slot++)
		if (slots[slot] >= 0 && slot != SLOT_PATH)
			find_canary(model, version, transcript, slots[slot]);
	for (uint32_t i = 0; i < version->occurrences.count; i++) {
		const struct occurrence *occurrence = &version->occurrences.items[i];

		if (occurrence->canary == slots[SLOT_MARKED] ||
		    is_cut_elsewhere(model, record, revision, occurrence->canary))
			add_mark(model, version, occurrence->span);
	}
}

/* --- cuts --- */

void model_cut_word(struct model *model, int record, int canary)
{
	struct record_model *about = &model->records[record];

	for (uint32_t revision = 1; revision <= about->latest; revision++) {
		struct version_model *version = &about->versions[revision];

		for (uint32_t i = 0; i < version->occurrences.count; i++)
			if (version->occurrences.items[i].canary == canary)
				model_cut_span(
				    model, record, revision, version->occurrences.items[i].span);
	}
}

void model_cut_span(struct model *model, int record, uint32_t revision, Span span)
{
	struct version_model *version = &model->records[record].versions[revision];

	for (uint32_t i = 0; i < version->cuts.count; i++)
		if (covers(version->cuts.items[i], span))
			return; /* what is cut is passed over */
	*(Span *)array_add(&version->cuts, &model->arena) = span;
}

/* A zero span: all of them. */
void model_restore_span(struct model *model, int record, uint32_t revision, Span span)
{
	struct version_model *version = &model->records[record].versions[revision];
	uint32_t kept = 0;

	for (uint32_t i = 0; i < version->cuts.count; i++)
		if (span.length && !overlaps(version->cuts.items[i], span))
			version->cuts.items[kept++] = version->cuts.items[i];
	version->cuts.count = kept;
	version->all_cut = version->all_cut && span.length;
}

void model_dismiss(struct model *model, int record, uint32_t revision, Span span)
{
	struct version_model *version = &model->records[record].versions[revision];

	for (uint32_t i = 0; i < version->marks.count; i++)
		if (overlaps(version->marks.items[i].span, span))
			version->marks.items[i].dismissed = true;
}

/* --- gates --- */

static bool has_open_mark(const struct model *model, int record, uint32_t revision)
{
	const struct version_model *version = &model->records[record].versions[revision];

	for (uint32_t i = 0; i < version->marks.count; i++)
		if (!version->marks.items[i].dismissed &&
		    !is_span_cut(model, record, version, version->marks.items[i].span))
			return true;
	return false;
}

static bool seen_by_two(const struct record_model *about, int curator)
{
	for (int i = 0; i < about->review_count; i++)
		if (about->reviewers[i] != curator)
			return true;
	return false;
}

bool model_admits(const struct model *model, int number)
{
	const struct step *step = &model->history->steps[number];
	const struct record_model *about = &model->records[step->record];
	const struct version_model *version = &about->versions[about->latest];

	if (step->deed != DEED_APPROVE && step->deed != DEED_RELEASE)
		return true;
	if (!about->latest || about->withheld || has_open_mark(model, step->record, about->latest))
		return false;
	return (step->deed == DEED_RELEASE && version->approved) || !version->marks.count ||
	    seen_by_two(about, step->curator);
}

/* --- what is in force --- */

/* As it was known at that time; NULL: nothing was. */
static const struct ruling_model *in_force(const struct record_model *about, int64_t now)
{
	const struct ruling_model *force = NULL;

	for (uint32_t i = 0; i < about->rulings.count; i++) {
		const struct ruling_model *ruling = &about->rulings.items[i];

		if (ruling->decided <= now && ruling->effective <= now)
			force = ruling;
	}
	return force;
}

static uint32_t public_revision(const struct record_model *about, int64_t now)
{
	const struct ruling_model *force = in_force(about, now);

	return force && force->release ? force->revision : 0;
}

/* Was this ruling in force at some moment? Only where one begins to count can that change. */
static bool was_in_force(const struct record_model *about, uint32_t number, int64_t now)
{
	for (uint32_t i = 0; i < about->rulings.count; i++) {
		const struct ruling_model *ruling = &about->rulings.items[i];
		int64_t moment =
		    ruling->effective > ruling->decided ? ruling->effective : ruling->decided;

		if (moment <= now && in_force(about, moment) == &about->rulings.items[number])
			return true;
	}
	return false;
}

static bool was_public(const struct record_model *about, uint32_t revision, int64_t now)
{
	for (uint32_t i = 0; i < about->rulings.count; i++)
		if (about->rulings.items[i].release &&
		    (!revision || about->rulings.items[i].revision == revision) &&
		    was_in_force(about, i, now))
			return true;
	return false;
}

bool model_was_seen(const struct model *model, int record, uint32_t revision)
{
	return was_public(&model->records[record], revision, model->last);
}

bool model_shows(const struct model *model, int record, uint32_t revision, int64_t now)
{
	return public_revision(&model->records[record], now) == revision;
}

uint32_t model_latest(const struct model *model, int record)
{
	return model->records[record].latest;
}

bool model_hinders(const struct model *model, int64_t now)
{
	for (int i = 0; i < model->history->record_count; i++) {
		uint32_t revision = public_revision(&model->records[i], now);

		if (revision && has_open_mark(model, i, revision))
			return true;
	}
	return false;
}

/* --- what was done --- */

static void add_ruling(struct model *model, const struct step *step)
{
	struct record_model *about = &model->records[step->record];
	struct ruling_model *ruling = array_add(&about->rulings, &model->arena);

	*ruling = (struct ruling_model){ step->deed == DEED_RELEASE, about->latest, step->effective,
		step->now, step->note };
}

/* What is decided about words of what is public is told with its reason. */
static void speak(struct model *model, const struct step *step, int record)
{
	struct record_model *about = &model->records[record];
	int *note =
	    public_revision(about, step->now) ? array_add(&about->spoken, &model->arena) : NULL;

	if (note)
		*note = step->note;
}

static void redact(struct model *model, const struct step *step)
{
	for (int i = 0; i < model->history->record_count; i++) {
		if (i != step->record && step->deed != DEED_REDACT_EVERYWHERE)
			continue;
		speak(model, step, i);
		if (step->deed != DEED_REDACT_SPAN && step->deed != DEED_REDACT_ALL)
			model_cut_word(model, i, step->target);
	}
	for (uint32_t i = 1;
	     step->deed == DEED_REDACT_ALL && i <= model->records[step->record].latest; i++)
		model->records[step->record].versions[i].all_cut = true;
}

void model_done(struct model *model, int number)
{
	const struct step *step = &model->history->steps[number];
	struct record_model *about = &model->records[step->record];

	switch (step->deed) {
	case DEED_REVIEW:
		about->reviewers[about->review_count++] = step->curator;
		break;
	case DEED_REDACT_WORD:
	case DEED_REDACT_SPAN:
	case DEED_REDACT_EVERYWHERE:
	case DEED_REDACT_ALL:
		redact(model, step);
		break;
	case DEED_RESTORE:
		about->review_count = 0;
		speak(model, step, step->record);
		break;
	case DEED_WITHHOLD:
	case DEED_ADMIT:
		about->withheld = step->deed == DEED_WITHHOLD;
		break;
	case DEED_APPROVE:
		about->versions[about->latest].approved = true;
		break;
	case DEED_RELEASE:
	case DEED_WITHDRAW:
		add_ruling(model, step);
		break;
	case DEED_SITE:
		if (step->choice % 4 == 2)
			model->article = step->target;
		else if (step->choice % 4 == 3)
			model->article = -1;
		break;
	default:
		break;
	}
}

/* --- the judgement --- */

static void allow(struct model *model, int canary, enum whereabouts is)
{
	if (canary >= 0 && model->history->canaries[canary].is < is)
		model->history->canaries[canary].is = is;
}

static void judge_text(struct model *model, int record, uint32_t revision, enum whereabouts is)
{
	const struct version_model *version = &model->records[record].versions[revision];

	for (uint32_t i = 0; i < version->occurrences.count; i++)
		if (!is_cut(model, record, version, &version->occurrences.items[i]))
			allow(model, version->occurrences.items[i].canary, is);
}

static void judge_notes(struct model *model, const struct record_model *about, int64_t now)
{
	for (uint32_t i = 0; i < about->rulings.count; i++)
		if ((about->rulings.items[i].release || was_public(about, 0, now)) &&
		    was_in_force(about, i, now))
			allow(model, about->rulings.items[i].note, ALLOWED);
	for (uint32_t i = 0; i < about->spoken.count; i++)
		allow(model, about->spoken.items[i], ALLOWED);
}

static void judge_record(struct model *model, int record, int64_t now)
{
	const struct record_model *about = &model->records[record];
	uint32_t revision = about->withheld ? 0 : public_revision(about, now);

	judge_notes(model, about, now);
	if (was_public(about, 0, now))
		allow(model, model->history->records[record].texts[0].canaries[SLOT_ID], ALLOWED);
	if (!revision)
		return;
	judge_text(model, record, revision, PUBLIC);
	for (uint32_t i = 1; i <= about->latest && model->history->shows_earlier; i++)
		if (was_public(about, i, now))
			judge_text(model, record, i, ALLOWED);
}

void model_judge(struct model *model, int64_t now)
{
	struct history *history = model->history;

	model->last = now;
	for (int i = 0; i < history->canary_count; i++)
		history->canaries[i].is = SECRET;
	for (int i = 0; i < history->record_count; i++)
		judge_record(model, i, now);
	allow(model, model->article, PUBLIC);
	for (int i = 0; i < history->canary_count; i++)
		history->canaries[i].ever |= history->canaries[i].is != SECRET;
}
