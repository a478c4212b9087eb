/* What is done to an archive, as the commands do it. */
#include "leaks.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "flags/flags.h"
#include "intake/intake.h"
#include "publish/publish.h"
#include "publish/site.h"
#include "review/review.h"
#include "vault/public.h"

/* --- a publish that is killed --- */

static int checks_left = -1; /* until an interrupt arrives; negative: none does */

enum fault __wrap_interrupt_check(struct error *err);
enum fault __wrap_interrupt_check(struct error *err)
{
	if (checks_left < 0 || checks_left-- > 0)
		return FAULT_NONE;
	checks_left = -1;
	return fail(err, FAULT_INTERRUPTED, "interrupted by the test");
}

/* --- words --- */

static const char *word_of(const struct world *world, int canary)
{
	return world->history->canaries[canary].word[world->number];
}

/* What is taken out: the word, or the reference that it makes an id of. */
static Text target_of(const struct world *world, const struct step *step)
{
	const struct record_text *record = &world->history->records[step->record];
	const char *word = word_of(world, step->target);
	struct arena *arena = (struct arena *)(uintptr_t)&world->arena;

	for (int i = 0; i < record->revisions; i++)
		if (record->texts[i].canaries[SLOT_CITED] == step->target)
			return text_format(arena, CITED_FORM, word);
	return text_of(word);
}

/* Some curators quote what they take out. */
static bool quotes_target(const struct step *step)
{
	return step->target >= 0 && step->deed != DEED_FIND && step->deed != DEED_SITE &&
	    step->choice % 16 == 5;
}

static struct decision decision_of(const struct world *world, const struct step *step)
{
	struct arena *arena = (struct arena *)(uintptr_t)&world->arena;

	return (struct decision){
		.effective = { step->effective, PRECISION_SECOND },
		.decided = { step->now, PRECISION_SECOND },
		.curator = text_format(arena, "Jo %s", word_of(world, step->curator)),
		.reason = quotes_target(step)
		    ? text_format(arena, "%s took out %.*s", word_of(world, step->note),
			  TEXT_ARG(target_of(world, step)))
		    : text_format(arena, "because of %s", word_of(world, step->note)),
	};
}

/* --- arriving --- */

struct arriving {
	struct world *world;
	int step;
	bool decoy;
	Text id;
};

static enum fault add_record(
    struct arriving *arriving, const struct received *received, struct error *err)
{
	struct world *world = arriving->world;
	struct step *step = &world->history->steps[arriving->step];
	const struct record *record = received->record;
	struct flagging flagging;
	struct arrival arrival = {
		.id = record->id,
		.kind = record->kind,
		.created = record->created,
		.stated_release = record->stated_release,
		.source = received->source,
		.structure = received->structure,
		.text = record->transcript.text,
		.path = text_of(received->path),
		.line = received->line,
		.format = format_name(received->format),
		.flagging = &flagging,
	};
	enum outcome outcome;
	uint32_t revision = 0;

	if (!text_equal(record->id, arriving->id))
		finding(world->findings, "the test is wrong: '%.*s' was read as '%.*s'",
		    TEXT_ARG(arriving->id), TEXT_ARG(record->id));
	if (review_flag(review_rules(world->review), world->flagger, record, &world->arena,
		&flagging, err) != FAULT_NONE ||
	    vault_add(world->vault, &arrival, &outcome, &revision, err) != FAULT_NONE)
		return err->fault;
	if (outcome == OUTCOME_IDENTICAL)
		return fail(err, FAULT_CONFLICT, "these bytes are known");
	if (outcome == OUTCOME_UPDATED &&
	    review_look(world->review, record->id, revision, err) != FAULT_NONE)
		return err->fault;
	if (world->number == 0) {
		step->revision = revision;
		model_ingest(world->model, arriving->step, record->transcript.text, revision);
	} else if (!arriving->decoy)
		world->revisions[step->record][step->revision] = revision;
	return FAULT_NONE;
}

static enum fault take_received(void *context, const struct received *received, struct error *err)
{
	return received->record ? add_record(context, received, err)
				: fail(err, FAULT_BAD_INPUT, "%s", received->reason.text);
}

enum fault world_ingest(struct world *world, int number, enum decoy decoy, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	struct arriving arriving = { .world = world, .step = number, .decoy = decoy != DECOY_NONE };
	bool row =
	    world->history->records[step->record].shape == SHAPE_ROW && decoy != DECOY_RECORD;
	struct intake_settings settings = {
		.catalog = world->catalog, .threads = 1, .take = take_received, .context = &arriving
	};
	struct intake *intake;
	enum fault fault, end;

	arriving.id = id_of(world->history, step->record, world->number, decoy, &world->arena);
	if (!row)
		settings.id = arriving.id;
	intake = intake_open(&settings, err);
	if (!intake)
		return err->fault;
	fault = intake_read_bytes(intake,
	    path_of(world->history, step->record, step->text, world->number, &world->arena),
	    source_of(
		world->history, step->record, step->text, world->number, decoy, &world->arena),
	    err);
	end = intake_close(intake, err);
	return fault != FAULT_NONE ? fault : end;
}

/* --- words taken out --- */

static enum fault redact_places(struct world *world, const PlaceList *places,
    const struct decision *decision, struct error *err)
{
	uint64_t records;
	enum fault fault = places->count ? vault_begin(world->vault, err)
					 : fail(err, FAULT_NOT_FOUND, "the words stand nowhere");

	if (fault != FAULT_NONE)
		return fault;
	fault = review_redact(world->review, places, TEXT("b(6)"), decision, &records, err);
	if (fault == FAULT_NONE)
		return vault_commit(world->vault, err);
	vault_rollback(world->vault);
	return fault;
}

/* The transcript of a revision. */
static enum fault read_text(struct world *world, Text id, uint32_t revision, Text *text,
    struct review_record *read, struct error *err)
{
	enum fault fault = review_read(world->review, id, revision, &world->arena, read, err);

	if (fault == FAULT_NONE)
		*text = read->record->transcript.text;
	return fault;
}

/* One place of many, in the latest revision of the first world. */
static enum fault redact_span(struct world *world, Text id, uint32_t revision, int number,
    const struct decision *decision, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	Text word = target_of(world, step), text;
	struct review_record read;
	PlaceList places = { 0 };
	struct review_place *place;
	size_t at = 0, found, count = 0, chosen;

	if (read_text(world, id, revision, &text, &read, err) != FAULT_NONE)
		return err->fault;
	while ((found = text_find_nocase(text_from(text, at), word)) != TEXT_NONE) {
		at += found + word.len;
		count++;
	}
	chosen = count ? step->choice % count : 0;
	for (at = 0;
	     (found = text_find_nocase(text_from(text, at), word)) != TEXT_NONE && chosen--;)
		at += found + word.len;
	if (found == TEXT_NONE)
		return fail(err, FAULT_NOT_FOUND, "the word does not stand there");
	place = array_add(&places, &world->arena);
	*place = (struct review_place){ .id = id,
		.revision = revision,
		.span = { (uint32_t)(at + found), (uint32_t)word.len } };
	for (uint32_t i = 0; i < read.cuts.count; i++)
		place->is_cut |= read.cuts.items[i].span.start <= place->span.start &&
		    read.cuts.items[i].span.start + read.cuts.items[i].span.length >=
			place->span.start + place->span.length;
	if (redact_places(world, &places, decision, err) == FAULT_NONE && world->number == 0)
		model_cut_span(world->model, step->record, revision, place->span);
	return err->fault;
}

static enum fault redact_words(
    struct world *world, Text id, int number, const struct decision *decision, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	Text word = target_of(world, step);
	PlaceList places = { 0 };
	enum fault fault = step->deed == DEED_REDACT_WORD
	    ? review_find_in(world->review, id, word, &world->arena, &places, err)
	    : review_find(world->review, word, &world->arena, &places, err);

	return fault == FAULT_NONE ? redact_places(world, &places, decision, err) : fault;
}

static enum fault redact_all(
    struct world *world, Text id, const struct decision *decision, struct error *err)
{
	enum fault fault = vault_begin(world->vault, err);

	if (fault != FAULT_NONE)
		return fault;
	fault = review_redact_all(world->review, id, TEXT("1.4(d)"), decision, err);
	if (fault == FAULT_NONE)
		return vault_commit(world->vault, err);
	vault_rollback(world->vault);
	return fault;
}

/* One cut, or all of a revision. */
static enum fault restore(struct world *world, Text id, uint32_t revision, int number,
    const struct decision *decision, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	bool one = step->choice / 8 % 2 && world->history->records[step->record].shape != SHAPE_ROW;
	VaultCutList cuts = { 0 };
	ARRAY(int64_t) numbers = { 0 };
	Span span = { 0, 0 };
	enum fault fault = vault_cuts(world->vault, id, revision, &world->arena, &cuts, err);

	if (fault != FAULT_NONE || !cuts.count)
		return fault != FAULT_NONE ? fault : fail(err, FAULT_NOT_FOUND, "nothing is cut");
	for (uint32_t i = 0; i < cuts.count; i++) {
		one = one && !cuts.items[i].whole;
		*(int64_t *)array_add(&numbers, &world->arena) = cuts.items[i].number;
	}
	if (one) {
		numbers.items[0] = cuts.items[step->choice % cuts.count].number;
		numbers.count = 1;
		span = cuts.items[step->choice % cuts.count].span;
	}
	if (vault_begin(world->vault, err) != FAULT_NONE)
		return err->fault;
	fault = review_restore(
	    world->review, id, revision, numbers.items, numbers.count, decision, err);
	if (fault == FAULT_NONE)
		fault = vault_commit(world->vault, err);
	else
		vault_rollback(world->vault);
	if (fault == FAULT_NONE && world->number == 0)
		model_restore_span(world->model, step->record, revision, span);
	return fault;
}

/* All open flags, or all but the severe ones. */
static enum fault dismiss(struct world *world, Text id, uint32_t revision, int number,
    const struct decision *decision, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	VaultFlagList flags = { 0 };
	ARRAY(int64_t) numbers = { 0 };
	ARRAY(Span) spans = { 0 };
	enum fault fault =
	    vault_flags(world->vault, id, revision, &world->arena, &flags, NULL, err);

	for (uint32_t i = 0; fault == FAULT_NONE && i < flags.count; i++) {
		const struct vault_flag *flag = &flags.items[i];

		if (flag->answer.len || (flag->severe && step->choice % 4 == 0))
			continue;
		*(int64_t *)array_add(&numbers, &world->arena) = flag->number;
		*(Span *)array_add(&spans, &world->arena) = flag->span;
		*(Span *)array_add(&spans, &world->arena) = flag->subject;
	}
	if (fault == FAULT_NONE && !numbers.count)
		return fail(err, FAULT_NOT_FOUND, "no flag is open");
	if (fault == FAULT_NONE)
		fault = vault_dismiss(
		    world->vault, id, revision, decision, numbers.items, numbers.count, err);
	for (uint32_t i = 0; fault == FAULT_NONE && world->number == 0 && i < spans.count; i++)
		model_dismiss(world->model, step->record, revision, spans.items[i]);
	return fault;
}

/* --- what must not open --- */

/* The index of the archive holds everything. */
static enum fault find(struct world *world, const struct step *step, struct error *err)
{
	PlaceList places = { 0 };
	struct error unheard = { 0 };
	struct edition *edition;
	enum fault fault = review_find(
	    world->review, text_of(word_of(world, step->target)), &world->arena, &places, err);

	edition = edition_open(path_join(&world->arena, world->archive, "index"), &unheard);
	if (edition)
		finding(world->findings, "the index of the archive can be opened to be served");
	edition_close(edition);
	return fault;
}

static enum fault see_public(void *context, const struct public_record *record, struct error *err)
{
	(void)err;
	if (text_equal(record->id, *(const Text *)context))
		*(Text *)context = (Text){ 0 };
	return FAULT_NONE;
}

/* A cut whose text was never made keeps the record in. Nothing of it stays. */
static enum fault cut_bare(struct world *world, Text id, uint32_t revision,
    const struct decision *decision, struct error *err)
{
	const struct vault_cut cut = { .span = { 3, 1 }, .code = TEXT_INIT("b(6)") };
	struct packed_content packed;
	struct error refused = { 0 }, hidden = { 0 };
	Text seen = id;

	if (vault_begin(world->vault, err) != FAULT_NONE)
		return err->fault;
	if (vault_redact(world->vault, id, revision, decision, &cut, 1, err) == FAULT_NONE) {
		if (vault_public_content(
			world->vault, id, revision, &world->arena, &packed, &refused) == FAULT_NONE)
			finding(
			    world->findings, "words were cut and the text from before goes out");
		if (vault_each_public(world->vault, decision->decided, see_public, &seen,
			&hidden) == FAULT_NONE &&
		    model_shows(world->model, world->history->steps[world->findings->step].record,
			revision, decision->decided.seconds) &&
		    !seen.len)
			finding(world->findings,
			    "words were cut, and it is public as if they were not");
	}
	vault_rollback(world->vault);
	return err->fault;
}

/* --- the site --- */

static enum fault write_site(struct world *world, const struct step *step, struct error *err)
{
	const char *folder = path_join(
	    &world->arena, path_join(&world->arena, world->archive, SITE_FOLDER), "articles");
	const char *word = word_of(world, step->target), *name = "note.md";
	Text text = text_format(&world->arena,
	    "title: On the %s company\ndate: 2011-09-01\n\nOf %s more is known.\n", word, word);

	if (step->choice % 4 == 0)
		name = text_format(&world->arena, ".%s.md", word).at;
	else if (step->choice % 4 == 1)
		name = text_format(&world->arena, "%s.md~", word).at;
	else if (step->choice % 4 == 3)
		return unlink(path_join(&world->arena, folder, name)) == 0
		    ? FAULT_NONE
		    : fail(err, FAULT_NOT_FOUND, "no article is there");
	return file_write(folder, name, text, err);
}

/* --- publishing --- */

static enum fault publish_now(struct world *world, const struct step *step, struct error *err)
{
	struct publish_settings settings = { .catalog = world->catalog,
		.archive = world->archive,
		.threads = (unsigned)world->number + 1,
		.segment_records = world->history->segment_records };
	struct publish_result result;
	enum fault fault;

	if (step->deed == DEED_KILLED && world->number == 0)
		checks_left = (int)(step->choice % 7);
	fault = publish(world->vault, world->public_folder, (Moment){ step->now, PRECISION_SECOND },
	    &settings, &result, err);
	checks_left = -1;
	return fault;
}

/* --- any of it --- */

static enum verdict verdict_of(enum deed deed)
{
	switch (deed) {
	case DEED_REVIEW:
		return VERDICT_REVIEW;
	case DEED_WITHHOLD:
		return VERDICT_WITHHOLD;
	case DEED_ADMIT:
		return VERDICT_ADMIT;
	case DEED_APPROVE:
		return VERDICT_APPROVE;
	case DEED_RELEASE:
		return VERDICT_RELEASE;
	default:
		return VERDICT_WITHDRAW;
	}
}

enum fault world_carry_out(
    struct world *world, int number, Text id, uint32_t revision, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	struct decision decision = decision_of(world, step);

	switch (step->deed) {
	case DEED_DISMISS:
		return dismiss(world, id, revision, number, &decision, err);
	case DEED_REDACT_WORD:
	case DEED_REDACT_EVERYWHERE:
		return redact_words(world, id, number, &decision, err);
	case DEED_REDACT_SPAN:
		return redact_span(world, id, revision, number, &decision, err);
	case DEED_REDACT_ALL:
		return redact_all(world, id, &decision, err);
	case DEED_RESTORE:
		return restore(world, id, revision, number, &decision, err);
	case DEED_SITE:
		return write_site(world, step, err);
	case DEED_FIND:
		return find(world, step, err);
	case DEED_BARE:
		return cut_bare(world, id, revision, &decision, err);
	case DEED_KILLED:
	case DEED_PUBLISH:
		return publish_now(world, step, err);
	case DEED_RESTART:
		return world_restart(world, err);
	default:
		decision.verdict = verdict_of(step->deed);
		return vault_decide(world->vault, id, &decision, err);
	}
}
