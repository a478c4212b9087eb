/* The foot of a record's page: how to cite it, what else there is of it, how it was read. */
#include "pages/record_view.h"

#include "pages/articles.h"
#include "pages/citation.h"
#include "pages/html.h"
#include "record/redaction.h"

#define CITATION_LIMIT (1u << 20)

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
	put_form(view, TEXT(".bib"), TEXT("BibTeX"));
	put_form(view, TEXT(".ris"), TEXT("RIS"));
	put_form(view, TEXT(".csl"), TEXT("CSL-JSON"));
	html_raw(view->visit->out, "</p>\n");
}

static void put_style(
    const struct record_view *view, const struct citation *citation, enum citation_style style)
{
	struct out line, *out = view->visit->out;

	out_begin(&line, CITATION_LIMIT);
	citation_put(&line, citation, style);
	html_raw(out, "<dt>");
	html_text(out, citation_style_name(style));
	html_raw(out, "</dt><dd>");
	html_text(out, out_text(&line));
	html_raw(out, "</dd>\n");
	out_end(&line);
}

/* One click or touch selects a line whole; the stylesheet sees to it. */
static void put_citation(const struct record_view *view)
{
	struct visit *visit = view->visit;
	struct citation citation =
	    citation_of(&view->published, visit->edition, visit->base_given, visit->arena);

	html_raw(visit->out,
	    "<h3 id=\"cite\">Cite this</h3>\n<details>\n<summary>Chicago, MLA, APA, Bluebook</summary>\n<dl class=\"cite\">\n");
	for (int style = 0; style < CITATION_STYLE_COUNT; style++)
		put_style(view, &citation, (enum citation_style)style);
	html_raw(visit->out,
	    "</dl>\n<p>For one paragraph add the address behind its \xC2\xB6. "
	    "<a href=\"/help/citing\">More on citing</a></p>\n</details>\n");
}

static void put_versions(const struct record_view *view)
{
	const struct published *published = &view->published;
	struct out *out = view->visit->out;

	/* The date of a lone version stands in the first box. */
	if (published->versions.count < 2)
		return;
	html_raw(out, "<h3>Versions</h3>\n<ul class=\"versions\">\n");
	for (uint32_t i = published->versions.count; i-- > 0;) {
		const struct version *version = &published->versions.items[i];

		html_raw(out, "<li>Version ");
		html_number(out, version->number);
		if (i + 1 == published->versions.count)
			html_raw(out, ", shown here");
		html_raw(out, ": ");
		html_date(out, version->released);
		if (version->reason.len) {
			html_raw(out, ", ");
			html_text(out, version->reason);
		}
		html_raw(out, "</li>\n");
	}
	html_raw(out, "</ul>\n<p><a href=\"");
	html_attr(out, view->path);
	html_raw(out, "/versions\">What each changed</a></p>\n");
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
		html_words(out, note->excerpt);
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
	html_raw(out, ")</summary>\n<p>Line numbers are those of the source.</p>\n<ul>\n");
	for (uint32_t i = 0; i < notes->count; i++)
		put_note(out, &notes->items[i]);
	html_raw(out, "</ul>\n</details>\n");
}

static bool is_redacted(const struct record *record)
{
	Text mark = record->transcript.text;

	return redaction_mark_find(&mark, NULL);
}

static void put_redacted(const struct record_view *view)
{
	if (is_redacted(view->record))
		html_raw(view->visit->out,
		    "<p class=\"note\">Words of this record are withheld. Each bar says why, and roughly how much: <a href=\"/help/understanding-cables#redactions\">how to read redactions</a>.</p>\n");
}

static void put_source(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out, "<p class=\"source\"><a href=\"");
	html_attr(out, view->path);
	html_raw(out, "/source\">");
	out_put(
	    out, is_redacted(view->record) ? TEXT("Source, redacted") : TEXT("Source as received"));
	html_raw(out, "</a>: ");
	html_number(out, view->published.source_size);
	html_raw(out, " bytes, SHA-256 <code>");
	html_text(out, view->published.source_sha256);
	html_raw(out, "</code></p>\n");
}

void record_put_foot(const struct record_view *view)
{
	html_raw(view->visit->out,
	    "<section class=\"foot\" aria-labelledby=\"about\">\n<h2 id=\"about\">About this record</h2>\n");
	put_redacted(view);
	put_citation(view);
	articles_put_citing(view->visit, view->record->id);
	put_versions(view);
	record_put_similar(view);
	put_notes(view);
	record_put_forms(view);
	put_source(view);
	html_raw(view->visit->out, "</section>\n");
	meta_put_block(view);
}
