/* Reading all of a segment: terms in order, each list and its positions, and what the lists must
 * add up to. Reads as a search reads, so what passes here does not fail there. */
#include "search/bitset.h"
#include "search/score.h"
#include "search/segment_parts.h"

#include <string.h>

#define CHECK_MEMORY ((size_t)512 << 20)
/* What 128 equal positions take at least. */
#define POSITION_BLOCK 2

struct check {
	const struct segment *segment;
	const char *name;
	struct error *err;
	struct arena arena;
	float norms[256];
	uint32_t *words, *subjects; /* by document: occurrences seen */
	uint64_t *set;              /* of the list at hand */
	uint32_t *positions, room;  /* of the document at hand */
	struct postings postings;
	struct position_reader reader;
	uint8_t key[1 + TERM_KEY_LIMIT]; /* of the term at hand */
	size_t key_len;
};

static enum fault bad_term(struct check *check, const char *what)
{
	return fail(check->err, FAULT_CORRUPT, "index '%s' is damaged: term '%.*s': %s",
	    check->name, (int)check->key_len, (const char *)check->key, what);
}

/* The key of the next term, which must be behind the one before. */
static enum fault check_key(struct check *check, const struct term_cursor *cursor, bool first)
{
	const uint8_t *rest = (const uint8_t *)cursor->rest.at;
	size_t shared = cursor->shared, len = cursor->rest.len;

	if (first ? shared != 0 : shared > check->key_len)
		return bad_term(check, "the key after it");
	if (!len || len > sizeof check->key - shared)
		return bad_term(check, "the key after it");
	if (check->key_len > shared && rest[0] <= check->key[shared]) {
		/* At the head of a block nothing is shared, whatever is common. */
		size_t common = check->key_len < len ? check->key_len : len;
		int order = first ? memcmp(check->key, rest, common) : 1;

		if (order > 0 || (order == 0 && check->key_len >= len))
			return bad_term(check, "the key after it is out of order");
	}
	memcpy(check->key + shared, rest, len);
	check->key_len = shared + len;
	return FAULT_NONE;
}

static bool make_room(struct check *check, uint32_t count)
{
	if (count <= check->room)
		return true;
	check->room = count < 1u << 16 ? 1u << 16 : count;
	check->positions = arena_take(&check->arena, (size_t)check->room * sizeof(uint32_t));
	return check->positions != NULL;
}

static enum fault check_positions(struct check *check, const struct list *list, uint32_t place)
{
	uint64_t frequency = check->postings.frequencies[place];
	uint64_t most = (uint64_t)(list->positions_end - list->positions) / POSITION_BLOCK;

	if (frequency > (most + 1) * PACK_BLOCK)
		return bad_term(check, "occurrences without positions");
	if (!make_room(check, (uint32_t)frequency))
		return fail(
		    check->err, FAULT_NO_MEMORY, "no memory to check index '%s'", check->name);
	if (!list_positions(list, &check->postings, place, &check->reader, check->positions))
		return bad_term(check, "its positions");
	return FAULT_NONE;
}

static bool within_bound(
    const struct check *check, const struct skip *skip, uint32_t place, uint32_t in_subject)
{
	uint32_t document = check->postings.documents[place];
	uint32_t frequency = check->postings.frequencies[place] + (SUBJECT_WEIGHT - 1) * in_subject;
	float share = score_share(frequency, check->norms[check->segment->lengths[document]]);

	return share <= (float)skip->bound / 255.0f;
}

/* One block, unpacked; *occurrences are counted on. */
static enum fault check_block(
    struct check *check, const struct list *list, uint32_t number, uint64_t *occurrences)
{
	const struct postings *postings = &check->postings;
	const struct skip *skip = number < list->blocks ? &list->skips[number] : NULL;
	enum fault fault = FAULT_NONE;

	if (list->positions && postings->positions_before != *occurrences)
		return bad_term(check, "occurrences before a block");
	for (uint32_t i = 0; !fault && i < postings->count; i++) {
		uint32_t document = postings->documents[i];
		uint32_t in_subject = postings->any_in_subject ? postings->in_subject[i] : 0;

		if (skip && !within_bound(check, skip, i, in_subject))
			return bad_term(check, "the bound of a block");
		bitset_add(check->set, document);
		*occurrences += postings->frequencies[i];
		if (!list->positions)
			continue;
		check->words[document] += postings->frequencies[i];
		check->subjects[document] += in_subject;
		fault = check_positions(check, list, i);
	}
	return fault;
}

static enum fault check_list(struct check *check, const struct list *list, bool has_bitmap)
{
	const struct segment *segment = check->segment;
	uint64_t occurrences = 0;
	enum fault fault = FAULT_NONE;

	memset(check->set, 0, segment->set_words * sizeof *check->set);
	memset(&check->reader, 0, sizeof check->reader);
	for (uint32_t i = 0; !fault && i < list_block_count(list); i++) {
		fault = list_block(segment, list, i, &check->postings)
		    ? check_block(check, list, i, &occurrences)
		    : bad_term(check, "a block of its documents");
	}
	if (fault)
		return fault;
	if (list_rest(list, segment->documents, &check->postings) != list->postings_end)
		return bad_term(check, "bytes behind its documents");
	if (list->positions &&
	    (check->reader.end != list->positions_end || occurrences != list_occurrences(list)))
		return bad_term(check, "bytes behind its positions");
	if (has_bitmap &&
	    (!list->bitmap ||
		memcmp(list->bitmap, check->set, segment->set_words * sizeof *check->set) != 0))
		return bad_term(check, "its bitmap");
	return FAULT_NONE;
}

/* Where the lists of a block's first term begin must be where those of the block before ended. */
static bool follows(const struct term_cursor *cursor, const struct term_cursor *before)
{
	return cursor->postings == before->postings + before->postings_size &&
	    cursor->positions == before->positions + before->positions_size &&
	    cursor->skips == before->skips + before->documents / PACK_BLOCK &&
	    cursor->bitmaps == before->bitmaps + before->has_bitmap &&
	    cursor->number == before->number;
}

static enum fault check_terms(struct check *check, struct term_cursor *cursor)
{
	enum fault fault = FAULT_NONE;
	struct list list;

	for (bool first = true; !fault && cursor->left; first = false) {
		if (!term_next(cursor))
			return segment_damaged(check->name, "a term of its dictionary", check->err);
		fault = check_key(check, cursor, first);
		if (fault)
			return fault;
		if (!term_list(cursor, &list))
			return bad_term(check, "its list");
		if ((check->key[0] == SPACE_WORD) != (list.positions != NULL))
			return bad_term(check, "positions");
		fault = check_list(check, &list, cursor->has_bitmap);
	}
	if (!fault && cursor->at != cursor->end)
		return segment_damaged(
		    check->name, "bytes behind a block of its dictionary", check->err);
	return fault;
}

static enum fault check_dictionary(struct check *check)
{
	const struct segment *segment = check->segment;
	const struct segment_header *header = &segment->header;
	uint64_t blocks = header->sections[SECTION_HEADS].size / sizeof(uint32_t);
	struct term_cursor before = { 0 }, cursor;
	enum fault fault = FAULT_NONE;

	for (uint64_t i = 0; !fault && i < blocks; i++, before = cursor) {
		if (!term_block(segment, i, &cursor) || !follows(&cursor, &before))
			return segment_damaged(
			    check->name, "a block of its dictionary", check->err);
		fault = check_terms(check, &cursor);
	}
	struct term_cursor end = { .postings = header->sections[SECTION_POSTINGS].size,
		.positions = header->sections[SECTION_POSITIONS].size,
		.skips = header->sections[SECTION_SKIPS].size / sizeof(struct skip),
		.bitmaps = segment->set_words
		    ? header->sections[SECTION_BITMAPS].size / sizeof(uint64_t) / segment->set_words
		    : 0,
		.number = header->terms };
	if (!fault && !follows(&end, &before))
		return segment_damaged(check->name, "bytes behind the lists", check->err);
	return fault;
}

/* The lists of words, added up by document. */
static enum fault check_words(struct check *check)
{
	const struct segment *segment = check->segment;
	uint64_t words = 0;

	for (uint32_t i = 0; i < segment->documents; i++) {
		uint32_t subjects =
		    check->subjects[i] < UINT16_MAX ? check->subjects[i] : UINT16_MAX;

		words += check->words[i];
		if (segment->lengths[i] != length_code(check->words[i]) ||
		    segment->subjects[i] != subjects)
			return segment_damaged(check->name, "the length of a document", check->err);
	}
	if (words != segment->header.words)
		return segment_damaged(check->name, "its count of words", check->err);
	return FAULT_NONE;
}

enum fault segment_check(const struct segment *segment, const char *name, struct error *err)
{
	struct check check = { .segment = segment, .name = name, .err = err };
	enum fault fault = FAULT_NONE;

	arena_begin(&check.arena, CHECK_MEMORY);
	check.words = arena_take(&check.arena, (segment->documents + 1) * sizeof *check.words);
	check.subjects =
	    arena_take(&check.arena, (segment->documents + 1) * sizeof *check.subjects);
	check.set = arena_take(&check.arena, (segment->set_words + 1) * sizeof *check.set);
	if (check.arena.failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory to check index '%s'", name);
	score_norms(segment->header.words, segment->documents, check.norms);
	if (!fault)
		fault = check_dictionary(&check);
	if (!fault)
		fault = check_words(&check);
	if (!fault)
		fault = segment_check_documents(segment, name, err);
	if (!fault)
		fault = segment_check_columns(segment, name, err);
	if (!fault)
		fault = segment_check_sketches(segment, name, err);
	arena_end(&check.arena);
	return fault;
}
