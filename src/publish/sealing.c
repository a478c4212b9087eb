/* The index is written in a thread of its own, which the writer may split further; this one seals
 * the record file meanwhile, then keeps the line moving. */
#include "publish/sealing.h"

#include <pthread.h>
#include <time.h>

#define TICK_NS 100000000

struct index_work {
	struct segment_writer *writer;
	const char *path;
	struct error err;
	bool done; /* guarded by the lock */
	pthread_mutex_t lock;
	pthread_cond_t ended;
};

void sealing_begin(struct sealing *sealing, uint64_t total)
{
	*sealing = (struct sealing){ .total = total };
}

void sealing_skip(struct sealing *sealing, uint64_t records)
{
	sealing->skipped += records;
}

static void *write_index(void *context)
{
	struct index_work *work = context;

	segment_writer_seal(work->writer, work->path, &work->err);
	pthread_mutex_lock(&work->lock);
	work->done = true;
	pthread_cond_signal(&work->ended);
	pthread_mutex_unlock(&work->lock);
	return NULL;
}

static void await(struct index_work *work, struct progress *progress)
{
	struct timespec until;
	bool done = false;

	while (!done) {
		progress_step(progress, 0);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += TICK_NS;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_mutex_lock(&work->lock);
		if (!work->done)
			pthread_cond_timedwait(&work->ended, &work->lock, &until);
		done = work->done;
		pthread_mutex_unlock(&work->lock);
	}
}

static enum fault run(
    struct index_work *work, struct draft *draft, struct progress *progress, struct error *err)
{
	pthread_t thread;
	bool beside = pthread_create(&thread, NULL, write_index, work) == 0;
	enum fault fault = draft_pair_seal_records(draft, err);

	if (beside) {
		await(work, progress);
		pthread_join(thread, NULL);
	} else
		write_index(work);
	if (fault == FAULT_NONE && work->err.fault != FAULT_NONE)
		fault = fail(err, work->err.fault, "%s", work->err.text);
	return fault;
}

/* What was sealed so far, and how long that took, tell how long the rest will. */
static void begin_line(const struct sealing *sealing, struct progress *progress)
{
	progress_begin(progress, "sealing", sealing->total - sealing->skipped);
	progress->done = sealing->done;
	progress->started_ms -= sealing->spent_ms;
}

enum fault sealing_run(struct sealing *sealing, struct draft *draft, struct segment_writer *writer,
    const char *index_path, uint64_t records, struct error *err)
{
	struct index_work work = { .writer = writer, .path = index_path };
	struct progress progress;
	struct timespec before, after;
	enum fault fault;

	clock_gettime(CLOCK_MONOTONIC, &before);
	begin_line(sealing, &progress);
	pthread_mutex_init(&work.lock, NULL);
	pthread_cond_init(&work.ended, NULL);
	fault = run(&work, draft, &progress, err);
	pthread_cond_destroy(&work.ended);
	pthread_mutex_destroy(&work.lock);
	progress_end(&progress);
	clock_gettime(CLOCK_MONOTONIC, &after);
	sealing->done += records;
	sealing->spent_ms += (int64_t)(after.tv_sec - before.tv_sec) * 1000 +
	    (after.tv_nsec - before.tv_nsec) / 1000000;
	return fault;
}
