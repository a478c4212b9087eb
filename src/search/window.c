/* Scoring a window. Leaves that can bring most come first; what cannot reach the floor any more is
 * left alone, and when few documents are left they are scored one by one (candidates.c). */
#include "search/window.h"

#include <string.h>

#include "search/bitset.h"
#include "search/score.h"

/* Documents left that are better finished one by one. */
#define FEW_LEFT 12

struct window {
	union {
		float scores[WINDOW_DOCUMENTS]; /* of all documents, in the set or not */
		int32_t bits[WINDOW_DOCUMENTS];
	};
};

/* weight * score_share of places `from` to `to` - 1, four at a time: a frequency is far below what
 * a signed number holds, and those are what old processors convert. */
typedef float Lanes __attribute__((vector_size(16)));
typedef int32_t Numbers __attribute__((vector_size(16)));

static void reckon(const struct postings *postings, const float *norms, const uint8_t *lengths,
    float weight, uint32_t from, uint32_t to, float shares[PACK_BLOCK + 4])
{
	for (uint32_t i = from; i < to; i += 4) {
		uint32_t last = to - i < 4 ? to - i - 1 : 3, places[4];
		Lanes frequency, share;
		Numbers numbers;
		Lanes norm;

		for (uint32_t k = 0; k < 4; k++)
			places[k] = i + (k < last ? k : last);
		for (uint32_t k = 0; k < 4; k++) {
			numbers[k] = (int32_t)postings->frequencies[places[k]];
			norm[k] = norms[lengths[postings->documents[places[k]]]];
		}
		if (postings->any_in_subject)
			for (uint32_t k = 0; k < 4; k++)
				numbers[k] +=
				    (SUBJECT_WEIGHT - 1) * (int32_t)postings->in_subject[places[k]];
		frequency = __builtin_convertvector(numbers, Lanes);
		share = weight * (frequency / (frequency + norm));
		memcpy(shares + i, &share, sizeof share);
	}
}

static void add_block(const struct window_job *job, uint32_t number,
    const struct postings *postings, struct window *window)
{
	const struct index *index = job->scorer->question->index;
	uint32_t from = 0, to = postings->count, step;
	float shares[PACK_BLOCK + 4];

	if (postings->documents[0] < job->first)
		for (step = PACK_BLOCK / 2; step; step /= 2)
			if (from + step < to && postings->documents[from + step - 1] < job->first)
				from += step;
	while (from < to && postings->documents[from] < job->first)
		from++;
	while (to > from && postings->documents[to - 1] >= job->end)
		to--;
	reckon(postings, index->norms, index->segments[job->segment].lengths,
	    job->scorer->question->weights[number], from, to, shares);
	for (uint32_t i = from; i < to; i++)
		window->scores[postings->documents[i] - job->first] += shares[i];
}

/* Can a document of the block reach the floor, all other leaves giving what they can? */
static bool is_worth(
    const struct window_job *job, uint32_t number, const struct list *list, uint32_t block)
{
	const struct question *question = job->scorer->question;
	float share, own = job->scorer->leaves[number].bounds[job->segment][job->number];

	if (block >= list->blocks)
		return true;
	share = (float)list->skips[block].bound / 255 * question->index->stretch[job->segment] *
	    question->weights[number];
	return (job->bound - own + share) * ROUNDING >= job->floor;
}

/* The window's blocks, but only those that may hold a match of interest. */
static void add_list(const struct window_job *job, uint32_t number, struct window *window)
{
	const struct segment_matches *found = &job->scorer->matches->segments[job->segment];
	const struct list *list = &found->hits[number].list;
	const struct postings *postings = &job->scorer->leaves[number].postings;
	uint32_t block = list_seek(list, 0, job->first), count = list_block_count(list);
	uint32_t document = bitset_next(found->set, job->first, job->end), last;

	while (document < job->end) {
		block = list_seek(list, block, document);
		if (block >= count)
			return;
		if (block < list->blocks && !is_worth(job, number, list, block)) {
			last = list->skips[block].last;
		} else {
			if (!leaf_load(job->scorer, number, job->segment, block))
				return;
			add_block(job, number, postings, window);
			last = postings->documents[postings->count - 1];
		}
		if (last >= job->end - 1)
			return;
		if (last >= document)
			document = bitset_next(found->set, last + 1, job->end);
		block++;
	}
}

static void add_few(
    const struct window_job *job, const struct few_shares *few, struct window *window)
{
	uint32_t low = 0, high = few->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (few->documents[middle] < job->first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < few->count && few->documents[low] < job->end; low++)
		window->scores[few->documents[low] - job->first] += few->shares[low];
}

/* How many sums are not below `least`, of matches or not. Bits of floats that are not negative sort
 * as the floats do. */
static uint32_t count_reaching(const struct window *window, int32_t least)
{
	Numbers sum = { 0 };

	for (uint32_t i = 0; i < WINDOW_DOCUMENTS; i += 4) {
		Numbers four;

		memcpy(&four, window->bits + i, sizeof four);
		sum -= four >= least;
	}
	return (uint32_t)(sum[0] + sum[1] + sum[2] + sum[3]);
}

/* The matches among them. */
static uint32_t take_reaching(const struct window_job *job, const struct window *window,
    int32_t least, uint32_t documents[WINDOW_DOCUMENTS])
{
	const uint64_t *set = job->scorer->matches->segments[job->segment].set + job->first / 64;
	uint32_t count = 0;

	for (uint32_t w = 0; w * 64 < job->end - job->first; w++) {
		uint64_t bits = set[w];
		Numbers any = { 0 };

		for (uint32_t i = 0; i < 64; i += 4) {
			Numbers four;

			memcpy(&four, window->bits + w * 64 + i, sizeof four);
			any |= four >= least;
		}
		if (!(any[0] | any[1] | any[2] | any[3]))
			continue;
		for (; bits; bits &= bits - 1) {
			uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(bits);

			documents[count] = job->first + at;
			count += window->bits[at] >= least;
		}
	}
	return count;
}

static int32_t bits_of(float number)
{
	int32_t bits;

	if (number < 0)
		number = 0;
	memcpy(&bits, &number, sizeof bits);
	return bits;
}

/* Sums in another order than that of the leaves are near the score only. Of two they are the same
 * either way. */
static bool is_exact(const struct window_job *job, uint32_t leaves)
{
	for (uint32_t i = 0; leaves > 2 && i < leaves; i++)
		if (job->order[i] != i)
			return false;
	return true;
}

static void take_exact(
    struct window_job *job, const struct window *window, const uint32_t *documents, uint32_t count)
{
	struct scored *scored = job->scored;

	for (uint32_t i = 0; i < count; i++) {
		scored->documents[scored->count] = documents[i];
		scored->scores[scored->count++] = window->scores[documents[i] - job->first];
	}
}

static void score_many(struct window_job *job, const struct window *window,
    const uint32_t *documents, uint32_t count, uint32_t done)
{
	float sums[SPARSE_MOST];

	for (uint32_t i = 0; i < count; i += SPARSE_MOST) {
		uint32_t some = count - i < SPARSE_MOST ? count - i : SPARSE_MOST;

		for (uint32_t k = 0; k < some; k++)
			sums[k] = window->scores[documents[i + k] - job->first];
		candidates_score(job, documents + i, sums, some, done);
	}
}

/* All documents of the window side by side. */
static void score_dense(struct window_job *job)
{
	uint32_t leaves = job->scorer->question->leaves.count, count;
	uint32_t documents[WINDOW_DOCUMENTS];
	struct window window = { 0 };
	bool exact = is_exact(job, leaves);

	for (uint32_t i = 0; i < leaves; i++) {
		uint32_t number = job->order[i];
		const struct few_shares *few = &job->scorer->leaves[number].few[job->segment];
		float least = job->floor / ROUNDING - job->after[i + 1] * ROUNDING;

		if (few->documents)
			add_few(job, few, &window);
		else
			add_list(job, number, &window);
		if (least <= 0 || i + 1 == leaves)
			continue;
		/* What is left cannot lift the others to the floor. */
		count = count_reaching(&window, bits_of(least));
		if (count > FEW_LEFT)
			continue;
		count = count ? take_reaching(job, &window, bits_of(least), documents) : 0;
		score_many(job, &window, documents, count, i + 1);
		return;
	}
	count = take_reaching(
	    job, &window, bits_of(exact ? job->floor : job->floor / ROUNDING), documents);
	if (exact)
		take_exact(job, &window, documents, count);
	else
		score_many(job, &window, documents, count, leaves);
}

/* Without a floor the leaves stay in their order, so that sums are exact. */
static void order_leaves(struct window_job *job)
{
	const struct leaf_scores *leaves = job->scorer->leaves;
	uint32_t count = job->scorer->question->leaves.count;
	float bounds[QUERY_TERMS_LIMIT];

	for (uint32_t i = 0; i < count; i++) {
		float bound = leaves[i].bounds[job->segment][job->number];
		uint32_t k = i;

		for (; k && job->floor > 0 && bounds[k - 1] < bound; k--) {
			bounds[k] = bounds[k - 1];
			job->order[k] = job->order[k - 1];
		}
		bounds[k] = bound;
		job->order[k] = (uint8_t)i;
	}
	job->after[count] = 0;
	for (uint32_t i = count; i-- > 0;)
		job->after[i] = job->after[i + 1] + bounds[i];
	job->bound = job->after[0];
}

void scorer_window(const struct scorer *scorer, uint32_t segment, uint32_t number, float floor,
    struct scored *scored)
{
	const uint64_t *set = scorer->matches->segments[segment].set;
	uint32_t count = scorer->question->index->segments[segment].documents;
	uint32_t documents[SPARSE_MOST];
	struct window_job job;

	job.scorer = scorer;
	job.segment = segment;
	job.number = number;
	job.first = number * WINDOW_DOCUMENTS;
	job.end = count - job.first < WINDOW_DOCUMENTS ? count : job.first + WINDOW_DOCUMENTS;
	job.floor = floor;
	job.scored = scored;
	scored->count = 0;
	order_leaves(&job);
	if (bitset_count_range(set, job.first, job.end) > SPARSE_MOST) {
		score_dense(&job);
		return;
	}
	count = 0;
	for (uint32_t d = bitset_next(set, job.first, job.end); d < job.end;
	     d = bitset_next(set, d + 1, job.end))
		documents[count++] = d;
	candidates_score(&job, documents, NULL, count, 0);
}
