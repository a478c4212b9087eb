/* Lucene in its own process: a question is a line to Lucene.java, an answer a line back with the
 * time it took there. PEERS_CLASSES is its class path. Warmed for long, until the compiler of the
 * virtual machine has nothing left to do. */
#include "bench/peers/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct lucene {
	FILE *to, *from;
	pid_t process;
	char *line;
	size_t room;
};

static pid_t start(const char *what, const char *corpus, const char *folder, int in, int out)
{
	const char *classes = getenv("PEERS_CLASSES");
	/* One segment, one thread: throughput counts, so the parallel collector. */
	const char *words[] = { "java", "-Xmx4g", "-XX:+UseParallelGC", "-cp",
		classes ? classes : ".", "Lucene", what, corpus, folder, NULL };
	posix_spawn_file_actions_t actions;
	pid_t process;
	int code;

	posix_spawn_file_actions_init(&actions);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	if (out >= 0)
		posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	code = posix_spawnp(&process, words[0], &actions, NULL, (char *const *)words, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (code)
		die("java: %s", strerror(code));
	return process;
}

static void build(const char *corpus, const char *folder)
{
	int status;

	if (waitpid(start("build", corpus, folder, -1, -1), &status, 0) < 0 || status)
		die("building failed");
}

static void pipe_of(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		die("pipe: %s", strerror(errno));
}

static void *open_lucene(const char *corpus, const char *folder)
{
	struct lucene *lucene = calloc(1, sizeof *lucene);
	int to[2], from[2];

	if (!lucene)
		die("no memory");
	pipe_of(to);
	pipe_of(from);
	lucene->process = start("ask", corpus, folder, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	lucene->to = fdopen(to[1], "w");
	lucene->from = fdopen(from[0], "r");
	if (!lucene->to || !lucene->from ||
	    getline(&lucene->line, &lucene->room, lucene->from) <= 0)
		die("it did not start");
	return lucene;
}

static const char *field(const char *text)
{
	return *text ? text : "-";
}

static void ask(
    void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	struct lucene *lucene = opened;
	char *at;

	fprintf(lucene->to, "%u\t%c\t", values, question->op);
	for (unsigned i = 0; i < question->word_count; i++)
		fprintf(lucene->to, "%s%s", i ? " " : "", question->words[i]);
	fprintf(lucene->to, "%s\t%s\t%s\t%d\t%d\t%s\n", question->word_count ? "" : "-",
	    field(question->origin), field(question->classification), question->from_year,
	    question->to_year, field(question->tag));
	fflush(lucene->to);
	if (getline(&lucene->line, &lucene->room, lucene->from) <= 0)
		die("it ended at '%s'", question->typed);
	answer->nanoseconds = strtoull(lucene->line, &at, 10);
	answer->total = strtoull(at, &at, 10);
	answer->checksum = strtoull(at, &at, 10);
	while (*at == ' ' && answer->hit_count < HITS) {
		answer->hits[answer->hit_count] = (uint32_t)strtoul(at, &at, 10);
		answer->scores[answer->hit_count++] = strtod(at, &at);
	}
}

static uint64_t memory(void *opened, uint64_t *own)
{
	const struct lucene *lucene = opened;
	struct rusage used;

	if (lucene)
		return process_memory(lucene->process, own);
	getrusage(RUSAGE_CHILDREN, &used);
	*own = 0;
	return (uint64_t)used.ru_maxrss;
}

static void close_lucene(void *opened)
{
	struct lucene *lucene = opened;

	fclose(lucene->to);
	fclose(lucene->from);
	waitpid(lucene->process, NULL, 0);
	free(lucene->line);
	free(lucene);
}

const struct peer peer = {
	.name = "Lucene",
	.warm_seconds = 20,
	.build = build,
	.open = open_lucene,
	.ask = ask,
	.close = close_lucene,
	.memory = memory,
};
