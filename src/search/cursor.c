/* n-KEY-CHECK-ID: side (n behind, p before), key in hex, a check over all the rest and the
 * question, the id as it is. The check finds mistakes; it need not stop a forger, who would only
 * turn pages. */
#include "search/cursor.h"

#include <inttypes.h>

#include "base/sha256.h"

#define KEY_DIGITS   16
#define CHECK_DIGITS 16

static Text check_of(const struct search_request *request, const struct cursor *cursor,
    struct arena *arena, char hex[SHA256_HEX_ROOM])
{
	Text all =
	    text_format(arena, "cursor/1\n%d\n%d\n%" PRIx64 "\n%.*s\n%.*s", (int)request->sort,
		(int)cursor->side, cursor->key, TEXT_ARG(cursor->id), TEXT_ARG(request->query));

	return text_slice(sha256_hex(sha256_of(all), hex), 0, CHECK_DIGITS);
}

Text cursor_text(
    const struct search_request *request, const struct cursor *cursor, struct arena *arena)
{
	char hex[SHA256_HEX_ROOM];
	Text check = check_of(request, cursor, arena, hex);

	return text_format(arena, "%c-%016" PRIx64 "-%.*s-%.*s",
	    cursor->side == CURSOR_BEHIND ? 'n' : 'p', cursor->key, TEXT_ARG(check),
	    TEXT_ARG(cursor->id));
}

static bool take_key(Text *rest, uint64_t *key)
{
	*key = 0;
	if (rest->len < KEY_DIGITS)
		return false;
	for (size_t i = 0; i < KEY_DIGITS; i++) {
		size_t digit = text_find_char(TEXT("0123456789abcdef"), rest->at[i]);

		if (digit == TEXT_NONE)
			return false;
		*key = *key << 4 | digit;
	}
	*rest = text_from(*rest, KEY_DIGITS);
	return true;
}

enum fault cursor_read(const struct search_request *request, struct arena *arena,
    struct cursor *cursor, struct error *err)
{
	Text rest = request->cursor, check;
	struct cursor read = { .side = CURSOR_BEFORE };
	char hex[SHA256_HEX_ROOM];

	if (text_take(&rest, TEXT("n-")))
		read.side = CURSOR_BEHIND;
	else if (!text_take(&rest, TEXT("p-")))
		goto bad;
	if (!take_key(&rest, &read.key) || !text_take(&rest, TEXT("-")))
		goto bad;
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
