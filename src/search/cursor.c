/* n-SCORE-CREATED-CHECK-ID: side (n behind, p before), the bits of the score and the seconds in
 * hex, a check over all the rest and the question, the id as it is. The check finds mistakes; it
 * need not stop a forger, who would only turn pages. */
#include "search/cursor.h"

#include <inttypes.h>
#include <string.h>

#include "base/sha256.h"

#define CHECK_DIGITS 16

static uint32_t bits_of(float score)
{
	uint32_t bits;

	memcpy(&bits, &score, sizeof bits);
	return bits;
}

static Text check_of(const struct search_request *request, const struct cursor *cursor,
    struct arena *arena, char hex[SHA256_HEX_ROOM])
{
	Text all = text_format(arena, "cursor/2\n%d\n%d\n%" PRIx32 "\n%" PRIx64 "\n%.*s\n%.*s",
	    (int)request->sort, (int)cursor->side, bits_of(cursor->score),
	    (uint64_t)cursor->created, TEXT_ARG(cursor->id), TEXT_ARG(request->query));

	return text_slice(sha256_hex(sha256_of(all), hex), 0, CHECK_DIGITS);
}

Text cursor_text(
    const struct search_request *request, const struct cursor *cursor, struct arena *arena)
{
	char hex[SHA256_HEX_ROOM];
	Text check = check_of(request, cursor, arena, hex);

	return text_format(arena, "%c-%08" PRIx32 "-%016" PRIx64 "-%.*s-%.*s",
	    cursor->side == CURSOR_BEHIND ? 'n' : 'p', bits_of(cursor->score),
	    (uint64_t)cursor->created, TEXT_ARG(check), TEXT_ARG(cursor->id));
}

/* `digits` hex digits and a hyphen. */
static bool take_hex(Text *rest, unsigned digits, uint64_t *number)
{
	*number = 0;
	if (rest->len < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		size_t digit = text_find_char(TEXT("0123456789abcdef"), rest->at[i]);

		if (digit == TEXT_NONE)
			return false;
		*number = *number << 4 | digit;
	}
	*rest = text_from(*rest, digits);
	return text_take(rest, TEXT("-"));
}

/* A score is a number of zero or more; what is none sorts nowhere. */
static bool take_score(Text *rest, float *score)
{
	uint64_t number;
	uint32_t bits;

	if (!take_hex(rest, 8, &number))
		return false;
	bits = (uint32_t)number;
	memcpy(score, &bits, sizeof *score);
	return *score >= 0;
}

enum fault cursor_read(const struct search_request *request, struct arena *arena,
    struct cursor *cursor, struct error *err)
{
	Text rest = request->cursor, check;
	struct cursor read = { .side = CURSOR_BEFORE };
	char hex[SHA256_HEX_ROOM];
	uint64_t created;

	if (text_take(&rest, TEXT("n-")))
		read.side = CURSOR_BEHIND;
	else if (!text_take(&rest, TEXT("p-")))
		goto bad;
	if (!take_score(&rest, &read.score) || !take_hex(&rest, 16, &created))
		goto bad;
	read.created = (int64_t)created;
	check = text_cut(&rest, '-');
	if (!record_id_is_valid(rest))
		goto bad;
	read.id = rest;
	if (!text_equal(check, check_of(request, &read, arena, hex)))
		goto bad;
	*cursor = read;
	return FAULT_NONE;
bad:
	return fail(err, FAULT_BAD_INPUT,
	    "the cursor is not one of this query in this order; begin at the first page");
}
