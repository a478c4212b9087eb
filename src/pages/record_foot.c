/* The foot of a record's page: how to cite it, what else there is of it, how it was read. */
#include "pages/record_view.h"

#include "pages/html.h"

static void put_form(const struct record_view *view, Text suffix, Text label)
{
	struct out *out = view->visit->out;

	html_raw(out, "<a href=\"");
	html_attr(out, view->path);
	html_attr(out, suffix);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a> ");
}

void record_put_forms(const struct record_view *view)
{
	html_raw(view->visit->out, "<p class=\"forms\">Also as ");
	put_form(view, TEXT(".txt"), TEXT("Text"));
	put_form(view, TEXT(".json"), TEXT("JSON"));
	put_form(view, TEXT("/source"), TEXT("Source"));
	html_raw(view->visit->out, "</p>\n");
}

/* Author, title, id, date, level; where it was seen. One style: enough to find it again. */
static void put_citation(const struct record_view *view)
{
	const struct edition_facts *facts = edition_facts(view->visit->edition);
	const struct record *record = view->record;
	struct out *out = view->visit->out;

	html_raw(out, "<h3>Cite</h3>\n<p class=\"cite\">");
	if (record->kind == RECORD_NARRATIVE)
		html_raw(out, "Trafficking in Persons Report, ");
	if (record->origin.len) {
		html_text(out, record->origin);
		html_raw(out, ", ");
	}
	html_raw(out, "\xE2\x80\x9C");
	html_text(out, record->title.len ? record->title : TEXT("(no subject line)"));
	html_raw(out, "\xE2\x80\x9D, ");
	html_text(out, record->id);
	if (record->created.precision != PRECISION_UNKNOWN) {
		html_raw(out, ", ");
		html_date(out, record->created);
	}
	if (record->classification != CLASS_UNKNOWN) {
		html_raw(out, ", ");
		html_text(out, classification_text(record->classification));
	}
	html_raw(out, ". Chancery, edition ");
	html_text(out, facts->name);
	html_raw(out, " (");
	html_text(out, text_slice(facts->hash, 0, 12));
	html_raw(out, "), ");
	html_text(out, view->path);
	html_raw(out,
	    "</p>\n<p>For one paragraph add the address behind its \xC2\xB6. "
	    "<a href=\"/help/citing\">More on citing</a></p>\n");
}

static void put_versions(const struct record_view *view)
{
	const struct published *published = &view->published;
	struct out *out = view->visit->out;

	if (published->versions.count < 2)
		return;
	html_raw(out,
	    "<h3>Versions</h3>\n<table>\n<thead><tr><th scope=\"col\">Version</th><th scope=\"col\">Released</th>"
	    "<th scope=\"col\">Reason</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = published->versions.count; i-- > 0;) {
		const struct version *version = &published->versions.items[i];

		html_raw(out, "<tr><th scope=\"row\">");
		html_number(out, version->number);
		if (i + 1 == published->versions.count)
			html_raw(out, ", shown here");
		html_raw(out, "</th><td>");
		html_date(out, version->released);
		html_raw(out, "</td><td>");
		html_text(out, version->reason);
		html_raw(out, "</td></tr>\n");
	}
	html_raw(out, "</tbody>\n</table>\n");
}

static void put_note(struct out *out, const struct note *note)
{
	html_raw(out, "<li>");
	if (note->span.length) {
		html_raw(out, "Line ");
		html_number(out, note->line);
		html_raw(out, ": ");
	}
	html_text(out, note_phrase(note->kind));
	if (note->excerpt.len) {
		html_raw(out, " <code>");
		html_text(out, note->excerpt);
		html_raw(out, "</code>");
	}
	html_raw(out, "</li>\n");
}

static void put_notes(const struct record_view *view)
{
	const NoteList *notes = &view->record->notes;
	struct out *out = view->visit->out;

	if (!notes->count)
		return;
	html_raw(out, "<details>\n<summary>Notes of the reader (");
	html_number(out, notes->count);
	html_raw(out,
	    ")</summary>\n<p>What the program that read this source had to remark; line numbers are those of the "
	    "source.</p>\n<ul>\n");
	for (uint32_t i = 0; i < notes->count; i++)
		put_note(out, &notes->items[i]);
	html_raw(out, "</ul>\n</details>\n");
}

static void put_source(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out, "<p class=\"source\"><a href=\"");
	html_attr(out, view->path);
	html_raw(out, "/source\">Source as received</a>: ");
	html_number(out, view->published.source_size);
	html_raw(out, " bytes, SHA-256 <code>");
	html_text(out, view->published.source_sha256);
	html_raw(out, "</code></p>\n");
}

void record_put_foot(const struct record_view *view)
{
	html_raw(view->visit->out,
	    "<section class=\"foot\" aria-labelledby=\"about\">\n<h2 id=\"about\">About this record</h2>\n");
	put_citation(view);
	put_versions(view);
	put_notes(view);
	record_put_forms(view);
	put_source(view);
	html_raw(view->visit->out, "</section>\n");
}
