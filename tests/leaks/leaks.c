/* usage: leaks --histories N [--seed S] [--history I] [--folder DIR] [--script DIR] [--tell]
 * [--stop] */
#include "leaks.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"

#define TOLD_MOST 12 /* findings of one history that are printed */

struct run {
	uint64_t seed;
	uint32_t first, behind;
	const char *folder, *script;
	bool tells, stops;
	struct catalog *catalog;
	uint32_t lived;
	uint64_t leaks, canaries, publishes, refused, found, secret;
	uint64_t done[DEED_COUNT], drawn[DEED_COUNT];
};

void finding(struct findings *findings, const char *format, ...)
{
	va_list args;

	if (findings->leaks++ >= TOLD_MOST)
		return;
	fprintf(findings->to, "history %" PRIu32 ", step %d: ", findings->history->number,
	    findings->step);
	va_start(args, format);
	vfprintf(findings->to, format, args);
	va_end(args);
	fputc('\n', findings->to);
}

/* --- one history --- */

/* An edition of the first world, as it was. */
struct edition_seen {
	int step;
	struct tree tree;
};

struct seen {
	struct arena arena;
	ARRAY(struct edition_seen) editions;
	FILE *script; /* NULL: none is wanted */
};

static void look(struct run *run, struct world *world, struct model *model, struct seen *seen)
{
	struct history *history = world->history;
	struct edition_seen *edition = array_add(&seen->editions, &seen->arena);
	struct hunt hunt;

	run->publishes++;
	model_judge(model, history->steps[world->findings->step].now);
	hunt_begin(&hunt, history, world->findings);
	hunt_in_folder(&hunt, world->public_folder);
	for (int i = 0; i < history->canary_count; i++) {
		const struct canary *canary = &history->canaries[i];

		run->found += canary->is == PUBLIC && hunt.found[i];
		run->secret += canary->is == SECRET;
		if (canary->is == PUBLIC && !hunt.found[i])
			finding(world->findings,
			    "the test is blind: '%s' (%s) is public and was not found",
			    canary->word[0], canary->place);
	}
	ask_all(&hunt, world->public_folder, world->catalog, model);
	hunt_end(&hunt);
	edition->step = world->findings->step;
	tree_of(world->public_folder, &seen->arena, &edition->tree);
}

static bool publishes(const struct step *step)
{
	return step->done && (step->deed == DEED_PUBLISH || step->deed == DEED_KILLED);
}

static void live_first(struct run *run, struct history *history, struct model *model,
    struct findings *findings, struct seen *seen)
{
	struct world world;
	const char *folder = path_join(&seen->arena, run->folder, "first");

	if (world_open(&world, history, 0, folder, run->catalog, model, findings))
		for (int i = 0; i < history->step_count; i++) {
			const struct step *step = &history->steps[i];

			findings->step = i;
			world_do(&world, i);
			if (seen->script && !publishes(step))
				script_step(history, i, seen->script);
			run->drawn[step->deed]++;
			run->done[step->deed] += step->done;
			run->refused += step->deed == DEED_PUBLISH && !step->done;
			if (publishes(step))
				look(run, &world, model, seen);
			if (seen->script && publishes(step))
				script_step(history, i, seen->script);
		}
	world_close(&world);
}

static void live_second(struct run *run, struct history *history, struct model *model,
    struct findings *findings, struct seen *seen)
{
	struct world world;
	const char *folder = path_join(&seen->arena, run->folder, "second");
	uint32_t next = 0;

	history_disguise(history);
	if (world_open(&world, history, 1, folder, run->catalog, model, findings))
		for (int i = 0; i < history->step_count; i++) {
			struct tree tree;

			findings->step = i;
			world_do(&world, i);
			if (!publishes(&history->steps[i]))
				continue;
			tree_of(world.public_folder, &seen->arena, &tree);
			tree_compare(&seen->editions.items[next++].tree, &tree, findings);
		}
	world_close(&world);
}

static void live(struct run *run, uint32_t number)
{
	struct history *history = malloc(sizeof *history);
	struct findings findings = { .history = history, .to = stdout };
	struct model *model;
	struct seen seen = { 0 };

	if (!history)
		abort();
	history_draw(history, run->seed, number);
	model = model_open(history);
	arena_begin(&seen.arena, 0);
	if (run->script)
		history_keep_scripted(history);
	if (run->script && !(seen.script = script_begin(history, run->script)))
		finding(&findings, "no script could be made in %s", run->script);
	live_first(run, history, model, &findings, &seen);
	live_second(run, history, model, &findings, &seen);
	if (findings.leaks || run->tells)
		history_tell(history, stdout);
	run->leaks += findings.leaks;
	run->canaries += (uint64_t)history->canary_count;
	if (seen.script)
		fclose(seen.script);
	arena_end(&seen.arena);
	model_close(model);
	free(history);
}

/* --- all of them --- */

static void tell_run(const struct run *run)
{
	printf("%" PRIu64 " editions, %" PRIu64 " publishes refused; of canaries in them %" PRIu64
	       " public and found, %" PRIu64 " secret\ndone of drawn:",
	    run->publishes, run->refused, run->found, run->secret);
	for (int i = 0; i < DEED_COUNT; i++)
		printf("%s %.*s %" PRIu64 "/%" PRIu64, i ? "," : "",
		    TEXT_ARG(deed_command((enum deed)i)), run->done[i], run->drawn[i]);
	printf("\n%u histories, %" PRIu64 " canaries, %" PRIu64 " leaks\n", run->lived,
	    run->canaries, run->leaks);
}

static uint64_t number_of(const char *text)
{
	Text rest = text_of(text);
	uint64_t number;

	if (text_take_digits(&rest, 18, &number) && !rest.len)
		return number;
	fprintf(stderr, "leaks: '%s' is no number\n", text);
	exit(2);
}

static void read_options(struct run *run, int count, char **arguments)
{
	static const struct option options[] = { { "histories", required_argument, NULL, 'n' },
		{ "seed", required_argument, NULL, 's' },
		{ "history", required_argument, NULL, 'i' },
		{ "folder", required_argument, NULL, 'f' },
		{ "script", required_argument, NULL, 'c' }, { "tell", no_argument, NULL, 't' },
		{ "stop", no_argument, NULL, 'x' }, { 0 } };
	int option;

	while ((option = getopt_long(count, arguments, "", options, NULL)) != -1) {
		switch (option) {
		case 'n':
			run->behind = (uint32_t)number_of(optarg);
			break;
		case 's':
			run->seed = number_of(optarg);
			break;
		case 'i':
			run->first = (uint32_t)number_of(optarg);
			run->behind = run->first + 1;
			break;
		case 'f':
			run->folder = optarg;
			break;
		case 'c':
			run->script = optarg;
			break;
		case 't':
			run->tells = true;
			break;
		case 'x':
			run->stops = true;
			break;
		default:
			exit(2);
		}
	}
}

int main(int count, char **arguments)
{
	char folder[] = "/dev/shm/leaks.XXXXXX";
	struct run run = { .seed = 1, .behind = 100 };
	struct error err = { 0 };
	bool made;

	read_options(&run, count, arguments);
	made = !run.folder;
	if (!run.folder && !(run.folder = mkdtemp(folder)) &&
	    !(run.folder =
		    mkdtemp(memcpy(folder, "/tmp/leaks.XXXXXX", sizeof "/tmp/leaks.XXXXXX")))) {
		fprintf(stderr, "leaks: no folder to work in\n");
		return 2;
	}
	run.catalog = catalog_open(&err);
	if (!run.catalog) {
		fprintf(stderr, "leaks: %s\n", err.text);
		return 2;
	}
	for (uint32_t i = run.first; i < run.behind && !(run.stops && run.leaks); i++) {
		live(&run, i);
		run.lived++;
	}
	catalog_close(run.catalog);
	if (made)
		folder_remove(run.folder, &err);
	tell_run(&run);
	return run.leaks ? 1 : 0;
}
