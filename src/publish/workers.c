/* A ring of batches. Their order is that of the records; `oldest` is taken next, `next` is made
 * next, `newest` is filled. Who has a batch needs no lock for it: counters and `done`, guarded by
 * the one lock, say whose it is. Workers claim in order, so numbers rise within a lane. */
#include "publish/workers.h"

#include <pthread.h>
#include <stdlib.h>

#include "publish/publish.h"
#include "record/codec.h"

#define BATCHES_A_THREAD 3
#define PENDING_LIMIT    ((size_t)96 << 20) /* bytes out of the vault in the ring */
#define PASSAGES_LIMIT   ((size_t)64 << 20)

struct worker {
	struct workers *workers;
	unsigned lane;
	struct packer *packer;
	pthread_t thread;
};

struct workers {
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

/* --- one record --- */

static enum fault pack_passages(
    const struct record *record, struct arena *arena, Text *packed, struct error *err)
{
	struct out out;
	enum fault fault;

	out_begin(&out, PASSAGES_LIMIT);
	fault = passages_pack(record, &out, err);
	if (fault == FAULT_NONE)
		fault = out_check(&out, "the passages of a record", err);
	if (fault == FAULT_NONE)
		*packed = text_copy(arena, out_text(&out));
	out_end(&out);
	return fault;
}

static enum fault check_record(
    const struct record *record, const struct plan_record *planned, struct error *err)
{
	if (text_equal(record->id, planned->id) && record->kind == planned->kind)
		return FAULT_NONE;
	return fail(err, FAULT_CORRUPT, "the vault's structure of '%.*s' is that of another record",
	    TEXT_ARG(planned->id));
}

static enum fault index_record(struct worker *worker, const struct batch_record *item,
    const struct record *record, uint32_t number, struct arena *scratch, struct error *err)
{
	struct published published = {
		.record = record,
		.released = item->record->released,
		.source_sha256 = text_of(item->out.source_sha256),
		.source_size = item->out.source_size,
		.versions = { (struct version *)(uintptr_t)item->record->versions,
		    item->record->version_count, item->record->version_count },
	};
	PassageList passages = { 0 };

	if (!passages_of(record, scratch, &passages))
		return fail(err, FAULT_NO_MEMORY, "no memory left for the words of '%.*s'",
		    TEXT_ARG(record->id));
	return segment_writer_add(
	    worker->workers->writer, worker->lane, number, &published, &passages, err);
}

static void describe(struct batch_record *item, char hex[SHA256_HEX_ROOM])
{
	const struct plan_record *record = item->record;

	item->out.id = record->id;
	item->out.key = sha256_hex(record->key, hex);
	item->out.kind = record->kind;
	item->out.created = record->created;
	item->out.released = record->released;
	item->out.versions = record->versions;
	item->out.version_count = record->version_count;
}

struct content {
	Text structure, text, source;
};

/* The structure goes over as the frame it is. */
static enum fault pack_content(struct worker *worker, struct batch_record *item,
    const struct content *content, struct arena *arena, struct error *err)
{
	const struct packed_content *packed = &item->packed;

	if (packed->is_packed)
		return draft_repack(worker->packer, packed->structure, content->text,
		    content->source, &packed->source_hash, arena, &item->out, err);
	return draft_pack(worker->packer, content->structure, content->text, content->source, arena,
	    &item->out, err);
}

static const struct record *read_record(struct worker *worker, const struct batch_record *item,
    struct content *content, struct arena *scratch, struct error *err)
{
	struct error why = { 0 };
	const struct record *record;

	if (content_unpack(&item->packed, worker->packer, scratch, &content->structure,
		&content->text, &content->source, err) != FAULT_NONE)
		return NULL;
	record = record_from_json(content->structure, content->text, scratch, &why);
	if (!record)
		fail(err, why.fault, "record '%.*s': %s", TEXT_ARG(item->record->id), why.text);
	return record;
}

static enum fault make_record(struct worker *worker, struct batch *batch, uint32_t number,
    struct arena *scratch, struct error *err)
{
	struct batch_record *item = &batch->records[number];
	struct content content;
	const struct record *record = read_record(worker, item, &content, scratch, err);
	char *hex = arena_take(&batch->arena, SHA256_HEX_ROOM);

	if (!record || check_record(record, item->record, err) != FAULT_NONE ||
	    pack_content(worker, item, &content, &batch->arena, err) != FAULT_NONE ||
	    pack_passages(record, &batch->arena, &item->out.passages, err) != FAULT_NONE ||
	    index_record(worker, item, record, batch->first + number, scratch, err) != FAULT_NONE)
		return err->fault;
	item->out.title = text_copy(&batch->arena, record->title);
	if (hex)
		describe(item, hex);
	if (batch->arena.failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(item->record->id));
	return FAULT_NONE;
}

static void make_batch(struct worker *worker, struct batch *batch)
{
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < batch->count && fault == FAULT_NONE; i++) {
		struct arena scratch;

		arena_begin(&scratch, 0);
		fault = make_record(worker, batch, i, &scratch, &batch->reason);
		arena_end(&scratch);
	}
}

/* --- the workers --- */

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

	*worker = (struct worker){ workers, workers->count, draft_packer(err), 0 };
	if (worker->packer && pthread_create(&worker->thread, NULL, work, worker) == 0)
		return true;
	draft_packer_end(worker->packer);
	return false;
}

struct workers *workers_open(unsigned threads, struct segment_writer *writer, struct error *err)
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
		draft_packer_end(workers->workers[i].packer);
	}
	for (unsigned i = 0; workers->batches && i < workers->room; i++)
		arena_end(&workers->batches[i].arena);
	pthread_cond_destroy(&workers->done);
	pthread_cond_destroy(&workers->put);
	pthread_mutex_destroy(&workers->lock);
	free(workers->batches);
	free(workers);
}
