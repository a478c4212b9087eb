/* A ring of batches. Their order is that of the records; `oldest` is taken next, `next` is made
 * next, `newest` is filled. Who has a batch needs no lock for it: counters and `done`, guarded by
 * the one lock, say whose it is. Workers claim in order, so numbers rise within a lane. */
#include "publish/workers.h"

#include <pthread.h>
#include <stdlib.h>

#include "publish/making.h"
#include "publish/publish.h"

#define BATCHES_A_THREAD 3
#define PENDING_LIMIT    ((size_t)96 << 20) /* bytes out of the vault in the ring */

struct worker {
	struct workers *workers;
	struct making making;
	pthread_t thread;
};

struct workers {
	enum publish_what what;
	struct segment_writer *writer;
	struct batch *batches;
	unsigned room, count;
	uint64_t oldest, next, newest; /* counted for ever; modulo `room` in the ring */
	size_t pending;
	bool ending;
	struct worker workers[PUBLISH_THREADS_MOST];
	pthread_mutex_t lock;
	pthread_cond_t put, done;
};

/* --- the workers --- */

static void make_batch(struct worker *worker, struct batch *batch)
{
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < batch->count && fault == FAULT_NONE; i++) {
		struct arena scratch;

		arena_begin(&scratch, 0);
		fault = make_record(&worker->making, batch, i, &scratch, &batch->reason);
		arena_end(&scratch);
	}
}

static struct batch *claim(struct workers *workers)
{
	struct batch *batch = NULL;

	pthread_mutex_lock(&workers->lock);
	while (workers->next == workers->newest && !workers->ending)
		pthread_cond_wait(&workers->put, &workers->lock);
	if (!workers->ending)
		batch = &workers->batches[workers->next++ % workers->room];
	pthread_mutex_unlock(&workers->lock);
	return batch;
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct workers *workers = worker->workers;
	struct batch *batch;

	while ((batch = claim(workers)) != NULL) {
		make_batch(worker, batch);
		pthread_mutex_lock(&workers->lock);
		batch->done = true;
		pthread_cond_signal(&workers->done);
		pthread_mutex_unlock(&workers->lock);
	}
	return NULL;
}

/* --- the one that puts and takes --- */

struct batch *workers_room(struct workers *workers)
{
	uint64_t waiting = workers->newest - workers->oldest;
	struct batch *batch = &workers->batches[workers->newest % workers->room];

	if (waiting == workers->room || (waiting && workers->pending > PENDING_LIMIT))
		return NULL;
	return batch;
}

void workers_put(struct workers *workers)
{
	workers->pending += workers->batches[workers->newest % workers->room].bytes;
	pthread_mutex_lock(&workers->lock);
	workers->newest++;
	pthread_cond_signal(&workers->put);
	pthread_mutex_unlock(&workers->lock);
}

struct batch *workers_take(struct workers *workers)
{
	struct batch *batch = &workers->batches[workers->oldest % workers->room];

	if (workers->oldest == workers->newest)
		return NULL;
	pthread_mutex_lock(&workers->lock);
	while (!batch->done)
		pthread_cond_wait(&workers->done, &workers->lock);
	pthread_mutex_unlock(&workers->lock);
	return batch;
}

void workers_return(struct workers *workers)
{
	struct batch *batch = &workers->batches[workers->oldest % workers->room];

	workers->pending -= batch->bytes;
	arena_end(&batch->arena);
	*batch = (struct batch){ 0 };
	workers->oldest++;
}

/* --- beginning and end --- */

static bool start(struct workers *workers, struct error *err)
{
	struct worker *worker = &workers->workers[workers->count];

	*worker = (struct worker){
		.workers = workers,
		.making = { workers->what, workers->writer, workers->count, draft_packer(err) },
	};
	if (worker->making.packer && pthread_create(&worker->thread, NULL, work, worker) == 0)
		return true;
	draft_packer_end(worker->making.packer);
	return false;
}

struct workers *workers_open(
    unsigned threads, enum publish_what what, struct segment_writer *writer, struct error *err)
{
	struct workers *workers = calloc(1, sizeof *workers);
	struct error why = { 0 };

	if (!workers) {
		fail(err, FAULT_NO_MEMORY, "no memory left to publish with");
		return NULL;
	}
	pthread_mutex_init(&workers->lock, NULL);
	pthread_cond_init(&workers->put, NULL);
	pthread_cond_init(&workers->done, NULL);
	workers->what = what;
	workers->writer = writer;
	workers->room = threads * BATCHES_A_THREAD;
	workers->batches = calloc(workers->room, sizeof *workers->batches);
	while (workers->batches && workers->count < threads && start(workers, &why))
		workers->count++;
	if (workers->count)
		return workers;
	fail(err, FAULT_NO_MEMORY, "no memory or no thread left to publish with");
	workers_close(workers);
	return NULL;
}

void workers_close(struct workers *workers)
{
	if (!workers)
		return;
	pthread_mutex_lock(&workers->lock);
	workers->ending = true;
	pthread_cond_broadcast(&workers->put);
	pthread_mutex_unlock(&workers->lock);
	for (unsigned i = 0; i < workers->count; i++) {
		pthread_join(workers->workers[i].thread, NULL);
		draft_packer_end(workers->workers[i].making.packer);
	}
	for (unsigned i = 0; workers->batches && i < workers->room; i++)
		arena_end(&workers->batches[i].arena);
	pthread_cond_destroy(&workers->done);
	pthread_cond_destroy(&workers->put);
	pthread_mutex_destroy(&workers->lock);
	free(workers->batches);
	free(workers);
}
