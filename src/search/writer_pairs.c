/* Pairs of head words. Which words are heads needs the documents of all lanes; the pairs in a
 * document only its own, so each lane adds those of its documents as terms of its inverter. For
 * each document the numbers of its head words are laid out by position, and neighbours make a pair:
 * between passages a position is empty. */
#include <stdlib.h>
#include <string.h>

#include "search/writer.h"

struct head {
	uint64_t documents;
	Text key;
};

struct heads {
	struct head *items;
	uint32_t count, room;
	bool failed;
};

/* --- which --- */

static bool is_candidate(const struct seal *seal, const struct term *term)
{
	return term->space == SPACE_WORD &&
	    (uint64_t)term->documents * HEAD_SHARE * seal->writer->lane_count >= seal->documents;
}

/* The documents of a candidate over all lanes; 0 when an earlier lane has brought it. */
static uint64_t documents_of(const struct seal *seal, unsigned lane, Text key)
{
	uint64_t documents = 0;

	for (unsigned i = 0; i < seal->writer->lane_count; i++) {
		const struct inverter *inverter = &seal->writer->lanes[i].inverter;
		uint32_t number = inverter_find(inverter, SPACE_WORD, key);

		if (number == TERM_NONE)
			continue;
		if (i < lane && is_candidate(seal, inverter_term(inverter, number)))
			return 0;
		documents += inverter_term(inverter, number)->documents;
	}
	return documents;
}

static void add_head(struct heads *heads, Text key, uint64_t documents)
{
	if (heads->count == heads->room) {
		uint32_t room = heads->room ? heads->room * 2 : HEADS_MOST;
		struct head *moved = realloc(heads->items, room * sizeof *moved);

		heads->failed = !moved;
		if (!moved)
			return;
		heads->items = moved;
		heads->room = room;
	}
	heads->items[heads->count++] = (struct head){ documents, key };
}

static int most_first(const void *a, const void *b)
{
	const struct head *x = a, *y = b;

	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	return text_compare(x->key, y->key);
}

static struct heads heads_of(const struct seal *seal)
{
	struct heads heads = { 0 };

	for (unsigned lane = 0; lane < seal->writer->lane_count; lane++) {
		const struct inverter *inverter = &seal->writer->lanes[lane].inverter;

		for (uint32_t i = 0; i < inverter->term_count && !heads.failed; i++) {
			const struct term *term = inverter_term(inverter, i);
			uint64_t documents;

			if (!is_candidate(seal, term))
				continue;
			documents = documents_of(seal, lane, inverter_key(inverter, term));
			if (documents * HEAD_SHARE >= seal->documents && documents)
				add_head(&heads, inverter_key(inverter, term), documents);
		}
	}
	if (heads.count)
		qsort(heads.items, heads.count, sizeof *heads.items, most_first);
	if (heads.count > HEADS_MOST)
		heads.count = HEADS_MOST;
	return heads;
}

/* --- the pairs of one lane --- */

struct cursor {
	struct posting posting;
	bool more;
};

struct pairs {
	const struct heads *heads;
	struct inverter *inverter;
	struct cursor cursors[HEADS_MOST];
	uint16_t *places; /* number of the head word + 1 at each position of the document */
	uint32_t terms[HEADS_MOST * HEADS_MOST]; /* number + 1; UINT32_MAX: too long a key */
	uint32_t counts[HEADS_MOST * HEADS_MOST], in_subject[HEADS_MOST * HEADS_MOST];
	uint32_t *seen; /* pairs of the document */
	uint32_t seen_count;
};

static void open_cursor(struct pairs *pairs, uint32_t number)
{
	struct cursor *cursor = &pairs->cursors[number];
	uint32_t found =
	    inverter_find(pairs->inverter, SPACE_WORD, pairs->heads->items[number].key);
	const struct term *term;

	if (found == TERM_NONE)
		return;
	term = inverter_term(pairs->inverter, found);
	posting_begin(&cursor->posting, pairs->inverter, term);
	cursor->more = posting_next(&cursor->posting);
}

static void lay_out(struct pairs *pairs, uint32_t document)
{
	for (uint32_t i = 0; i < pairs->heads->count; i++) {
		struct cursor *cursor = &pairs->cursors[i];
		uint32_t position = UINT32_MAX;

		if (!cursor->more || cursor->posting.document != document)
			continue;
		for (uint32_t k = 0; k < cursor->posting.frequency; k++) {
			position += number_take(&cursor->posting.reader) + 1;
			pairs->places[position] = (uint16_t)(i + 1);
		}
		cursor->more = posting_next(&cursor->posting);
	}
}

static void count_pairs(struct pairs *pairs, const struct document *document)
{
	uint16_t before = 0;

	pairs->seen_count = 0;
	for (uint32_t i = 0; i < document->positions; i++) {
		uint16_t here = pairs->places[i];

		if (before && here) {
			uint32_t pair = (before - 1u) * HEADS_MOST + (here - 1u);

			if (!pairs->counts[pair]++)
				pairs->seen[pairs->seen_count++] = pair;
			pairs->in_subject[pair] += i < document->subject;
		}
		before = here;
	}
	memset(pairs->places, 0, document->positions * sizeof *pairs->places);
}

/* The pair's term; TERM_NONE when its key would have to be cut, and no longer be its own. */
static uint32_t term_of(struct pairs *pairs, uint32_t pair)
{
	Text one = pairs->heads->items[pair / HEADS_MOST].key;
	Text two = pairs->heads->items[pair % HEADS_MOST].key;
	char key[2 * TERM_KEY_LIMIT + 1];

	if (pairs->terms[pair])
		return pairs->terms[pair] == UINT32_MAX ? TERM_NONE : pairs->terms[pair] - 1;
	pairs->terms[pair] = UINT32_MAX;
	if (one.len + 1 + two.len > TERM_KEY_LIMIT)
		return TERM_NONE;
	memcpy(key, one.at, one.len);
	key[one.len] = ' ';
	memcpy(key + one.len + 1, two.at, two.len);
	pairs->terms[pair] =
	    inverter_take(pairs->inverter, SPACE_PAIR, (Text){ key, one.len + 1 + two.len });
	if (pairs->terms[pair] == TERM_NONE)
		return TERM_NONE;
	return pairs->terms[pair]++;
}

static void add_pairs(struct pairs *pairs, uint32_t document)
{
	for (uint32_t i = 0; i < pairs->seen_count; i++) {
		uint32_t pair = pairs->seen[i], term = term_of(pairs, pair);

		if (term != TERM_NONE)
			inverter_posting(pairs->inverter, term, document, pairs->counts[pair],
			    pairs->in_subject[pair]);
		pairs->counts[pair] = pairs->in_subject[pair] = 0;
	}
}

static uint32_t most_positions(const struct seal *seal, unsigned lane)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < seal->documents; i++)
		if (seal->writer->documents[i].lane == lane &&
		    seal->writer->documents[i].positions > most)
			most = seal->writer->documents[i].positions;
	return most;
}

static bool walk_lane(const struct seal *seal, unsigned lane, struct pairs *pairs)
{
	pairs->places = calloc((size_t)most_positions(seal, lane) + 1, sizeof *pairs->places);
	pairs->seen = malloc((size_t)HEADS_MOST * HEADS_MOST * sizeof *pairs->seen);
	if (!pairs->places || !pairs->seen)
		return false;
	for (uint32_t i = 0; i < pairs->heads->count; i++)
		open_cursor(pairs, i);
	for (uint32_t i = 0; i < seal->documents && !pairs->inverter->failed; i++)
		if (seal->writer->documents[i].lane == lane) {
			lay_out(pairs, i);
			count_pairs(pairs, &seal->writer->documents[i]);
			add_pairs(pairs, i);
		}
	return !pairs->inverter->failed;
}

struct work {
	const struct seal *seal;
	const struct heads *heads;
};

static void pair_lane(void *context, unsigned lane)
{
	const struct work *work = context;
	struct inverter *inverter = &work->seal->writer->lanes[lane].inverter;
	struct pairs *pairs = calloc(1, sizeof *pairs);

	if (pairs) {
		pairs->heads = work->heads;
		pairs->inverter = inverter;
	}
	if (!pairs || !walk_lane(work->seal, lane, pairs))
		inverter->failed = true;
	if (pairs) {
		free(pairs->places);
		free(pairs->seen);
	}
	free(pairs);
}

bool writer_pairs(struct seal *seal)
{
	struct heads heads = heads_of(seal);
	bool kept = !heads.failed;

	if (kept && heads.count)
		writer_each_lane(seal->writer->lane_count, pair_lane,
		    &(struct work){ .seal = seal, .heads = &heads });
	for (unsigned i = 0; i < seal->writer->lane_count; i++)
		kept = kept && !seal->writer->lanes[i].inverter.failed;
	free(heads.items);
	return kept;
}
