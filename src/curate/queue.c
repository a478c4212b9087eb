/* Severe flags first, then other open flags, then what waits without any. */
#include "curate/queue.h"

#include <stdlib.h>

#define FOUND_BYTES (64u << 20) /* of the ids that one search finds */

static int by_id(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static bool was_found(const struct queue *queue, Text id)
{
	return !queue->searched ||
	    (queue->found.count &&
		bsearch(&id, queue->found.items, queue->found.count, sizeof id, by_id));
}

static enum fault take_holding(void *context, const struct holding *holding, struct error *err)
{
	struct queue *queue = context;
	struct queue_row *row;

	if (!was_found(queue, holding->id))
		return FAULT_NONE;
	queue->states[holding->state]++;
	if (queue->only >= 0 && queue->only != (int)holding->state)
		return FAULT_NONE;
	row = array_add(&queue->rows, queue->sheet->arena);
	if (row)
		*row = (struct queue_row){ text_copy(queue->sheet->arena, holding->id),
			holding->state, holding->open_severe, holding->open_flags };
	return queue->sheet->arena->failed
	    ? fail(err, FAULT_NO_MEMORY, "no memory left for the queue")
	    : FAULT_NONE;
}

/* What is public or withheld has had its turn, whatever is open there. */
static int rank(const struct queue_row *row)
{
	bool waits =
	    row->state == STATE_HELD || row->state == STATE_FLAGGED || row->state == STATE_REVIEWED;

	return row->open_severe ? 0 : row->open_flags && waits ? 1 : waits ? 2 : 3;
}

static int by_need(const void *a, const void *b)
{
	const struct queue_row *one = a, *other = b;
	int order = rank(one) - rank(other);

	if (!order && one->open_severe != other->open_severe)
		order = one->open_severe > other->open_severe ? -1 : 1;
	return order ? order : text_compare(one->id, other->id);
}

/* What the search found when it was asked; states are those of now. */
static enum fault recall_search(struct queue *queue, struct error *err)
{
	Text kept = memory_recall(&queue->sheet->desk->memory, queue->search);
	Text *id;

	if (!queue->search)
		return FAULT_NONE;
	if (!kept.at)
		return fail(err, FAULT_NOT_FOUND, "what was looked for is forgotten: search again");
	queue->searched = true;
	queue->query = text_cut(&kept, '\n');
	while (kept.len)
		if ((id = array_add(&queue->found, queue->sheet->arena)))
			*id = text_cut(&kept, '\n');
		else
			return fail(err, FAULT_NO_MEMORY, "no memory left for the queue");
	return FAULT_NONE;
}

enum fault queue_gather(struct queue *queue, struct error *err)
{
	struct desk *desk = queue->sheet->desk;

	if (recall_search(queue, err) != FAULT_NONE ||
	    vault_each(desk->vault, queue->sheet->now, take_holding, queue, err) != FAULT_NONE)
		return err->fault;
	if (queue->rows.count)
		qsort(queue->rows.items, queue->rows.count, sizeof *queue->rows.items, by_need);
	return FAULT_NONE;
}

enum fault queue_search(struct sheet *sheet, Text query, uint64_t *number, struct error *err)
{
	TextList found = { 0 };
	struct out out;
	enum fault fault;

	query = text_cut(&query, '\n');
	if (review_search(sheet->desk->review, query, sheet->arena, &found, err) != FAULT_NONE)
		return err->fault;
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items, by_id);
	out_begin(&out, FOUND_BYTES);
	out_put(&out, query);
	for (uint32_t i = 0; i < found.count; i++) {
		out_char(&out, '\n');
		out_put(&out, found.items[i]);
	}
	fault = out_check(&out, "what was found", err);
	if (fault == FAULT_NONE && !(*number = memory_keep(&sheet->desk->memory, out_text(&out))))
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for what was found");
	out_end(&out);
	return fault;
}
