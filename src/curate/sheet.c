#include "curate/sheet.h"

#include <inttypes.h>

#include "base/url.h"

static const struct {
	Text path, name;
} ways[] = {
	{ TEXT_INIT("/"), TEXT_INIT("Queue") },
	{ TEXT_INIT("/calendar"), TEXT_INIT("Calendar") },
	{ TEXT_INIT("/log"), TEXT_INIT("Log") },
};

static void put_ways(struct out *out, Text section)
{
	html_raw(out, "<nav aria-label=\"Curating\">\n<ul>\n");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		html_raw(out, "<li><a href=\"");
		html_attr(out, ways[i].path);
		html_raw(out, "\"");
		if (text_equal(ways[i].path, section))
			html_raw(out, " aria-current=\"true\"");
		html_raw(out, ">");
		html_text(out, ways[i].name);
		html_raw(out, "</a></li>\n");
	}
	html_raw(out, "</ul>\n</nav>\n");
}

/* What one looks for goes in a form's body: an address would keep it in the browser's history. */
static void put_search(struct sheet *sheet)
{
	html_raw(sheet->out,
	    "<form method=\"post\" action=\"/search\" role=\"search\"><label for=\"q\">Search all "
	    "records</label><input id=\"q\" name=\"q\" type=\"search\" maxlength=\"1024\" "
	    "autocomplete=\"off\">");
	form_hidden(sheet, TEXT("form"), text_of(sheet->desk->guard.form));
	html_raw(sheet->out, "<button>Search</button></form>\n");
}

static void put_head(struct out *out, Text title)
{
	html_raw(
	    out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	html_text(out, title);
	html_raw(out,
	    " - Chancery, curating</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<link rel=\"stylesheet\" href=\"/style.css\">\n"
	    "<link rel=\"stylesheet\" href=\"/curate.css\">\n"
	    "<link rel=\"icon\" href=\"/favicon.svg\">\n"
	    "</head>\n<body class=\"curate\">\n"
	    "<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header>\n<p class=\"name\">");
}

static void put_said(struct sheet *sheet)
{
	Text said = sheet_recall(sheet, TEXT("said"));

	if (!said.len || sheet->request->method == HTTP_POST)
		return;
	html_raw(sheet->out, "<p class=\"done\" role=\"status\">");
	html_text(sheet->out, said);
	html_raw(sheet->out, "</p>\n");
}

void sheet_begin(struct sheet *sheet, Text title, Text section)
{
	struct out *out = sheet->out;

	put_head(out, title);
	html_raw(out, "<a href=\"/\">Chancery, curating</a></p>\n");
	put_search(sheet);
	html_raw(out, "<p class=\"counter\">You are <b>");
	html_text(out, sheet->desk->curator);
	html_raw(out, "</b></p>\n");
	put_ways(out, section);
	html_raw(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
	put_said(sheet);
}

void sheet_end(struct sheet *sheet)
{
	html_raw(sheet->out, "</main>\n<footer>\n<p>Archive <code>");
	html_text(sheet->out, text_of(sheet->desk->archive));
	html_raw(sheet->out,
	    "</code>. Nothing here is public before it is released, and then "
	    "published.</p>\n</footer>\n</body>\n</html>\n");
}

/* Without what only the session may see: it is the page of those who are refused, too. */
void sheet_fault(struct sheet *sheet, int status, Text sentence)
{
	struct out *out = sheet->out;

	out_reset(out);
	sheet->answer->status = status;
	put_head(out, TEXT("Not done"));
	html_raw(out, "Chancery, curating</p>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n");
	html_raw(out, "<h1>Not done</h1>\n<p class=\"fault\" role=\"alert\">");
	html_text(out, sentence);
	html_raw(out,
	    "</p>\n<p>Nothing was changed. Go back in your browser, or to the "
	    "<a href=\"/\">queue</a>.</p>\n</main>\n</body>\n</html>\n");
}

/* --- forms --- */

void form_begin(struct sheet *sheet, Text action)
{
	html_raw(sheet->out, "<form method=\"post\" action=\"");
	html_attr(sheet->out, action);
	html_raw(sheet->out, "\">\n");
	form_hidden(sheet, TEXT("form"), text_of(sheet->desk->guard.form));
}

void form_hidden(struct sheet *sheet, Text name, Text value)
{
	html_raw(sheet->out, "<input type=\"hidden\" name=\"");
	html_attr(sheet->out, name);
	html_raw(sheet->out, "\" value=\"");
	html_attr(sheet->out, value);
	html_raw(sheet->out, "\">\n");
}

void form_hidden_number(struct sheet *sheet, Text name, uint64_t number)
{
	form_hidden(sheet, name, text_format(sheet->arena, "%" PRIu64, number));
}

void form_reasons(struct sheet *sheet, Text label, Text chosen)
{
	struct out *out = sheet->out;
	Text code;

	html_raw(out, "<label>");
	html_text(out, label);
	html_raw(out, " <select name=\"code\">\n");
	for (unsigned i = 0; (code = reason_code(i)).len; i++) {
		html_raw(out, "<option value=\"");
		html_attr(out, code);
		html_raw(out, "\"");
		/* Without a choice: personal privacy, which is the most common. */
		if (text_equal(code, chosen.len ? chosen : TEXT("b(6)")))
			html_raw(out, " selected");
		html_raw(out, ">");
		html_text(out, code);
		html_raw(out, ": ");
		html_text(out, reason_says(code));
		html_raw(out, "</option>\n");
	}
	html_raw(out, "<option value=\"own:source\"");
	if (text_equal(chosen, TEXT("own:source")))
		html_raw(out, " selected");
	html_raw(out, ">own:source: protects a source</option>\n</select></label>\n");
}

/* --- small things --- */

void put_count(struct out *out, uint64_t count, const char *one, const char *many)
{
	html_number(out, count);
	out_char(out, ' ');
	out_put(out, text_of(count == 1 ? one : many));
}

void put_record_address(struct out *out, Text id)
{
	html_raw(out, "href=\"/record?id=");
	html_query(out, id);
	html_raw(out, "\"");
}

Text record_address(struct arena *arena, Text id)
{
	struct out out;
	Text address;

	out_begin(&out, HTTP_QUERY_LIMIT);
	out_put(&out, TEXT("/record?id="));
	url_put(&out, id);
	address = text_copy(arena, out_text(&out));
	out_end(&out);
	return address;
}

enum fault sheet_go(struct sheet *sheet, Text path, Text said, struct error *err)
{
	uint64_t number = said.len ? memory_keep(&sheet->desk->memory, said) : 0;
	bool asks = text_find_char(path, '?') != TEXT_NONE;

	/* The answer outlives the sheet. */
	sheet->answer->location = number ? text_format(sheet->request->arena, "%.*s%csaid=%" PRIu64,
					       TEXT_ARG(path), asks ? '&' : '?', number)
					 : text_copy(sheet->request->arena, path);
	sheet->answer->status = 303;
	return sheet->answer->location.len ? FAULT_NONE
					   : fail(err, FAULT_NO_MEMORY, "no memory left to go on");
}
