/* An archive and its PUBLIC, and what is done to them in which world. */
#include "leaks.h"

#include <stdlib.h>

#include "base/files.h"
#include "flags/flags.h"
#include "publish/site.h"
#include "review/review.h"

/* --- opening --- */

static bool open_vault(struct world *world, struct error *err)
{
	world->vault = vault_open(world->archive, VAULT_WRITE, err);
	if (world->vault)
		world->review = review_open(world->archive, world->vault, world->catalog, err);
	if (world->review)
		world->flagger = flagger_open(review_rules(world->review), err);
	return world->flagger != NULL;
}

static void close_vault(struct world *world)
{
	flagger_close(world->flagger);
	review_close(world->review);
	vault_close(world->vault);
	world->flagger = NULL;
	world->review = NULL;
	world->vault = NULL;
}

enum fault world_restart(struct world *world, struct error *err)
{
	close_vault(world);
	return open_vault(world, err) ? FAULT_NONE : err->fault;
}

static enum fault write_settings(struct world *world, struct error *err)
{
	const char *site = path_join(&world->arena, world->archive, SITE_FOLDER);
	enum fault fault = folder_make(path_join(&world->arena, site, "articles"), err);

	return fault != FAULT_NONE ? fault
				   : file_write(site, "settings.txt",
					 world->history->shows_earlier ? TEXT("earlier = show\n")
								       : TEXT("name = Harbor\n"),
					 err);
}

bool world_open(struct world *world, struct history *history, int number, const char *folder,
    const struct catalog *catalog, struct model *model, struct findings *findings)
{
	struct error err = { 0 };

	*world = (struct world){ .number = number,
		.history = history,
		.catalog = catalog,
		.model = model,
		.findings = findings };
	arena_begin(&world->arena, 0);
	world->folder = folder;
	world->archive = path_join(&world->arena, folder, "archive");
	world->public_folder = path_join(&world->arena, folder, "public");
	if (folder_remove(folder, &err) == FAULT_NONE && folder_make(folder, &err) == FAULT_NONE &&
	    vault_init(world->archive, &err) == FAULT_NONE && open_vault(world, &err) &&
	    write_settings(world, &err) == FAULT_NONE)
		return true;
	finding(findings, "a world could not be made: %s", err.text);
	return false;
}

void world_close(struct world *world)
{
	close_vault(world);
	arena_end(&world->arena);
}

static void set_clock(struct world *world, int64_t now)
{
	Text iso = moment_iso(&world->arena, (Moment){ now, PRECISION_SECOND });

	setenv("CHANCERY_NOW", text_string(&world->arena, iso), 1);
}

static bool wants_word(enum deed deed)
{
	return deed == DEED_REDACT_WORD || deed == DEED_REDACT_SPAN ||
	    deed == DEED_REDACT_EVERYWHERE || deed == DEED_FIND;
}

/* These concern no record, or all of them. */
static bool is_of_archive(enum deed deed)
{
	return (deed >= DEED_SITE && deed != DEED_BARE) || deed == DEED_REDACT_EVERYWHERE;
}

static bool is_known_fault(enum fault fault)
{
	return fault == FAULT_NOT_FOUND || fault == FAULT_CONFLICT || fault == FAULT_BAD_INPUT ||
	    fault == FAULT_INTERRUPTED;
}

/* --- the first world --- */

static void tell_open_gate(struct world *world, int number)
{
	const struct step *step = &world->history->steps[number];
	Text id = id_of(world->history, step->record, 0, DECOY_NONE, &world->arena);

	finding(world->findings,
	    "'%.*s' of %.*s was let through: it is withheld, has an open flag, or "
	    "was seen by one curator only",
	    TEXT_ARG(deed_command(step->deed)), TEXT_ARG(id));
}

static void settle(struct world *world, int number, const struct error *err)
{
	struct step *step = &world->history->steps[number];
	bool publishes = step->deed == DEED_PUBLISH || step->deed == DEED_KILLED;

	step->fault = err->fault;
	step->done = err->fault == FAULT_NONE;
	if (!step->done && !is_known_fault(err->fault))
		finding(world->findings, "'%.*s' failed: %s", TEXT_ARG(deed_command(step->deed)),
		    err->text);
	if (!step->done)
		return;
	if (!model_admits(world->model, number))
		tell_open_gate(world, number);
	else if (publishes && model_hinders(world->model, step->now))
		finding(world->findings, "published with an open severe flag");
	else
		model_done(world->model, number);
}

static void do_first(struct world *world, int number)
{
	struct step *step = &world->history->steps[number];
	Text id = id_of(world->history, step->record, 0, DECOY_NONE, &world->arena);
	uint32_t latest = model_latest(world->model, step->record);
	struct error err = { 0 };

	step->revision = latest;
	if (step->deed == DEED_RESTORE && latest)
		step->revision = 1 + step->choice % latest;
	if ((wants_word(step->deed) && step->target < 0) ||
	    (!is_of_archive(step->deed) && step->deed != DEED_INGEST && !latest)) {
		step->fault = FAULT_NOT_FOUND;
		return;
	}
	if (step->deed == DEED_INGEST)
		world_ingest(world, number, DECOY_NONE, &err);
	else
		world_carry_out(world, number, id, step->revision, &err);
	settle(world, number, &err);
}

/* --- the second --- */

static void ingest_second(struct world *world, int number, struct error *err)
{
	const struct step *step = &world->history->steps[number];
	bool record = model_was_seen(world->model, step->record, 0);
	bool revision = model_was_seen(world->model, step->record, step->revision);

	if (revision)
		world_ingest(world, number, DECOY_NONE, err);
	else if (step->revision == 1)
		world_ingest(world, number, record ? DECOY_TEXT : DECOY_RECORD, err);
}

/* What concerns a revision that nobody ever saw is left out. */
static bool is_left_out(const struct world *world, const struct step *step)
{
	bool of_revision = step->deed == DEED_REVIEW || step->deed == DEED_DISMISS ||
	    step->deed == DEED_APPROVE || step->deed == DEED_RELEASE ||
	    step->deed == DEED_REDACT_SPAN || step->deed == DEED_RESTORE;

	if (!step->done || step->deed == DEED_FIND || step->deed == DEED_BARE)
		return true;
	if (is_of_archive(step->deed))
		return step->deed == DEED_SITE && step->choice % 8 < 2;
	return !model_was_seen(world->model, step->record, 0) ||
	    (of_revision && !world->revisions[step->record][step->revision]);
}

static void do_second(struct world *world, int number)
{
	const struct step *step = &world->history->steps[number];
	Text id = id_of(world->history, step->record, 1, DECOY_NONE, &world->arena);
	struct error err = { 0 };

	if (step->deed == DEED_INGEST && step->done)
		ingest_second(world, number, &err);
	else if (step->deed != DEED_INGEST && !is_left_out(world, step))
		world_carry_out(
		    world, number, id, world->revisions[step->record][step->revision], &err);
	if (err.fault != FAULT_NONE && !is_known_fault(err.fault))
		finding(world->findings, "in the second world '%.*s' failed: %s",
		    TEXT_ARG(deed_command(step->deed)), err.text);
}

void world_do(struct world *world, int step)
{
	set_clock(world, world->history->steps[step].now);
	if (world->number == 0)
		do_first(world, step);
	else
		do_second(world, step);
}
