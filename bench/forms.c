/* Rows, pages and telegrams. The message is written as it is, but for each form's escapes. */
#include "bench/forms.h"

#include <string.h>

/* Eats from *rest up to the first sign of `stops` and puts it; false when none is left. */
static bool put_until(struct out *out, Text *rest, const char *stops)
{
	size_t len = 0;
	char second = stops[1], third = stops[2] ? stops[2] : stops[0], first = stops[0];

	while (len < rest->len && rest->at[len] != first && rest->at[len] != second &&
	    rest->at[len] != third)
		len++;
	out_put(out, text_slice(*rest, 0, len));
	*rest = text_from(*rest, len);
	return rest->len > 0;
}

static void put_cell(struct out *out, Text text)
{
	out_char(out, '"');
	while (put_until(out, &text, "\"\\")) {
		out_char(out, '\\');
		out_char(out, text.at[0]);
		text = text_from(text, 1);
	}
	out_char(out, '"');
}

static struct cited own_id(const struct facts *facts)
{
	return (struct cited){ (uint8_t)(facts->time.year % 100), facts->number };
}

void put_csv_row(struct out *out, const struct facts *facts, Text header, Text message)
{
	const Civil *time = &facts->time;

	out_printf(out, "\"%llu\",\"%d/%d/%d %d:%02d\",\"", (unsigned long long)facts->index + 1,
	    time->month, time->day, time->year, time->hour, time->minute);
	put_id(out, facts->place, own_id(facts));
	out_put(out, TEXT("\","));
	put_cell(out, facts->place->post->name);
	out_printf(out, ",\"%s\",\"", class_rows[facts->classification].name);
	for (uint32_t i = 0; i < facts->cited_count; i++) {
		out_put(out, i ? TEXT("|") : TEXT(""));
		put_id(out, facts->cited[i].place, facts->cited[i].cable);
	}
	out_put(out, TEXT("\","));
	put_cell(out, header);
	out_char(out, ',');
	put_cell(out, message);
	out_char(out, '\n');
}

void put_telegram(struct out *out, const struct facts *facts, Text header, Text message)
{
	(void)facts;
	out_put(out, header);
	out_put(out, message);
}

static void put_escaped(struct out *out, Text text)
{
	while (put_until(out, &text, "&<>")) {
		out_put(out,
		    text.at[0] == '&'       ? TEXT("&amp;")
			: text.at[0] == '<' ? TEXT("&lt;")
					    : TEXT("&gt;"));
		text = text_from(text, 1);
	}
}

static void put_tag_links(struct out *out, Text line)
{
	Text keyword = text_slice(line, 0, 6), rest = text_from(line, 6);

	out_put(out, keyword);
	while (rest.len) {
		Text code;
		size_t len = 0;

		while (len < rest.len && rest.at[len] != ' ' && rest.at[len] != ',')
			len++;
		code = text_slice(rest, 0, len);
		if (len)
			out_printf(out, "<a href='/tag/%.*s_0.html'>%.*s</a>", TEXT_ARG(code),
			    TEXT_ARG(code));
		else
			out_char(out, rest.at[len++]);
		rest = text_from(rest, len);
	}
}

/* The mirror anchors what begins with a number and a point. */
static void put_anchor(struct out *out, Text line)
{
	uint64_t number;
	Text rest = line;

	if (!text_take_digits(&rest, 3, &number) || !text_take_char(&rest, '.'))
		return;
	out_printf(
	    out, "<a id='par%u' href='#par%u'>\302\266</a>", (unsigned)number, (unsigned)number);
}

static void put_pre(struct out *out, Text text)
{
	out_put(out, TEXT("<code><pre>"));
	while (text.len) {
		Text line = text_cut(&text, '\n');

		if (text_starts(line, TEXT("TAGS: "))) {
			put_tag_links(out, line);
		} else {
			put_anchor(out, line);
			put_escaped(out, line);
		}
		out_put(out, TEXT("&#x000A;"));
	}
	out_put(out, TEXT("</pre></code>\n"));
}

static void put_top_row(struct out *out, const struct facts *facts)
{
	const Civil *time = &facts->time;
	struct cited own = own_id(facts);
	Text name = facts->place->post->name;

	out_printf(out, "<tr>\n<td>\n<a href='/cable/%d/%02d/", time->year, time->month);
	put_id(out, facts->place, own);
	out_put(out, TEXT(".html'>"));
	put_id(out, facts->place, own);
	out_printf(out,
	    "</a>\n</td>\n<td>\n<a href='/date/%d-%02d_0.html'>%d-%02d-%02d %02d:%02d</a>\n</td>\n",
	    time->year, time->month, time->year, time->month, time->day, time->hour, time->minute);
	out_put(
	    out, TEXT("<td>\n<a href='/reldate/2011-08-30_0.html'>2011-08-30 01:44</a>\n</td>\n"));
	/* The title is not the class: so it was there. */
	out_printf(out,
	    "<td>\n<a href='/classification/%u_0.html' title='unclassified'>%s</a>\n</td>\n",
	    facts->classification + 1, class_rows[facts->classification].name);
	out_printf(out, "<td>\n<a href='/origin/%u_0.html'>", facts->place_row);
	put_escaped(out, name);
	out_put(out, TEXT("</a>\n</td>\n</tr>\n"));
}

static Text subject_line(Text message)
{
	size_t at = text_find(message, TEXT("SUBJECT: "));
	Text rest = at == TEXT_NONE ? (Text){ 0 } : text_from(message, at + 9);

	return text_trim(text_cut(&rest, '\n'));
}

void put_mirror_page(struct out *out, const struct facts *facts, Text header, Text message)
{
	out_put(out,
	    TEXT("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
		 "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html>\n"
		 "<head>\n<title>Cable Viewer</title>\n</head>\n<body>\n"
		 "<div class='main'>\n<div class='pane small'>\n"
		 "<p>Currently released so far... 251287 / 251,287</p>\n"
		 "<div id='browse'></div>\n</div>\n<div class='pane big'>\n"
		 "<h3>Viewing cable "));
	put_id(out, facts->place, own_id(facts));
	out_put(out, TEXT(", "));
	put_escaped(out, subject_line(message));
	out_put(out,
	    TEXT("</h3>\n<div class='help' id='help_1'></div>\n<table class='cable'>\n<tr>\n"
		 "<th>Reference ID</th>\n<th>Created</th>\n<th>Released</th>\n"
		 "<th>Classification</th>\n<th>Origin</th>\n</tr>\n"));
	put_top_row(out, facts);
	out_put(out, TEXT("</table>\n"));
	put_pre(out, header);
	put_pre(out, message);
	out_put(out, TEXT("</div>\n</div>\n</body>\n</html>\n"));
}
