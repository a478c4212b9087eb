/* Builds or asks the engine that is linked. usage:
 *   peer-NAME build CORPUS FOLDER              prints NAME, seconds, peak KiB, KiB on disk
 *   peer-NAME ask CORPUS FOLDER QUESTIONS      prints, between tabs:
 *     NAME answer N KIND TOTAL CHECKSUM NANOSECONDS HIT,HIT... TYPED
 *     NAME snippets N KIND NANOSECONDS           (where the engine has them)
 *     NAME open NANOSECONDS
 *     NAME memory KiB KiB                        peak; private at the end
 * One thread. All questions are asked before they are timed, for the checksum and to be warm; then
 * each one 7 times (under 20 ms), 3 times (under 300 ms) or once; the median counts. */
#include "bench/peers/peer.h"

#include <ftw.h>
#include <unistd.h>

#define QUESTIONS_MOST 1024
#define REPEATS_MOST   7
#define MILLISECOND    1000000u

struct set {
	struct question questions[QUESTIONS_MOST];
	char *lines[QUESTIONS_MOST];
	unsigned count;
};

static uint64_t blocks;

static int add_blocks(const char *path, const struct stat *facts, int kind)
{
	(void)path;
	if (kind == FTW_F)
		blocks += (uint64_t)facts->st_blocks;
	return 0;
}

static uint64_t size_of(const char *folder)
{
	blocks = 0;
	ftw(folder, add_blocks, 16);
	return blocks / 2;
}

static const char *filter_of(const char *field)
{
	return strcmp(field, "-") == 0 ? "" : field;
}

static void read_question(char *line, struct question *question)
{
	char *fields[FIELDS_MOST], *rest;

	if (cut_fields(line, fields) != 9)
		die("a question has not nine fields");
	*question = (struct question){ .kind = fields[0],
		.typed = fields[1],
		.op = fields[2][0],
		.origin = filter_of(fields[4]),
		.classification = filter_of(fields[5]),
		.from_year = (int)strtol(fields[6], NULL, 10),
		.to_year = (int)strtol(fields[7], NULL, 10),
		.tag = filter_of(fields[8]) };
	if (question->op == '-')
		return;
	for (char *word = strtok_r(fields[3], " ", &rest);
	     word && question->word_count < WORDS_MOST; word = strtok_r(NULL, " ", &rest))
		question->words[question->word_count++] = word;
}

static void read_set(struct set *set, const char *path)
{
	FILE *file = fopen(path, "re");
	size_t room = 0;
	char *line = NULL;

	if (!file)
		die("cannot open %s", path);
	while (set->count < QUESTIONS_MOST && getline(&line, &room, file) > 0) {
		set->lines[set->count] = line;
		read_question(line, &set->questions[set->count++]);
		line = NULL;
		room = 0;
	}
	free(line);
	fclose(file);
}

enum manner { ALL_VALUES, AS_SHOWN, WITH_SNIPPETS };

static uint64_t ask(
    void *engine, const struct question *question, enum manner manner, struct answer *answer)
{
	uint64_t start, took;

	answer->total = answer->checksum = answer->nanoseconds = 0;
	answer->hit_count = 0;
	start = nanoseconds();
	if (manner == WITH_SNIPPETS)
		peer.ask_snippets(engine, question, answer);
	else
		peer.ask(engine, question, manner == ALL_VALUES ? 0 : VALUES, answer);
	took = nanoseconds() - start;
	return answer->nanoseconds ? answer->nanoseconds : took;
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static uint64_t median(void *engine, const struct question *question, enum manner manner)
{
	static struct answer answer;
	uint64_t took[REPEATS_MOST];
	unsigned repeats = 1;

	took[0] = ask(engine, question, manner, &answer);
	if (took[0] < 20 * MILLISECOND)
		repeats = 7;
	else if (took[0] < 300 * MILLISECOND)
		repeats = 3;
	for (unsigned i = 1; i < repeats; i++)
		took[i] = ask(engine, question, manner, &answer);
	qsort(took, repeats, sizeof *took, by_size);
	return took[repeats / 2];
}

static void put_answer(
    unsigned number, const struct question *question, const struct answer *answer, uint64_t took)
{
	printf("%s\tanswer\t%u\t%s\t%llu\t%016llx\t%llu\t", peer.name, number, question->kind,
	    (unsigned long long)answer->total, (unsigned long long)answer->checksum,
	    (unsigned long long)took);
	for (unsigned i = 0; i < answer->hit_count; i++)
		printf("%s%u", i ? "," : "", answer->hits[i]);
	printf("%s\t%s\n", answer->hit_count ? "" : "-", question->typed);
}

static void warm_up(void *engine, const struct set *set, struct answer *answers)
{
	static struct answer answer;
	uint64_t end;

	for (unsigned i = 0; i < set->count; i++)
		ask(engine, &set->questions[i], ALL_VALUES, &answers[i]);
	end = nanoseconds() + peer.warm_seconds * (uint64_t)1000 * MILLISECOND;
	while (nanoseconds() < end)
		for (unsigned i = 0; i < set->count; i++)
			ask(engine, &set->questions[i], AS_SHOWN, &answer);
}

static void ask_all(const char *corpus, const char *folder, const char *path)
{
	static struct set set;
	static struct answer answers[QUESTIONS_MOST];
	uint64_t start, own, peak;
	void *engine;

	read_set(&set, path);
	start = nanoseconds();
	engine = peer.open(corpus, folder);
	printf("%s\topen\t%llu\n", peer.name, (unsigned long long)(nanoseconds() - start));
	warm_up(engine, &set, answers);
	for (unsigned i = 0; i < set.count; i++)
		put_answer(
		    i, &set.questions[i], &answers[i], median(engine, &set.questions[i], AS_SHOWN));
	for (unsigned i = 0; peer.snippets && i < set.count; i++)
		printf("%s\tsnippets\t%u\t%s\t%llu\n", peer.name, i, set.questions[i].kind,
		    (unsigned long long)median(engine, &set.questions[i], WITH_SNIPPETS));
	peak = peer.memory ? peer.memory(engine, &own) : process_memory(getpid(), &own);
	printf("%s\tmemory\t%llu\t%llu\n", peer.name, (unsigned long long)peak,
	    (unsigned long long)own);
	peer.close(engine);
	for (unsigned i = 0; i < set.count; i++)
		free(set.lines[i]);
}

static void build(const char *corpus, const char *folder)
{
	uint64_t start = nanoseconds(), took, own, peak, size;
	void *engine = NULL;

	peer.build(corpus, folder);
	took = nanoseconds() - start;
	peak = peer.memory ? peer.memory(engine, &own) : process_memory(getpid(), &own);
	size = peer.size ? peer.size(engine) : size_of(folder);
	printf("%s\tbuild\t%.1f\t%llu\t%llu\n", peer.name, (double)took / 1e9,
	    (unsigned long long)peak, (unsigned long long)size);
}

int main(int count, char **words)
{
	if (count == 4 && strcmp(words[1], "build") == 0 && peer.build)
		build(words[2], words[3]);
	else if (count == 5 && strcmp(words[1], "ask") == 0)
		ask_all(words[2], words[3], words[4]);
	else
		die("usage: build CORPUS FOLDER, or ask CORPUS FOLDER QUESTIONS");
	return 0;
}
