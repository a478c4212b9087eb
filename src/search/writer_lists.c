/* Lists of terms, encoded as segment_layout.h says. The groups are cut into pieces of about the
 * same weight, which the lanes take one after the other; where the cuts are does not show, since
 * all offsets within lists are from their own beginnings. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "search/packing.h"
#include "search/score.h"
#include "search/writer.h"

#define PIECES_A_LANE 16
#define LOOK_EVERY    256 /* groups between two looks for a signal */

/* The list of one lane, while it is merged. */
struct part {
	struct posting posting;
	bool has_positions, more;
};

/* One thread's work. The document at hand is the one before the first at the beginning. */
struct coder {
	const struct seal *seal;
	struct piece *piece;
	struct part *parts; /* for each lane */
	uint32_t documents[PACK_BLOCK], frequencies[PACK_BLOCK], in_subject[PACK_BLOCK];
	uint32_t held;                /* documents not written yet */
	uint32_t last;                /* document of the block before; UINT32_MAX: none */
	uint32_t numbers[PACK_BLOCK]; /* positions not written yet */
	uint32_t number_count;
	uint32_t occurrences; /* of the term so far */
	size_t postings_start, positions_start;
	struct skip skip; /* of the block at hand */
};

/* --- positions --- */

static void flush_positions(struct coder *coder)
{
	struct bytes *to = &coder->piece->positions;
	uint8_t *at = bytes_room(to, PACK_ROOM);

	if (at)
		to->len += packing_put(coder->numbers, at);
	coder->number_count = 0;
}

static void take_positions(struct coder *coder, struct part *part)
{
	for (uint32_t left = part->posting.frequency; left; left--) {
		coder->numbers[coder->number_count++] = number_take(&part->posting.reader);
		if (coder->number_count == PACK_BLOCK)
			flush_positions(coder);
	}
}

static void end_positions(struct coder *coder)
{
	for (uint32_t i = 0; i < coder->number_count; i++)
		bytes_varint(&coder->piece->positions, coder->numbers[i]);
	coder->number_count = 0;
}

/* --- postings --- */

/* The least bound / 255 that the share does not exceed. */
static uint8_t bound_of(float share)
{
	uint32_t bound = (uint32_t)(share * 255.0f);

	while (bound < 255 && (float)bound / 255.0f < share)
		bound++;
	return (uint8_t)bound;
}

static float best_share(const struct coder *coder)
{
	float best = 0;

	for (uint32_t i = 0; i < coder->held; i++) {
		uint32_t frequency =
		    coder->frequencies[i] + (SUBJECT_WEIGHT - 1) * coder->in_subject[i];
		float share = score_share(
		    frequency, coder->seal->norms[coder->seal->lengths[coder->documents[i]]]);

		if (share > best)
			best = share;
	}
	return best;
}

static void put_packed(struct bytes *to, const uint32_t numbers[PACK_BLOCK])
{
	uint8_t *at = bytes_room(to, PACK_ROOM);

	if (at)
		to->len += packing_put(numbers, at);
}

static void put_subjects(struct coder *coder)
{
	struct bytes *to = &coder->piece->postings;
	uint8_t count = 0;

	for (uint32_t i = 0; i < PACK_BLOCK; i++)
		count += coder->in_subject[i] > 0;
	bytes_put(to, &count, 1);
	for (uint32_t i = 0; count && i < PACK_BLOCK; i++)
		if (coder->in_subject[i]) {
			uint8_t place = (uint8_t)i;

			bytes_put(to, &place, 1);
			bytes_varint(to, coder->in_subject[i] - 1);
		}
}

static void flush_postings(struct coder *coder)
{
	struct bytes *to = &coder->piece->postings;
	uint32_t numbers[PACK_BLOCK], before = coder->last;

	coder->skip.last = (uint16_t)coder->documents[PACK_BLOCK - 1];
	coder->skip.bound = bound_of(best_share(coder));
	bytes_put(&coder->piece->skips, &coder->skip, sizeof coder->skip);
	for (uint32_t i = 0; i < PACK_BLOCK; i++) {
		numbers[i] = coder->documents[i] - before - 1;
		before = coder->documents[i];
	}
	put_packed(to, numbers);
	for (uint32_t i = 0; i < PACK_BLOCK; i++)
		numbers[i] = coder->frequencies[i] - 1;
	put_packed(to, numbers);
	put_subjects(coder);
	coder->last = coder->documents[PACK_BLOCK - 1];
	coder->held = 0;
}

static void end_postings(struct coder *coder)
{
	struct bytes *to = &coder->piece->postings;
	uint32_t before = coder->last;

	for (uint32_t i = 0; i < coder->held; i++) {
		uint32_t in_subject = coder->in_subject[i];

		bytes_varint(to, coder->documents[i] - before - 1);
		bytes_varint(to, (uint64_t)(coder->frequencies[i] - 1) * 2 + (in_subject > 0));
		if (in_subject)
			bytes_varint(to, in_subject - 1);
		before = coder->documents[i];
	}
}

static void begin_block(struct coder *coder)
{
	coder->skip = (struct skip){
		.postings = (uint32_t)(coder->piece->postings.len - coder->postings_start),
		.positions = (uint32_t)(coder->piece->positions.len - coder->positions_start),
		.positions_before = coder->occurrences,
	};
}

/* The document at hand of the part. */
static void take_document(struct coder *coder, struct part *part, uint64_t *bitmap)
{
	const struct posting *posting = &part->posting;

	if (coder->held == 0)
		begin_block(coder);
	coder->documents[coder->held] = posting->document;
	coder->frequencies[coder->held] = posting->frequency;
	coder->in_subject[coder->held++] = posting->in_subject;
	coder->occurrences += posting->frequency;
	if (bitmap)
		bitmap[posting->document / 64] |= (uint64_t)1 << (posting->document % 64);
	if (part->has_positions)
		take_positions(coder, part);
	if (coder->held == PACK_BLOCK)
		flush_postings(coder);
	part->more = posting_next(&part->posting);
}

/* --- a term --- */

static void open_part(const struct coder *coder, const struct source *source, struct part *part)
{
	const struct inverter *inverter = source_inverter(coder->seal, source);
	const struct term *term = inverter_term(inverter, source->term);

	posting_begin(&part->posting, inverter, term);
	part->has_positions = term->space == SPACE_WORD;
	part->more = posting_next(&part->posting);
}

static struct part *least(struct part *parts, uint32_t count)
{
	struct part *best = NULL;

	for (uint32_t i = 0; i < count; i++)
		if (parts[i].more && (!best || parts[i].posting.document < best->posting.document))
			best = &parts[i];
	return best;
}

static uint64_t *begin_bitmap(struct coder *coder)
{
	size_t size = (coder->seal->documents + 63) / 64 * sizeof(uint64_t);
	uint8_t *at = bytes_room(&coder->piece->bitmaps, size);

	if (!at)
		return NULL;
	coder->piece->bitmaps.len += size;
	return memset(at, 0, size);
}

static void encode(struct coder *coder, uint32_t group)
{
	struct coded *coded = &coder->seal->coded[group];
	uint32_t count;
	const struct source *sources = group_sources(coder->seal, group, &count);
	uint64_t *bitmap = NULL;

	coded->documents = 0;
	for (uint32_t i = 0; i < count; i++) {
		open_part(coder, &sources[i], &coder->parts[i]);
		coded->documents += source_term(coder->seal, &sources[i])->documents;
	}
	if ((uint64_t)coded->documents * BITMAP_SHARE >= coder->seal->documents)
		bitmap = begin_bitmap(coder);
	coder->postings_start = coder->piece->postings.len;
	coder->positions_start = coder->piece->positions.len;
	coder->held = coder->occurrences = 0;
	coder->last = UINT32_MAX;
	for (struct part *part; (part = least(coder->parts, count)) != NULL;)
		take_document(coder, part, bitmap);
	end_postings(coder);
	end_positions(coder);
	coded->postings = (uint32_t)(coder->piece->postings.len - coder->postings_start);
	coded->positions = (uint32_t)(coder->piece->positions.len - coder->positions_start);
}

static enum fault encode_piece(struct coder *coder, struct piece *piece)
{
	coder->piece = piece;
	for (uint32_t group = piece->first; group < piece->end; group++) {
		if (group % LOOK_EVERY == 0 && interrupted())
			return FAULT_INTERRUPTED;
		encode(coder, group);
	}
	if (piece->postings.failed || piece->skips.failed || piece->positions.failed ||
	    piece->bitmaps.failed)
		return FAULT_NO_MEMORY;
	return FAULT_NONE;
}

/* --- all terms --- */

struct work {
	struct seal *seal;
	atomic_uint next;
};

static void encode_pieces(void *context, unsigned lane)
{
	struct work *work = context;
	struct coder coder = { .seal = work->seal };
	unsigned lanes = work->seal->writer->lane_count, number;

	(void)lane;
	coder.parts = calloc(lanes, sizeof *coder.parts);
	while ((number = atomic_fetch_add(&work->next, 1)) < work->seal->piece_count)
		work->seal->pieces[number].fault = coder.parts
		    ? encode_piece(&coder, &work->seal->pieces[number])
		    : FAULT_NO_MEMORY;
	free(coder.parts);
}

static uint64_t weight_of(const struct seal *seal, uint32_t group)
{
	uint64_t weight = 4;
	uint32_t count;
	const struct source *sources = group_sources(seal, group, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct term *term = source_term(seal, &sources[i]);

		weight += term->documents + (uint64_t)term->occurrences;
	}
	return weight;
}

static void cut_pieces(struct seal *seal, uint32_t most)
{
	uint64_t total = 0, share, weight = 0;

	for (uint32_t group = 0; group < seal->terms.count; group++)
		total += weight_of(seal, group);
	share = total / most + 1;
	for (uint32_t group = 0; group < seal->terms.count; group++) {
		if (weight == 0)
			seal->pieces[seal->piece_count++].first = group;
		weight += weight_of(seal, group);
		seal->pieces[seal->piece_count - 1].end = group + 1;
		if (weight >= share)
			weight = 0;
	}
}

enum fault writer_lists(struct seal *seal)
{
	unsigned lanes = seal->writer->lane_count;
	struct work work = { .seal = seal };

	seal->pieces = calloc((size_t)lanes * PIECES_A_LANE + 1, sizeof *seal->pieces);
	seal->coded = malloc((seal->terms.count + 1) * sizeof *seal->coded);
	if (!seal->pieces || !seal->coded)
		return FAULT_NO_MEMORY;
	cut_pieces(seal, lanes * PIECES_A_LANE);
	atomic_init(&work.next, 0);
	writer_each_lane(lanes, encode_pieces, &work);
	for (uint32_t i = 0; i < seal->piece_count; i++)
		if (seal->pieces[i].fault != FAULT_NONE)
			return seal->pieces[i].fault;
	return FAULT_NONE;
}
