/* Measures the writer of index segments, in memory up to the file: inverting by lane and sealing,
 * what each section of the file takes, and how much memory. Reading the cables is not counted. Not
 * a test. usage: index_build [CABLES [LANES [SEED]]] */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/files.h"
#include "bench/texts.h"
#include "search/segment_layout.h"
#include "search/segment_writer.h"
#include "telegram/telegram.h"

#define MB         1e6
#define BATCH      64
#define LANES_MOST 16

static const char *const section_names[SEGMENT_SECTIONS] = { "dictionary", "heads", "postings",
	"skips", "positions", "bitmaps", "lengths", "subjects", "passages", "created", "released",
	"precisions", "by id", "texts", "columns", "sketches" };

struct bench {
	struct texts texts;
	const struct catalog *catalog;
	unsigned lanes;
	struct segment_writer *writer;
	uint32_t first, end; /* of the segment at hand */
	atomic_uint next;
	double reading[LANES_MOST], inverting[LANES_MOST]; /* seconds of the lane's thread */
	double adding, sealing;                            /* by the clock on the wall */
	uint64_t sections[SEGMENT_SECTIONS], written, words, terms, segments;
	struct error errors[LANES_MOST];
};

struct lane {
	struct bench *bench;
	unsigned number;
	pthread_t thread;
};

static double seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static enum fault add_one(struct bench *bench, unsigned lane, uint32_t number, struct error *err)
{
	struct record record = { 0 };
	struct published published = { .record = &record };
	struct repairs repairs;
	PassageList passages = { 0 };
	struct arena arena;
	double start = seconds(CLOCK_THREAD_CPUTIME_ID), middle;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = transcript_of(bench->texts.items.items[bench->first + number], &arena,
	    &record.transcript, &repairs, err);
	if (fault == FAULT_NONE)
		fault = telegram_read(&record, record.transcript.text, bench->catalog, &arena, err);
	if (fault == FAULT_NONE && !passages_of(&record, &arena, &passages))
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for a record");
	published.released = moment_of(
	    (Civil){ .year = 2011, .month = 8, .day = 1 + (int)(number % 28) }, PRECISION_DAY);
	middle = seconds(CLOCK_THREAD_CPUTIME_ID);
	if (fault == FAULT_NONE)
		fault = segment_writer_add(bench->writer, lane, number, &published, &passages, err);
	bench->reading[lane] += middle - start;
	bench->inverting[lane] += seconds(CLOCK_THREAD_CPUTIME_ID) - middle;
	arena_end(&arena);
	return fault;
}

static void *add_batches(void *context)
{
	const struct lane *lane = context;
	struct bench *bench = lane->bench;
	uint32_t count = bench->end - bench->first, at;

	while ((at = atomic_fetch_add(&bench->next, BATCH)) < count)
		for (uint32_t i = at; i < count && i < at + BATCH; i++)
			if (add_one(bench, lane->number, i, &bench->errors[lane->number]) !=
			    FAULT_NONE)
				return NULL;
	return NULL;
}

static enum fault add_all(struct bench *bench, struct error *err)
{
	struct lane lanes[LANES_MOST];
	double start = seconds(CLOCK_MONOTONIC);

	atomic_store(&bench->next, 0);
	for (unsigned i = 0; i < bench->lanes; i++) {
		lanes[i] = (struct lane){ .bench = bench, .number = i };
		if (pthread_create(&lanes[i].thread, NULL, add_batches, &lanes[i]) != 0)
			return fail(err, FAULT_NO_MEMORY, "no thread to be had");
	}
	for (unsigned i = 0; i < bench->lanes; i++) {
		pthread_join(lanes[i].thread, NULL);
		if (bench->errors[i].fault != FAULT_NONE)
			*err = bench->errors[i];
	}
	bench->adding += seconds(CLOCK_MONOTONIC) - start;
	return err->fault;
}

static enum fault measure_file(struct bench *bench, const char *path, struct error *err)
{
	struct segment_header header;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, &header, sizeof header) != (ssize_t)sizeof header)
		fail(err, FAULT_IO, "cannot read '%s'", path);
	else
		for (unsigned i = 0; i < SEGMENT_SECTIONS; i++)
			bench->sections[i] += header.sections[i].size;
	if (fd >= 0)
		close(fd);
	if (err->fault == FAULT_NONE) {
		bench->written += header.size;
		bench->words += header.words;
		bench->terms += header.terms;
		bench->segments++;
	}
	unlink(path);
	return err->fault;
}

static enum fault build(struct bench *bench, const char *path, struct error *err)
{
	bench->writer = segment_writer_begin(bench->catalog, bench->lanes, err);
	while (bench->writer && err->fault == FAULT_NONE && bench->end < bench->texts.items.count) {
		double start;

		bench->first = bench->end;
		bench->end += bench->texts.items.count - bench->end < SEGMENT_DOCUMENTS
		    ? bench->texts.items.count - bench->end
		    : SEGMENT_DOCUMENTS;
		if (add_all(bench, err) != FAULT_NONE)
			break;
		start = seconds(CLOCK_MONOTONIC);
		if (segment_writer_seal(bench->writer, path, err) == FAULT_NONE)
			bench->sealing += seconds(CLOCK_MONOTONIC) - start;
		if (err->fault == FAULT_NONE)
			measure_file(bench, path, err);
	}
	segment_writer_drop(bench->writer);
	return err->fault;
}

static double resident(void)
{
	unsigned long pages[2] = { 0 };
	FILE *file = fopen("/proc/self/statm", "r");

	if (file && fscanf(file, "%lu %lu", &pages[0], &pages[1]) != 2)
		pages[1] = 0;
	if (file)
		fclose(file);
	return (double)pages[1] * (double)sysconf(_SC_PAGESIZE);
}

static void report(const struct bench *bench, double before)
{
	double text = (double)bench->texts.bytes, reading = 0, inverting = 0;
	struct rusage usage;

	for (unsigned i = 0; i < bench->lanes; i++) {
		reading += bench->reading[i];
		inverting += bench->inverting[i];
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("%u cables, %.1f MB, %.1f million words, %.0f terms, %u lanes, %u segments\n",
	    bench->texts.items.count, text / MB, (double)bench->words / 1e6, (double)bench->terms,
	    bench->lanes, (unsigned)bench->segments);
	printf("inverting  %7.1f MB/s a lane (reading the cables %.1f); all of adding %.2f s\n",
	    text / MB / inverting, text / MB / reading, bench->adding);
	printf("sealing    %7.1f MB/s, %.2f s\n", text / MB / bench->sealing, bench->sealing);
	printf("memory     %7.1f MB beside the texts, %.2f of them\n",
	    ((double)usage.ru_maxrss * 1024 - before) / MB,
	    ((double)usage.ru_maxrss * 1024 - before) / text);
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++)
		printf("%-10s %12llu bytes %6.2f %% of the text\n", section_names[i],
		    (unsigned long long)bench->sections[i],
		    100 * (double)bench->sections[i] / text);
	printf("%-10s %12llu bytes %6.2f %% of the text\n", "all",
	    (unsigned long long)bench->written, 100 * (double)bench->written / text);
}

int main(int count, char **words)
{
	static struct bench bench;
	uint64_t numbers[3] = { 65536, 2, 1 };
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);
	char folder[] = "/tmp/index_build.XXXXXX";
	const char *path;
	double before;

	bench.catalog = catalog;
	arena_begin(&bench.texts.arena, 0);
	for (int i = 1; i < count && i < 4; i++) {
		Text text = text_of(words[i]);

		if (!text_take_digits(&text, 12, &numbers[i - 1]) || text.len)
			fail(&err, FAULT_USAGE, "usage: index_build [CABLES [LANES [SEED]]]");
	}
	bench.lanes = numbers[1] < 1  ? 1
	    : numbers[1] > LANES_MOST ? LANES_MOST
				      : (unsigned)numbers[1];
	if (err.fault == FAULT_NONE && !mkdtemp(folder))
		fail(&err, FAULT_IO, "cannot make a folder for the file");
	if (err.fault == FAULT_NONE)
		texts_invent(&bench.texts, numbers[0], numbers[2], &err);
	before = resident();
	path = path_join(&bench.texts.arena, folder, "index.seg");
	if (err.fault == FAULT_NONE && build(&bench, path, &err) == FAULT_NONE)
		report(&bench, before);
	rmdir(folder);
	if (err.fault != FAULT_NONE)
		fprintf(stderr, "index_build: %s\n", err.text);
	arena_end(&bench.texts.arena);
	catalog_close(catalog);
	return fault_exit_code(err.fault);
}
