/* A few documents of a window, scored one by one. Leaves come by falling bound, and a document that
 * what is left cannot lift to the floor is dropped; those that stay are summed up in the order of
 * the leaves. */
#include "search/score.h"
#include "search/window.h"

struct candidates {
	const struct window_job *job;
	uint32_t count;
	uint32_t documents[SPARSE_MOST];
	uint8_t rows[SPARSE_MOST]; /* of `shares` */
	float sums[SPARSE_MOST];   /* so far, in the order of the bounds: about the score */
	float (*shares)[QUERY_TERMS_LIMIT];
};

static float share_of_block(const struct candidates *candidates, uint32_t leaf,
    const struct postings *postings, uint32_t *from, uint32_t document)
{
	const struct question *question = candidates->job->scorer->question;
	const struct segment *segment = &question->index->segments[candidates->job->segment];
	uint32_t place = *from, frequency;

	for (uint32_t step = PACK_BLOCK / 2; step; step /= 2)
		if (place + step < postings->count &&
		    postings->documents[place + step - 1] < document)
			place += step;
	while (place < postings->count && postings->documents[place] < document)
		place++;
	*from = place;
	if (place == postings->count || postings->documents[place] != document)
		return 0;
	frequency = postings->frequencies[place];
	if (postings->any_in_subject)
		frequency += (SUBJECT_WEIGHT - 1) * postings->in_subject[place];
	return question->weights[leaf] *
	    score_share(frequency, question->index->norms[segment->lengths[document]]);
}

static void add_by_list(struct candidates *candidates, uint32_t leaf)
{
	const struct window_job *job = candidates->job;
	const struct list *list = &job->scorer->matches->segments[job->segment].hits[leaf].list;
	const struct postings *postings = &job->scorer->leaves[leaf].postings;
	uint32_t block = 0, place = 0, count = list_block_count(list), loaded = UINT32_MAX;

	for (uint32_t i = 0; i < candidates->count; i++) {
		uint32_t document = candidates->documents[i];
		float share = 0;

		block = list_seek(list, block, document);
		if (block < count && leaf_load(job->scorer, leaf, job->segment, block)) {
			if (loaded != block)
				place = 0;
			loaded = block;
			share = share_of_block(candidates, leaf, postings, &place, document);
		}
		candidates->shares[candidates->rows[i]][leaf] = share;
		candidates->sums[i] += share;
	}
}

static void add_by_few(struct candidates *candidates, uint32_t leaf, const struct few_shares *few)
{
	uint32_t from = 0;

	for (uint32_t i = 0; i < candidates->count; i++) {
		uint32_t low = from, high = few->count, document = candidates->documents[i];
		float share = 0;

		while (low < high) {
			uint32_t middle = low + (high - low) / 2;

			if (few->documents[middle] < document)
				low = middle + 1;
			else
				high = middle;
		}
		from = low;
		if (low < few->count && few->documents[low] == document)
			share = few->shares[low];
		candidates->shares[candidates->rows[i]][leaf] = share;
		candidates->sums[i] += share;
	}
}

static void drop(struct candidates *candidates, float after)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < candidates->count; i++) {
		candidates->documents[kept] = candidates->documents[i];
		candidates->rows[kept] = candidates->rows[i];
		candidates->sums[kept] = candidates->sums[i];
		kept += (candidates->sums[i] + after) * ROUNDING >= candidates->job->floor;
	}
	candidates->count = kept;
}

static void finish(const struct candidates *candidates, uint32_t leaves, struct scored *scored)
{
	for (uint32_t i = 0; i < candidates->count; i++) {
		const float *shares = candidates->shares[candidates->rows[i]];
		float sum = 0;

		for (uint32_t k = 0; k < leaves; k++)
			sum += shares[k];
		if (sum < candidates->job->floor)
			continue;
		scored->documents[scored->count] = candidates->documents[i];
		scored->scores[scored->count++] = sum;
	}
}

static void add_leaf(struct candidates *candidates, uint32_t leaf)
{
	const struct window_job *job = candidates->job;
	const struct few_shares *few = &job->scorer->leaves[leaf].few[job->segment];

	if (few->documents)
		add_by_few(candidates, leaf, few);
	else
		add_by_list(candidates, leaf);
}

void candidates_score(struct window_job *job, const uint32_t *documents, const float *sums,
    uint32_t count, uint32_t done)
{
	float shares[SPARSE_MOST][QUERY_TERMS_LIMIT];
	struct candidates candidates;
	uint32_t leaves = job->scorer->question->leaves.count;

	candidates.job = job;
	candidates.count = count;
	candidates.shares = shares;
	for (uint32_t i = 0; i < count; i++) {
		candidates.documents[i] = documents[i];
		candidates.rows[i] = (uint8_t)i;
		candidates.sums[i] = done ? sums[i] : 0;
	}
	for (uint32_t i = done; i < leaves && candidates.count; i++) {
		add_leaf(&candidates, job->order[i]);
		if (job->floor > 0)
			drop(&candidates, job->after[i + 1]);
	}
	/* Those that are left need the shares themselves. */
	for (uint32_t i = 0; i < done && candidates.count; i++)
		add_leaf(&candidates, job->order[i]);
	finish(&candidates, leaves, job->scored);
}
