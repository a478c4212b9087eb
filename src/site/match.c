/* A pattern is taken piece by piece: a literal must stand there, a hole takes what lies before the
 * next literal or '/'. */
#include "site/site.h"

/* Takes a hole's value: not empty, within one segment, and up to the rest of the pattern's segment
 * (".json"). */
static bool take_hole(Text ending, Text *path, Text *hole)
{
	Text segment = *path;
	size_t slash = text_find_char(segment, '/');

	if (slash != TEXT_NONE)
		segment.len = slash;
	if (segment.len <= ending.len || !text_ends(segment, ending))
		return false;
	*hole = text_slice(segment, 0, segment.len - ending.len);
	*path = text_from(*path, segment.len);
	return true;
}

bool site_fits(const char *pattern, Text path, Text holes[HOLES_LIMIT])
{
	Text rest = text_of(pattern);
	size_t filled = 0;

	while (rest.len) {
		Text literal = text_slice(rest, 0, text_find_char(rest, '{'));
		Text ending;

		if (!text_take(&path, literal))
			return false;
		rest = text_from(rest, literal.len);
		if (!text_take_char(&rest, '{'))
			continue;
		text_cut(&rest, '}');
		ending = text_slice(rest, 0, text_find_char(rest, '/'));
		rest = text_from(rest, ending.len);
		if (filled == HOLES_LIMIT || !take_hole(ending, &path, &holes[filled++]))
			return false;
	}
	return path.len == 0;
}

const struct route *site_match(Text path, Text holes[HOLES_LIMIT])
{
	uint32_t count;
	const struct route *routes = site_routes(&count);

	for (uint32_t i = 0; i < count; i++) {
		Text filled[HOLES_LIMIT] = { { 0 } };

		if (!site_fits(routes[i].pattern, path, filled))
			continue;
		for (size_t hole = 0; hole < HOLES_LIMIT; hole++)
			holes[hole] = filled[hole];
		return &routes[i];
	}
	return NULL;
}
