/* Slips: the listed code one edit away, weighed by kind of edit, position and how common the code
 * is. */
#include "catalog/tables.h"

#include <limits.h>

/* Costs of one edit. A code's weight (0 to 4) is taken off. */
#define COST_SWAP    3 /* two neighbours changed places */
#define COST_EXTRA   3 /* a letter too many */
#define COST_DOUBLED 2 /* the same letter twice */
#define COST_ALIKE   5 /* a letter that looks or lies like the right one */
#define COST_OTHER   6 /* any other letter */
#define COST_MOVED   7 /* a letter two places off */
#define COST_MISSING 6
#define COST_FIRST   2 /* more where the first letter is wrong: it is the code's family */
#define COST_MINOR   3 /* more for what is no subject or program of the handbook */
#define COST_NONE    INT_MAX
#define SURE_MOST    0
#define LIKELY_MOST  5
#define UNIQUE_MOST  7 /* likely, too, where no other code comes near */
#define SURE_GAP     2
#define LIKELY_GAP   2
#define UNIQUE_GAP   3
#define LOST_MOST    3 /* letters that one Q stands for */

/* Neighbours on the keyboard, and letters that copies confuse. */
static bool are_alike(char a, char b)
{
	static const char *const rows[] = { "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM" };
	static const char *const pairs[] = { "OD", "OQ", "OG", "CG", "VU", "IL", "IJ", "EF", "PB",
		"RK", "XK", "HN", "UW" };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (const char *at = rows[i]; at[1]; at++)
			if ((at[0] == a && at[1] == b) || (at[0] == b && at[1] == a))
				return true;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if ((pairs[i][0] == a && pairs[i][1] == b) ||
		    (pairs[i][0] == b && pairs[i][1] == a))
			return true;
	return false;
}

static int cost_of_extra(Text raw, size_t at)
{
	bool doubled = (at && raw.at[at - 1] == raw.at[at]) ||
	    (at + 1 < raw.len && raw.at[at + 1] == raw.at[at]);

	return doubled ? COST_DOUBLED : COST_EXTRA;
}

/* "MAR" for "ARM", "RMA" for "ARM": one letter two places off. */
static bool is_moved(const char *a, const char *b)
{
	return (a[0] == b[2] && a[1] == b[0] && a[2] == b[1]) ||
	    (a[0] == b[1] && a[1] == b[2] && a[2] == b[0]);
}

/* Cost of the one edit between them, COST_NONE when it takes more. */
static int cost_of_edit(Text raw, Text code)
{
	size_t head = 0, tail = 0, least = raw.len < code.len ? raw.len : code.len;

	while (head < least && raw.at[head] == code.at[head])
		head++;
	while (tail < least - head && raw.at[raw.len - 1 - tail] == code.at[code.len - 1 - tail])
		tail++;
	size_t have = raw.len - head - tail, want = code.len - head - tail;
	const char *a = raw.at + head, *b = code.at + head;
	int first = head ? 0 : COST_FIRST;

	if (have == 1 && want == 0)
		return cost_of_extra(raw, head);
	if (have == 0 && want == 1)
		return COST_MISSING + first;
	if (have == 1 && want == 1)
		return (are_alike(*a, *b) ? COST_ALIKE : COST_OTHER) + first;
	if (have == 2 && want == 2 && a[0] == b[1] && a[1] == b[0])
		return COST_SWAP + first / 2;
	if (have == 3 && want == 3 && is_moved(a, b))
		return COST_MOVED + first / 2;
	return COST_NONE;
}

struct best {
	Text code;
	int cost, second;
};

static void consider(struct best *best, Text code, int cost)
{
	if (cost < best->cost) {
		best->second = best->cost;
		best->cost = cost;
		best->code = code;
	} else if (cost < best->second)
		best->second = cost;
}

static enum tag_confidence confidence_of(const struct best *best)
{
	int gap = best->second == COST_NONE ? UNIQUE_GAP : best->second - best->cost;

	if (best->cost <= SURE_MOST && gap >= SURE_GAP)
		return TAG_HIGH;
	if (best->cost <= LIKELY_MOST && gap >= LIKELY_GAP)
		return TAG_MEDIUM;
	return best->cost <= UNIQUE_MOST && gap >= UNIQUE_GAP ? TAG_MEDIUM : TAG_LOW;
}

Text tag_nearest(const struct catalog *catalog, Text upper, enum tag_confidence *confidence)
{
	struct best best = { .cost = COST_NONE, .second = COST_NONE };

	if (upper.len < 3 || upper.len > TAG_TARGET_MOST + 1)
		return (Text){ 0 };
	for (uint32_t i = 0; i < catalog->tag_targets.count; i++) {
		const struct tag_target *target = &catalog->tag_targets.items[i];
		if (target->code.len + 1 < upper.len || target->code.len > upper.len + 1)
			continue;
		int cost = cost_of_edit(upper, target->code);
		if (cost != COST_NONE)
			consider(&best, target->code,
			    cost - target->weight + (target->minor ? COST_MINOR : 0));
	}
	*confidence = best.code.len ? confidence_of(&best) : TAG_LOW;
	return best.code;
}

/* Whether `code` fits where each Q stands for none to LOST_MOST letters. */
static bool fits_lost(Text raw, Text code, int depth)
{
	size_t same = 0;

	while (same < raw.len && raw.at[same] != 'Q')
		same++;
	if (same > code.len || !text_equal(text_slice(raw, 0, same), text_slice(code, 0, same)))
		return false;
	raw = text_from(raw, same);
	code = text_from(code, same);
	if (!raw.len)
		return !code.len;
	for (size_t lost = 0; depth < 3 && lost <= LOST_MOST && lost <= code.len; lost++)
		if (fits_lost(text_from(raw, 1), text_from(code, lost), depth + 1))
			return true;
	return false;
}

Text tag_nearest_lost(const struct catalog *catalog, Text upper, enum tag_confidence *confidence)
{
	struct best best = { .cost = COST_NONE, .second = COST_NONE };

	*confidence = TAG_LOW;
	if (upper.len < 2 || upper.len > TAG_TARGET_MOST || text_find_char(upper, 'Q') == TEXT_NONE)
		return (Text){ 0 };
	for (uint32_t i = 0; i < catalog->tag_targets.count; i++) {
		const struct tag_target *target = &catalog->tag_targets.items[i];
		if (!target->minor && fits_lost(upper, target->code, 0))
			consider(&best, target->code, 4 - target->weight);
	}
	if (best.code.len && (best.second == COST_NONE || best.second - best.cost >= 2))
		*confidence = TAG_MEDIUM;
	return best.code;
}
