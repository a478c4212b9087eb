/* Sealing: the steps one after the other, most of them on all lanes at once. Nothing that is
 * written follows from which lane had which document (I5). */
#include <pthread.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "search/score.h"
#include "search/writer.h"

/* --- threads --- */

struct worker {
	lane_worker *work;
	void *context;
	unsigned lane;
	pthread_t thread;
	bool started;
};

static void *run_worker(void *context)
{
	struct worker *worker = context;

	worker->work(worker->context, worker->lane);
	return NULL;
}

/* Where no thread is to be had the work is done here. */
void writer_each_lane(unsigned lanes, lane_worker *work, void *context)
{
	struct worker *workers = calloc(lanes, sizeof *workers);

	for (unsigned i = 1; workers && i < lanes; i++) {
		workers[i] = (struct worker){ .work = work, .context = context, .lane = i };
		workers[i].started =
		    pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) == 0;
	}
	for (unsigned i = 0; i < lanes; i++)
		if (!workers || !workers[i].started)
			work(context, i);
	for (unsigned i = 1; workers && i < lanes; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
	free(workers);
}

/* --- sealing --- */

/* Every number from 0 to the last has come. */
static enum fault count_documents(struct seal *seal, const char *path, struct error *err)
{
	const struct segment_writer *writer = seal->writer;

	for (unsigned i = 0; i < writer->lane_count; i++)
		seal->documents += writer->lanes[i].added;
	for (uint32_t i = 0; i < seal->documents; i++) {
		if (i >= SEGMENT_DOCUMENTS || !writer->documents[i].added)
			return fail(err, FAULT_CONFLICT,
			    "the search index '%s' has %u records, but not number %u", path,
			    seal->documents, i);
		seal->words += writer->documents[i].words;
	}
	return FAULT_NONE;
}

static bool measure_documents(struct seal *seal)
{
	seal->lengths = malloc((size_t)seal->documents + 1);
	if (!seal->lengths)
		return false;
	for (uint32_t i = 0; i < seal->documents; i++)
		seal->lengths[i] = length_code(seal->writer->documents[i].words);
	score_norms(seal->words, seal->documents, seal->norms);
	return true;
}

static enum fault encode(struct seal *seal)
{
	typedef bool step(struct seal *);
	static step *const before[] = { measure_documents, writer_pairs, writer_terms };
	static step *const after[] = { writer_dictionary, writer_columns, writer_documents,
		writer_sketches };
	enum fault fault;

	for (unsigned i = 0; i < sizeof before / sizeof *before; i++) {
		if (!before[i](seal))
			return FAULT_NO_MEMORY;
		if (interrupted())
			return FAULT_INTERRUPTED;
	}
	fault = writer_lists(seal);
	for (unsigned i = 0; i < sizeof after / sizeof *after && fault == FAULT_NONE; i++)
		fault = after[i](seal) ? FAULT_NONE : FAULT_NO_MEMORY;
	return fault;
}

/* What was added is not needed to write the file. */
static void empty_writer(struct segment_writer *writer)
{
	for (unsigned i = 0; i < writer->lane_count; i++) {
		inverter_end(&writer->lanes[i].inverter);
		bytes_end(&writer->lanes[i].texts);
		bytes_end(&writer->lanes[i].starts);
		writer->lanes[i].added = writer->lanes[i].last = 0;
	}
	for (uint32_t i = 0; i < SEGMENT_DOCUMENTS; i++)
		writer->documents[i] = (struct document){ 0 };
}

static void seal_end(struct seal *seal)
{
	for (uint32_t i = 0; i < seal->piece_count; i++) {
		bytes_end(&seal->pieces[i].postings);
		bytes_end(&seal->pieces[i].skips);
		bytes_end(&seal->pieces[i].positions);
		bytes_end(&seal->pieces[i].bitmaps);
	}
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++)
		bytes_end(&seal->sections[i]);
	free(seal->pieces);
	free(seal->coded);
	free(seal->terms.sources);
	free(seal->terms.groups);
	free(seal->lengths);
}

enum fault segment_writer_seal(struct segment_writer *writer, const char *path, struct error *err)
{
	struct seal seal = { .writer = writer };
	enum fault fault = count_documents(&seal, path, err);

	if (fault == FAULT_NONE) {
		fault = encode(&seal);
		if (fault == FAULT_INTERRUPTED)
			interrupt_check(err);
		else if (fault != FAULT_NONE)
			fail(err, fault, "no memory left to write '%s'", path);
	}
	empty_writer(writer);
	if (fault == FAULT_NONE)
		fault = writer_file(&seal, path, err);
	seal_end(&seal);
	return fault;
}
