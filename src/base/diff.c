/* Myers' greedy algorithm (An O(ND) Difference Algorithm and Its Variations, 1986) over numbered
 * tokens, with its rounds kept to walk back on. */
#include "base/diff.h"

#include <string.h>

#define ROUNDS_LIMIT 1500 /* words gone and new; memory grows with the square: 9 MB */

/* A text cut into tokens; `numbers` are the same for the same bytes. */
struct tokens {
	Text text;
	uint32_t *starts; /* count + 1 of them */
	uint32_t *numbers;
	uint32_t count;
};

struct diff {
	struct tokens before, after;
	uint32_t first;                     /* tokens that are the same at the beginning */
	uint32_t before_count, after_count; /* of the tokens between there and the same end */
	bool *gone, *fresh;                 /* by token */
	diff_whole *whole;
	struct arena *arena;
};

/* --- tokens --- */

typedef uint32_t token_end(Text text, uint32_t from, diff_whole *whole);

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static size_t whole_at(Text text, uint32_t at, diff_whole *whole)
{
	return whole ? whole(text_from(text, at)) : 0;
}

/* A run of blanks, or a run of others up to what is whole. */
static uint32_t word_end(Text text, uint32_t from, diff_whole *whole)
{
	uint32_t at = from + 1;
	size_t length = whole_at(text, from, whole);

	if (length)
		return from + (uint32_t)length;
	while (at < text.len && is_blank(text.at[at]) == is_blank(text.at[from]) &&
	    !whole_at(text, at, whole))
		at++;
	return at;
}

static uint32_t line_end(Text text, uint32_t from, diff_whole *whole)
{
	const char *end = memchr(text.at + from, '\n', text.len - from);

	(void)whole;
	return end ? (uint32_t)(end - text.at) + 1 : (uint32_t)text.len;
}

static bool cut(Text text, token_end *end_of, const struct diff *diff, struct tokens *tokens)
{
	uint32_t count = 0, at = 0;

	for (uint32_t i = 0; i < text.len; i = end_of(text, i, diff->whole))
		count++;
	*tokens = (struct tokens){ .text = text, .count = count };
	tokens->starts = arena_take(diff->arena, (count + 1) * sizeof *tokens->starts);
	tokens->numbers = arena_take(diff->arena, (count + 1) * sizeof *tokens->numbers);
	if (!tokens->starts || !tokens->numbers)
		return false;
	for (uint32_t i = 0; i < count; i++, at = end_of(text, at, diff->whole))
		tokens->starts[i] = at;
	tokens->starts[count] = (uint32_t)text.len;
	return true;
}

static Text token(const struct tokens *tokens, uint32_t number)
{
	uint32_t start = tokens->starts[number];

	return (Text){ tokens->text.at + start, tokens->starts[number + 1] - start };
}

static uint32_t hash_of(Text text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 16777619u;
	return hash;
}

/* Both texts' tokens in one open table, so that equal bytes get one number. */
static bool number_tokens(struct diff *diff)
{
	struct tokens *both[2] = { &diff->before, &diff->after };
	uint32_t room = 16, next = 1;
	struct slot {
		Text text;
		uint32_t number; /* 0: free */
	} * slots;

	while (room < 2 * (diff->before.count + diff->after.count))
		room *= 2;
	slots = arena_take(diff->arena, room * sizeof *slots);
	if (!slots)
		return false;
	memset(slots, 0, room * sizeof *slots);
	for (int side = 0; side < 2; side++)
		for (uint32_t i = 0; i < both[side]->count; i++) {
			Text text = token(both[side], i);
			uint32_t at = hash_of(text) & (room - 1);

			while (slots[at].number && !text_equal(slots[at].text, text))
				at = (at + 1) & (room - 1);
			if (!slots[at].number)
				slots[at] = (struct slot){ text, next++ };
			both[side]->numbers[i] = slots[at].number;
		}
	return true;
}

/* --- the rounds --- */

static void trim(struct diff *diff)
{
	const struct tokens *a = &diff->before, *b = &diff->after;
	uint32_t first = 0, last = 0;

	while (first < a->count && first < b->count && a->numbers[first] == b->numbers[first])
		first++;
	while (last < a->count - first && last < b->count - first &&
	    a->numbers[a->count - 1 - last] == b->numbers[b->count - 1 - last])
		last++;
	diff->first = first;
	diff->before_count = a->count - first - last;
	diff->after_count = b->count - first - last;
}

/* How far down the diagonal the tokens are the same. */
static int slide(const struct diff *diff, int x, int y)
{
	const uint32_t *a = diff->before.numbers + diff->first;
	const uint32_t *b = diff->after.numbers + diff->first;

	while (x < (int)diff->before_count && y < (int)diff->after_count && a[x] == b[y]) {
		x++;
		y++;
	}
	return x;
}

/* Where the way to a diagonal came from: down from the one above (a new token), else from the left
 * (a gone one). `reach` is as the round before left it. */
static bool came_down(const int *reach, int round, int diagonal)
{
	return diagonal == -round ||
	    (diagonal != round && reach[diagonal - 1] < reach[diagonal + 1]);
}

/* One round on all its diagonals; true when it reached both ends. */
static bool run_round(const struct diff *diff, int *reach, int round)
{
	for (int diagonal = -round; diagonal <= round; diagonal += 2) {
		int x = came_down(reach, round, diagonal) ? reach[diagonal + 1]
							  : reach[diagonal - 1] + 1;

		reach[diagonal] = x = slide(diff, x, x - diagonal);
		if (x >= (int)diff->before_count && x - diagonal >= (int)diff->after_count)
			return true;
	}
	return false;
}

/* kept[round] is `reach` before that round, from diagonal -round - 1 on. */
static void walk_back(struct diff *diff, int **kept, int round)
{
	int diagonal = (int)diff->before_count - (int)diff->after_count;

	for (; round > 0; round--) {
		const int *reach = kept[round] + round + 1;
		bool down = came_down(reach, round, diagonal);
		int from = down ? diagonal + 1 : diagonal - 1;
		int x = reach[from];

		if (down)
			diff->fresh[diff->first + (uint32_t)(x - from)] = true;
		else
			diff->gone[diff->first + (uint32_t)x] = true;
		diagonal = from;
	}
}

/* False when there are more differences than rounds, or no memory. A slide past an end stops there,
 * so `reach` may lie beyond the texts: such a way is never the shortest. */
static bool find_shortest(struct diff *diff)
{
	size_t room = 2 * (ROUNDS_LIMIT + 2) + 1;
	int **kept = arena_take(diff->arena, (ROUNDS_LIMIT + 1) * sizeof *kept);
	int *all = arena_take(diff->arena, room * sizeof *all), *reach;

	if (!kept || !all)
		return false;
	reach = all + ROUNDS_LIMIT + 2;
	for (int round = 0; round <= ROUNDS_LIMIT; round++) {
		size_t width = 2 * ((size_t)round + 1) + 1;

		kept[round] = arena_take(diff->arena, width * sizeof **kept);
		if (!kept[round])
			return false;
		memcpy(kept[round], reach - round - 1, width * sizeof **kept);
		if (run_round(diff, reach, round)) {
			walk_back(diff, kept, round);
			return true;
		}
	}
	return false;
}

static void mark_all(struct diff *diff)
{
	memset(diff->gone + diff->first, true, diff->before_count);
	memset(diff->fresh + diff->first, true, diff->after_count);
}

/* --- pieces --- */

static bool add_piece(DiffList *pieces, struct arena *arena, enum diff_kind kind, Text text)
{
	struct diff_piece *piece = pieces->count ? &pieces->items[pieces->count - 1] : NULL;

	if (piece && piece->kind == kind && piece->text.at + piece->text.len == text.at) {
		piece->text.len += text.len;
		return true;
	}
	piece = array_add(pieces, arena);
	if (piece)
		*piece = (struct diff_piece){ kind, text };
	return piece != NULL;
}

static bool put_pieces(const struct diff *diff, DiffList *pieces)
{
	uint32_t i = 0, k = 0;
	bool fits = true;

	while (fits && (i < diff->before.count || k < diff->after.count)) {
		if (i < diff->before.count && diff->gone[i])
			fits = add_piece(pieces, diff->arena, DIFF_GONE, token(&diff->before, i++));
		else if (k < diff->after.count && diff->fresh[k])
			fits = add_piece(pieces, diff->arena, DIFF_NEW, token(&diff->after, k++));
		else {
			fits = add_piece(pieces, diff->arena, DIFF_SAME, token(&diff->after, k++));
			i++;
		}
	}
	return fits;
}

/* --- the whole --- */

/* *settled is false when the differences are too many for these tokens. */
static bool compare(struct diff *diff, token_end *end_of, bool *settled)
{
	if (!cut(diff->before.text, end_of, diff, &diff->before) ||
	    !cut(diff->after.text, end_of, diff, &diff->after) || !number_tokens(diff))
		return false;
	diff->gone = arena_take(diff->arena, diff->before.count + 1);
	diff->fresh = arena_take(diff->arena, diff->after.count + 1);
	if (!diff->gone || !diff->fresh)
		return false;
	trim(diff);
	*settled = find_shortest(diff);
	return !diff->arena->failed;
}

enum fault word_diff(Text before, Text after, diff_whole *whole, struct arena *arena,
    DiffList *pieces, struct error *err)
{
	struct diff diff = {
		.before.text = before, .after.text = after, .whole = whole, .arena = arena
	};
	bool settled = false, fits = compare(&diff, word_end, &settled);

	if (fits && !settled)
		fits = compare(&diff, line_end, &settled);
	if (fits && !settled)
		mark_all(&diff);
	*pieces = (DiffList){ 0 };
	if (!fits || !put_pieces(&diff, pieces))
		return fail(err, FAULT_NO_MEMORY, "no memory left to compare two texts");
	return FAULT_NONE;
}
