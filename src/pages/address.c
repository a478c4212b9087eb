#include "pages/address.h"

#include "pages/html.h"
#include "pages/links.h"

#define ADDRESS_LIMIT 16384 /* a query of QUERY_LIMIT bytes, all of them escaped, and a cursor */

void address_begin(struct address *address, Text base, Text path)
{
	*address = (struct address){ .asked = text_find_char(path, '?') != TEXT_NONE };
	out_begin(&address->out, ADDRESS_LIMIT);
	out_put(&address->out, base);
	out_put(&address->out, path);
}

void address_add(struct address *address, const char *name, Text value)
{
	if (!value.len)
		return;
	out_char(&address->out, address->asked ? '&' : '?');
	out_put(&address->out, text_of(name));
	out_char(&address->out, '=');
	html_query(&address->out, value);
	address->asked = true;
}

Text address_end(struct address *address, struct arena *arena)
{
	Text text = text_copy(arena, out_text(&address->out));

	out_end(&address->out);
	return text;
}

Text address_of(struct arena *arena, Text base, Text path)
{
	return text_format(arena, "%.*s%.*s", TEXT_ARG(base), TEXT_ARG(path));
}

Text address_of_record(struct arena *arena, Text base, Text id)
{
	struct address address;

	address_begin(&address, base, TEXT(""));
	link_record(&address.out, id);
	return address_end(&address, arena);
}

Text address_of_value(struct arena *arena, Text base, enum facet facet, Text value)
{
	struct address address;

	address_begin(&address, base, TEXT(""));
	link_value(&address.out, arena, facet, value);
	return address_end(&address, arena);
}
