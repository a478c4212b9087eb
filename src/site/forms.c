/* That a route is a form of another is read from their patterns: nobody writes it down twice. */
#include "site/site.h"

static bool is_html(const struct route *route)
{
	return text_starts(text_of(route->content_type), TEXT("text/html"));
}

uint32_t site_forms(Text path, struct site_form forms[SITE_FORMS_LIMIT])
{
	Text holes[HOLES_LIMIT], pattern;
	uint32_t routes, count = 0;
	const struct route *all = site_routes(&routes), *whole = site_match(path, holes);

	if (!whole || !is_html(whole))
		return 0;
	pattern = text_of(whole->pattern);
	forms[count++] = (struct site_form){ text_of(whole->content_type), TEXT("") };
	for (uint32_t i = 0; i < routes && count < SITE_FORMS_LIMIT; i++) {
		Text ending = text_of(all[i].pattern);

		if (text_take(&ending, pattern) && text_starts(ending, TEXT(".")))
			forms[count++] = (struct site_form){ text_of(all[i].content_type), ending };
	}
	return count > 1 ? count : 0;
}
