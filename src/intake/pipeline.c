/* A ring of jobs between one thread that puts and takes and several that read. The order of the
 * ring is the order of the container; `oldest` is handed over next, `next` is read next, `newest`
 * put next. Who has the job needs no lock for it: its state, guarded by the one lock, says whose it
 * is. */
#include "intake/pipeline.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "record/codec.h"

/* Enough that the readers have work while the taker waits for a disk. */
#define JOBS 256

enum job_state { JOB_FREE, JOB_WAITS, JOB_READ };

struct job {
	enum job_state state;
	struct piece piece;
	struct error reason;
	struct out structure;
	bool skipped;
	void *prepared;
};

struct reader {
	struct pipeline *pipeline;
	unsigned number;
	pthread_t thread;
};

struct pipeline {
	const struct intake_settings *settings;
	struct job *jobs;
	unsigned room, thread_count;
	uint64_t oldest, next, newest; /* counted for ever; modulo `room` in the ring */
	size_t pending;                /* source bytes in the ring */
	bool ending;
	enum fault broken;
	struct reader readers[INTAKE_THREADS_MOST];
	const struct job *awaited; /* by the one that takes; NULL: it is not asleep */
	pthread_mutex_t lock;
	pthread_cond_t waits, read;
};

/* --- one job --- */

static struct received job_received(const struct job *job)
{
	const struct piece *piece = &job->piece;
	struct received received = {
		.path = piece->path ? piece->path : "",
		.line = piece->line,
		.format = piece->format,
		.source = piece->source,
		.skipped = job->skipped,
		.prepared = job->prepared,
	};

	if (job->reason.fault != FAULT_NONE) {
		received.reason = job->reason;
	} else if (!job->skipped) {
		received.record = &piece->record;
		received.structure = out_text(&job->structure);
	}
	return received;
}

static void job_check(struct job *job, const struct intake_settings *settings, unsigned thread)
{
	struct received received = { .path = job->piece.path ? job->piece.path : "",
		.line = job->piece.line,
		.format = job->piece.format,
		.source = job->piece.source };

	if (!settings->check || job->piece.within.len)
		return;
	job->skipped = settings->check(settings->context, thread, &received, &job->piece.arena);
	job->prepared = received.prepared;
}

static void job_prepare(struct job *job, const struct intake_settings *settings, unsigned thread)
{
	struct received received = job_received(job);

	if (settings->prepare)
		settings->prepare(
		    settings->context, thread, &received, &job->piece.arena, &job->reason);
	job->prepared = received.prepared;
}

static void job_write(struct job *job)
{
	record_put_structure(&job->structure, &job->piece.record);
	out_check(&job->structure, "the record's structure", &job->reason);
}

/* Each step only while nothing is wrong. */
static void job_read(struct job *job, const struct intake_settings *settings, unsigned thread)
{
	struct error *reason = &job->reason;

	if (reason->fault == FAULT_NONE)
		job_check(job, settings, thread);
	if (job->skipped)
		return;
	if (reason->fault == FAULT_NONE)
		job->piece.format->read(&job->piece, reason);
	if (reason->fault == FAULT_NONE && job->piece.arena.failed)
		fail(reason, FAULT_NO_MEMORY, "the record needs more memory than one may have");
	if (reason->fault == FAULT_NONE)
		job_write(job);
	if (reason->fault == FAULT_NONE)
		job_prepare(job, settings, thread);
}

static void job_begin(struct job *job, const struct pipeline *pipeline, const struct parcel *parcel)
{
	struct piece *piece = &job->piece;

	*job = (struct job){ 0 };
	arena_begin(&piece->arena, INTAKE_ARENA_LIMIT);
	out_begin(&job->structure, RECORD_STRUCTURE_LIMIT);
	piece->path = text_string(&piece->arena, text_of(parcel->path));
	piece->line = parcel->line;
	piece->format = parcel->format;
	piece->source = text_copy(&piece->arena, parcel->source);
	piece->catalog = pipeline->settings->catalog;
	piece->forced_id = pipeline->settings->id;
	piece->within = text_copy(&piece->arena, parcel->within);
	if (parcel->reason)
		job->reason = *parcel->reason;
}

static enum fault job_hand_over(
    const struct job *job, const struct intake_settings *settings, struct error *err)
{
	struct received received = job_received(job);

	return settings->take(settings->context, &received, err);
}

static void job_end(struct job *job)
{
	out_end(&job->structure);
	arena_end(&job->piece.arena);
	job->state = JOB_FREE;
}

/* --- the readers --- */

static struct job *claim(struct pipeline *pipeline)
{
	struct job *job = NULL;

	pthread_mutex_lock(&pipeline->lock);
	while (pipeline->next == pipeline->newest && !pipeline->ending)
		pthread_cond_wait(&pipeline->waits, &pipeline->lock);
	if (pipeline->next < pipeline->newest)
		job = &pipeline->jobs[pipeline->next++ % pipeline->room];
	pthread_mutex_unlock(&pipeline->lock);
	return job;
}

static void *read_jobs(void *context)
{
	const struct reader *reader = context;
	struct pipeline *pipeline = reader->pipeline;
	struct job *job;

	while ((job = claim(pipeline)) != NULL) {
		job_read(job, pipeline->settings, reader->number);
		pthread_mutex_lock(&pipeline->lock);
		job->state = JOB_READ;
		if (pipeline->awaited == job)
			pthread_cond_signal(&pipeline->read);
		pthread_mutex_unlock(&pipeline->lock);
	}
	return NULL;
}

/* --- the one that puts and takes --- */

/* Sleeps until `job` is read. */
static void await(struct pipeline *pipeline, const struct job *job)
{
	pthread_mutex_lock(&pipeline->lock);
	pipeline->awaited = job;
	while (job->state != JOB_READ)
		pthread_cond_wait(&pipeline->read, &pipeline->lock);
	pipeline->awaited = NULL;
	pthread_mutex_unlock(&pipeline->lock);
}

/* Sleeps until a quarter of the ring is read, or nearly: waking for each record would cost more
 * than taking it. */
static void await_some(struct pipeline *pipeline)
{
	uint64_t some = pipeline->newest - pipeline->oldest;

	if (some > pipeline->room / 4)
		some = pipeline->room / 4;
	if (some)
		await(pipeline, &pipeline->jobs[(pipeline->oldest + some - 1) % pipeline->room]);
}

/* The oldest job when it is read, or, with `wait`, as soon as it is. NULL when there is none. */
static struct job *take_oldest(struct pipeline *pipeline, bool wait)
{
	struct job *job = &pipeline->jobs[pipeline->oldest % pipeline->room];

	if (pipeline->oldest == pipeline->newest)
		return NULL;
	if (wait)
		await(pipeline, job);
	pthread_mutex_lock(&pipeline->lock);
	bool ready = job->state == JOB_READ;
	pthread_mutex_unlock(&pipeline->lock);
	return ready ? job : NULL;
}

static enum fault hand_over(struct pipeline *pipeline, struct job *job, struct error *err)
{
	if (!pipeline->broken)
		pipeline->broken = job_hand_over(job, pipeline->settings, err);
	pipeline->pending -= job->piece.source.len;
	job_end(job);
	pipeline->oldest++;
	return pipeline->broken;
}

static bool has_room(const struct pipeline *pipeline, size_t len)
{
	return pipeline->oldest == pipeline->newest ||
	    (pipeline->newest - pipeline->oldest < pipeline->room &&
		pipeline->pending + len <= INTAKE_PENDING_LIMIT);
}

enum fault pipeline_put(struct pipeline *pipeline, const struct parcel *parcel, struct error *err)
{
	struct job *job;

	if (pipeline->broken)
		return pipeline->broken;
	if (!has_room(pipeline, parcel->source.len))
		await_some(pipeline);
	while ((job = take_oldest(pipeline, !has_room(pipeline, parcel->source.len))) != NULL)
		if (hand_over(pipeline, job, err) != FAULT_NONE)
			return pipeline->broken;
	job = &pipeline->jobs[pipeline->newest % pipeline->room];
	job_begin(job, pipeline, parcel);
	pipeline->pending += job->piece.source.len;
	pthread_mutex_lock(&pipeline->lock);
	job->state = JOB_WAITS;
	pipeline->newest++;
	pthread_cond_signal(&pipeline->waits);
	pthread_mutex_unlock(&pipeline->lock);
	return FAULT_NONE;
}

bool pipeline_broken(const struct pipeline *pipeline)
{
	return pipeline->broken != FAULT_NONE;
}

/* --- beginning and end --- */

static unsigned thread_count(unsigned wanted)
{
	long cores = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > INTAKE_THREADS_MOST ? INTAKE_THREADS_MOST : (unsigned)cores;
}

static void pipeline_free(struct pipeline *pipeline)
{
	pthread_mutex_lock(&pipeline->lock);
	pipeline->ending = true;
	pthread_cond_broadcast(&pipeline->waits);
	pthread_mutex_unlock(&pipeline->lock);
	for (unsigned i = 0; i < pipeline->thread_count; i++)
		pthread_join(pipeline->readers[i].thread, NULL);
	pthread_cond_destroy(&pipeline->read);
	pthread_cond_destroy(&pipeline->waits);
	pthread_mutex_destroy(&pipeline->lock);
	free(pipeline->jobs);
	free(pipeline);
}

static bool start_reader(struct pipeline *pipeline)
{
	struct reader *reader = &pipeline->readers[pipeline->thread_count];

	reader->pipeline = pipeline;
	reader->number = pipeline->thread_count;
	return pthread_create(&reader->thread, NULL, read_jobs, reader) == 0;
}

struct pipeline *pipeline_open(const struct intake_settings *settings, struct error *err)
{
	struct pipeline *pipeline = calloc(1, sizeof *pipeline);
	unsigned count = thread_count(settings->threads);

	if (!pipeline)
		return NULL;
	pthread_mutex_init(&pipeline->lock, NULL);
	pthread_cond_init(&pipeline->waits, NULL);
	pthread_cond_init(&pipeline->read, NULL);
	pipeline->settings = settings;
	pipeline->room = JOBS;
	pipeline->jobs = calloc(pipeline->room, sizeof *pipeline->jobs);
	while (pipeline->jobs && pipeline->thread_count < count && start_reader(pipeline))
		pipeline->thread_count++;
	if (pipeline->thread_count)
		return pipeline;
	fail(err, FAULT_NO_MEMORY, "no memory or no thread left to read with");
	pipeline_free(pipeline);
	return NULL;
}

enum fault pipeline_close(struct pipeline *pipeline, struct error *err)
{
	struct job *job;

	/* A broken pipeline hands nothing over, but its jobs have memory to give back. */
	while ((job = take_oldest(pipeline, true)) != NULL)
		hand_over(pipeline, job, err);
	enum fault fault = pipeline->broken;
	pipeline_free(pipeline);
	return fault;
}
