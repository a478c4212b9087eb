/* What is new follows from the log itself: what it said last of each record, against what is public
 * now. */
#include "publish/news.h"

#include <stdlib.h>

#include "edition/public_log.h"

/* What the log said last of a record. */
struct last {
	Text id;
	uint32_t place; /* of the line; later ones count */
	uint32_t version;
	bool withdrawn;
};

struct news_writing {
	struct arena *arena;
	ARRAY(struct last) lasts; /* by id, once each, when they are sorted */
	struct out out;
	Text before;
	Moment sealed;
	bool begun; /* the block has its head */
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the public log");
}

/* --- what was said --- */

static enum fault remember(void *context, const struct log_line *line, struct error *err)
{
	struct news_writing *writing = context;
	struct last *last = array_add(&writing->lasts, writing->arena);

	if (!last)
		return no_memory(err);
	*last = (struct last){ text_copy(writing->arena, line->id), writing->lasts.count,
		line->version, line->what == NEWS_WITHDRAWN };
	return writing->arena->failed ? no_memory(err) : FAULT_NONE;
}

static int compare_lasts(const void *left, const void *right)
{
	const struct last *a = left, *b = right;
	int order = text_compare(a->id, b->id);

	return order ? order : a->place < b->place ? -1 : a->place > b->place;
}

/* The last line of each record stays. */
static void sort_lasts(struct news_writing *writing)
{
	struct last *lasts = writing->lasts.items;
	uint32_t kept = 0;

	if (writing->lasts.count)
		qsort(lasts, writing->lasts.count, sizeof *lasts, compare_lasts);
	for (uint32_t i = 0; i < writing->lasts.count; i++) {
		bool same = kept && text_equal(lasts[kept - 1].id, lasts[i].id);

		lasts[kept - same] = lasts[i];
		kept += !same;
	}
	writing->lasts.count = kept;
}

static int compare_id(const void *id, const void *last)
{
	return text_compare(*(const Text *)id, ((const struct last *)last)->id);
}

static const struct last *find_last(const struct news_writing *writing, Text id)
{
	return writing->lasts.count ? bsearch(&id, writing->lasts.items, writing->lasts.count,
					  sizeof *writing->lasts.items, compare_id)
				    : NULL;
}

/* --- what is new --- */

static void put_line(struct news_writing *writing, const struct log_line *line)
{
	struct arena scratch;

	if (!writing->begun)
		public_log_put_head(&writing->out, writing->before, writing->sealed);
	writing->begun = true;
	arena_begin(&scratch, 0);
	public_log_put_line(&writing->out, line, &scratch);
	arena_end(&scratch);
}

static uint32_t revision_of(const struct plan_record *record, uint32_t version)
{
	uint32_t other = record->version_revisions ? record->version_revisions[version] : 0;

	return other ? other : record->revision;
}

static enum news news_of(const struct plan_record *record, uint32_t version)
{
	return version == 0                                                    ? NEWS_RELEASED
	    : revision_of(record, version) == revision_of(record, version - 1) ? NEWS_REDACTED
									       : NEWS_REVISED;
}

static void put_record(struct news_writing *writing, const struct plan_record *record)
{
	const struct last *last = find_last(writing, record->id);
	uint32_t said = last ? last->version : 0, count = record->version_count;

	for (uint32_t i = 0; i < count; i++) {
		const struct version *version = &record->versions[i];
		bool again = last && last->withdrawn && i + 1 == count;
		struct log_line line = { record->id, again ? NEWS_RELEASED : news_of(record, i),
			version->number, version->released, version->reason };

		if (version->number > said || again)
			put_line(writing, &line);
	}
}

static void put_withdrawal(struct news_writing *writing, const struct tombstone *tombstone)
{
	const struct last *last = find_last(writing, tombstone->id);
	struct log_line line = { tombstone->id, NEWS_WITHDRAWN, last ? last->version : 1,
		tombstone->withdrawn, tombstone->reason };

	if (!last || !last->withdrawn)
		put_line(writing, &line);
}

static enum fault put_news(
    struct news_writing *writing, const struct plan *plan, Text *log, struct error *err)
{
	enum fault fault = public_log_read(writing->before, remember, writing, err);

	if (fault != FAULT_NONE)
		return fault;
	sort_lasts(writing);
	out_put(&writing->out, writing->before);
	for (uint32_t i = 0; i < plan->list.count; i++)
		put_record(writing, &plan->list.items[i]);
	for (uint32_t i = 0; i < plan->tombstones.count; i++)
		put_withdrawal(writing, &plan->tombstones.items[i]);
	fault = out_check(&writing->out, "the public log", err);
	*log = text_copy(writing->arena, out_text(&writing->out));
	return fault == FAULT_NONE && writing->arena->failed ? no_memory(err) : fault;
}

enum fault news_compose(
    const struct plan *plan, Text before, struct arena *arena, Text *log, struct error *err)
{
	struct news_writing writing = {
		.arena = arena, .before = before, .sealed = plan->totals.sealed
	};
	enum fault fault;

	out_begin(&writing.out, extra_limit(EXTRA_LOG));
	fault = put_news(&writing, plan, log, err);
	out_end(&writing.out);
	return fault;
}
