/* A history as it would be typed, to be read and done again; and as a script for the program
 * itself, which asks at each publish what readers get over HTTP: tests/leaks/run. */
#include "leaks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"

static void put_time(FILE *to, struct arena *arena, int64_t seconds)
{
	fprintf(to, "%.*s", TEXT_ARG(moment_iso(arena, (Moment){ seconds, PRECISION_SECOND })));
}

static const char *word_of(const struct history *history, int canary)
{
	return canary < 0 ? "" : history->canaries[canary].word[0];
}

static const char *target_of(
    const struct history *history, const struct step *step, struct arena *arena)
{
	const struct record_text *record = &history->records[step->record];

	for (int i = 0; i < record->revisions; i++)
		if (step->target >= 0 && record->texts[i].canaries[SLOT_CITED] == step->target)
			return text_format(arena, CITED_FORM, word_of(history, step->target)).at;
	return word_of(history, step->target);
}

static const char *source_name(const struct step *step, struct arena *arena)
{
	return text_format(arena, "record-%d-%d.txt", step->record, step->text).at;
}

/* Words of a command behind its name and the archive. */
static void put_operands(
    const struct history *history, const struct step *step, Text id, FILE *to, struct arena *arena)
{
	switch (step->deed) {
	case DEED_INGEST:
		fprintf(to, " %s", source_name(step, arena));
		break;
	case DEED_PUBLISH:
	case DEED_KILLED:
		fprintf(to, " public");
		if (history->segment_records)
			fprintf(to, " --segment %u", history->segment_records);
		break;
	case DEED_DISMISS:
	case DEED_RESTORE:
		fprintf(to, " %.*s $numbers", TEXT_ARG(id));
		break;
	case DEED_REDACT_WORD:
	case DEED_REDACT_EVERYWHERE:
		fprintf(to, " %.*s '%s'", TEXT_ARG(id), target_of(history, step, arena));
		break;
	case DEED_REDACT_SPAN:
		fprintf(to, " %.*s START+LENGTH (of '%s')", TEXT_ARG(id),
		    target_of(history, step, arena));
		break;
	default:
		fprintf(to, " %.*s", TEXT_ARG(id));
		break;
	}
}

static bool is_decision(enum deed deed)
{
	return deed > DEED_INGEST && deed <= DEED_WITHDRAW;
}

static void tell_step(const struct history *history, int number, FILE *to)
{
	const struct step *step = &history->steps[number];
	struct arena arena;

	arena_begin(&arena, 0);
	fprintf(to, "%3d CHANCERY_NOW=", number);
	put_time(to, &arena, step->now);
	fprintf(to, " chancery %.*s archive", TEXT_ARG(deed_command(step->deed)));
	put_operands(
	    history, step, id_of(history, step->record, 0, DECOY_NONE, &arena), to, &arena);
	if (is_decision(step->deed))
		fprintf(to, " --curator 'Jo %s' --reason '%s'", word_of(history, step->curator),
		    word_of(history, step->note));
	if ((step->deed == DEED_RELEASE || step->deed == DEED_WITHDRAW) &&
	    step->effective != step->now) {
		fprintf(to, " --at ");
		put_time(to, &arena, step->effective);
	}
	fprintf(to, "   # revision %u, %s\n", step->revision, step->done ? "done" : "refused");
	arena_end(&arena);
}

void history_tell(const struct history *history, FILE *to)
{
	fprintf(
	    to, "history %u of seed %llu:\n", history->number, (unsigned long long)history->seed);
	for (int i = 0; i < history->step_count; i++)
		tell_step(history, i, to);
}

/* --- the script --- */

/* What the program can do by a command line alone. */
static bool is_scripted(const struct step *step)
{
	switch (step->deed) {
	case DEED_SITE:
	case DEED_FIND:
	case DEED_BARE:
	case DEED_KILLED:
	case DEED_RESTART:
	case DEED_REDACT_SPAN:
	case DEED_RESTORE:
	case DEED_DISMISS:
		return false;
	default:
		return true;
	}
}

void history_keep_scripted(struct history *history)
{
	int kept = 0;

	for (int i = 0; i < history->step_count; i++) {
		if (history->steps[i].deed == DEED_WITHDRAW)
			history->steps[i].effective = history->steps[i].now;
		/* A narrative's year stands outside of it; publish concerns no record. */
		if (is_scripted(&history->steps[i]) &&
		    (history->steps[i].deed == DEED_PUBLISH ||
			history->records[history->steps[i].record].shape != SHAPE_NARRATIVE))
			history->steps[kept++] = history->steps[i];
	}
	history->step_count = kept;
	history->shows_earlier = false;
}

static void put_command(
    const struct history *history, const struct step *step, FILE *to, struct arena *arena)
{
	Text id = id_of(history, step->record, 0, DECOY_NONE, arena);
	const char *target = target_of(history, step, arena);

	fprintf(to, "at ");
	put_time(to, arena, step->now);
	switch (step->deed) {
	case DEED_INGEST:
		fprintf(to, " ingest archive %s", source_name(step, arena));
		break;
	case DEED_REVIEW:
		fprintf(to, " review archive %.*s --pass", TEXT_ARG(id));
		break;
	case DEED_REDACT_ALL:
		fprintf(to, " redact archive %.*s --all-words --code '1.4(d)'", TEXT_ARG(id));
		break;
	case DEED_REDACT_WORD:
	case DEED_REDACT_EVERYWHERE:
		fprintf(to, " redact archive %.*s --words '%s' --code 'b(6)'%s", TEXT_ARG(id),
		    target, step->deed == DEED_REDACT_EVERYWHERE ? " --everywhere" : "");
		break;
	case DEED_PUBLISH:
		fprintf(to, " publish archive public");
		break;
	default:
		fprintf(to, " %.*s archive %.*s", TEXT_ARG(deed_command(step->deed)), TEXT_ARG(id));
		break;
	}
	if (is_decision(step->deed))
		fprintf(to, " --curator 'Jo %s'", word_of(history, step->curator));
	if (is_decision(step->deed) && step->deed != DEED_REVIEW)
		fprintf(to, " --reason 'because of %s'", word_of(history, step->note));
	if (step->deed == DEED_RELEASE && step->effective != step->now) {
		fprintf(to, " --at ");
		put_time(to, arena, step->effective);
	}
	fputc('\n', to);
}

static enum fault put_sources(
    const struct history *history, const char *folder, struct arena *arena, struct error *err)
{
	enum fault fault = FAULT_NONE;

	for (int i = 0; i < history->step_count && fault == FAULT_NONE; i++) {
		const struct step *step = &history->steps[i];

		if (step->deed == DEED_INGEST)
			fault = file_write(folder, source_name(step, arena),
			    source_of(history, step->record, step->text, 0, DECOY_NONE, arena),
			    err);
	}
	return fault;
}

/* "expect secret WORD..." and "expect public WORD...", after each publish. */
static void put_expected(const struct history *history, enum whereabouts is, FILE *to)
{
	fprintf(to, "expect_%s", is == SECRET ? "secret" : "public");
	for (int i = 0; i < history->canary_count; i++)
		if (history->canaries[i].is == is)
			fprintf(to, " %s", history->canaries[i].word[0]);
	fputc('\n', to);
}

FILE *script_begin(const struct history *history, const char *folder)
{
	struct error err = { 0 };
	struct arena arena;
	FILE *script = NULL;

	arena_begin(&arena, 0);
	if (folder_make(folder, &err) == FAULT_NONE &&
	    put_sources(history, folder, &arena, &err) == FAULT_NONE)
		script = fopen(path_join(&arena, folder, "history.sh"), "w");
	arena_end(&arena);
	return script;
}

void script_step(const struct history *history, int number, FILE *script)
{
	const struct step *step = &history->steps[number];
	struct arena arena;

	if (!step->done)
		return;
	arena_begin(&arena, 0);
	put_command(history, step, script, &arena);
	arena_end(&arena);
	if (step->deed != DEED_PUBLISH)
		return;
	put_expected(history, SECRET, script);
	put_expected(history, PUBLIC, script);
}
