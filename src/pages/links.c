#include "pages/links.h"

#include "base/url.h"
#include "pages/html.h"

/* '/' between segments stays. */
static void put_path(struct out *out, Text path)
{
	size_t slash;

	while ((slash = text_find_char(path, '/')) != TEXT_NONE) {
		html_path(out, text_slice(path, 0, slash));
		html_raw(out, "/");
		path = text_from(path, slash + 1);
	}
	html_path(out, path);
}

void link_record(struct out *out, Text id)
{
	if (text_starts(id, TEXT("frus/")))
		html_raw(out, "/document/");
	else if (text_find_char(id, '/') != TEXT_NONE)
		html_raw(out, "/report/");
	else
		html_raw(out, "/cable/");
	put_path(out, id);
}

/* What `put` writes, in the arena. Addresses are short; one beyond the limit comes back empty. */
#define ADDRESS_LIMIT 8192

Text link_record_path(struct arena *arena, Text id)
{
	struct out out;
	Text path;

	out_begin(&out, ADDRESS_LIMIT);
	link_record(&out, id);
	path = text_copy(arena, out_text(&out));
	out_end(&out);
	return path;
}

Text link_encode(struct arena *arena, Text path)
{
	struct out out;
	Text encoded;

	out_begin(&out, ADDRESS_LIMIT);
	put_path(&out, path);
	encoded = text_copy(arena, out_text(&out));
	out_end(&out);
	return encoded;
}

void link_search(struct out *out, Text query)
{
	html_raw(out, "/search?q=");
	html_query(out, query);
}

void link_value(struct out *out, struct arena *arena, enum facet facet, Text value)
{
	switch (facet) {
	case FACET_ORIGIN:
		html_raw(out, "/origin/");
		break;
	case FACET_TAG:
		html_raw(out, "/tag/");
		break;
	case FACET_CLASSIFICATION:
		html_raw(out, "/classification/");
		break;
	case FACET_COUNTRY:
		html_raw(out, "/country/");
		break;
	case FACET_CAPTION:
		html_raw(out, "/caption/");
		break;
	case FACET_RELEASED:
		html_raw(out, "/released/");
		break;
	case FACET_YEAR:
		html_raw(out, "/created/");
		break;
	case FACET_MONTH:
		html_raw(out, "/created/");
		html_path(out, text_cut(&value, '-'));
		html_raw(out, "/");
		break;
	default:
		link_search(out, query_for(facet, value, arena));
		return;
	}
	html_path(out, value);
}

void link_put_record(struct out *out, Text id, Text title)
{
	html_raw(out, "<a href=\"");
	link_record(out, id);
	html_raw(out, "\">");
	if (title.len)
		html_words(out, title);
	else
		html_raw(out, "(no subject line)");
	html_raw(out, "</a>");
}
