/* Weak comparison: the opaque parts are equal, whether or not either tag is marked W/. */
#include "http/etag.h"

static Text opaque(Text etag)
{
	text_take(&etag, TEXT("W/"));
	return etag;
}

/* The next entity tag, with its quotes; empty when there is none. */
static Text take_etag(Text *rest)
{
	Text start;
	size_t close;

	while (text_take_blanks(rest) || text_take_char(rest, ','))
		;
	text_take(rest, TEXT("W/"));
	start = *rest;
	if (!text_take_char(rest, '"'))
		return TEXT("");
	close = text_find_char(*rest, '"');
	if (close == TEXT_NONE)
		return TEXT("");
	*rest = text_from(*rest, close + 1);
	return text_slice(start, 0, close + 2);
}

bool etag_matches(Text header, Text etag)
{
	Text given;

	if (etag.len == 0)
		return false;
	if (text_equal(text_trim(header), TEXT("*")))
		return true;
	while ((given = take_etag(&header)).len)
		if (text_equal(given, opaque(etag)))
			return true;
	return false;
}
