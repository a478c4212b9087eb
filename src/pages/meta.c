/* What a record says of itself to programs: Highwire and Dublin Core meta tags, schema.org.
 * Addresses are paths, so that a page has the same bytes wherever it is served. */
#include "pages/record_view.h"

#include "base/json.h"
#include "pages/html.h"

#define BLOCK_LIMIT (256u << 10)

static void put_meta(struct out *out, Text name, Text content)
{
	if (!content.len)
		return;
	html_raw(out, "<meta name=\"");
	html_attr(out, name);
	html_raw(out, "\" content=\"");
	html_attr(out, content);
	html_raw(out, "\">\n");
}

/* 2008/02/29, as far as it is known. */
static Text slashed_date(const struct record_view *view)
{
	Moment created = view->record->created;
	struct arena *arena = view->visit->arena;
	Civil c = clock_civil(created.seconds);

	if (created.precision == PRECISION_UNKNOWN)
		return (Text){ 0 };
	if (created.precision == PRECISION_YEAR)
		return text_format(arena, "%04d", c.year);
	if (created.precision == PRECISION_MONTH)
		return text_format(arena, "%04d/%02d", c.year, c.month);
	return text_format(arena, "%04d/%02d/%02d", c.year, c.month, c.day);
}

/* A date of the day at most; a narrative has the year of its report. */
static Text iso_date(const struct record_view *view)
{
	return text_slice(moment_text(view->visit->arena, view->record->created), 0, 10);
}

static Text title_of(const struct record *record)
{
	return record->title.len ? record->title : record->id;
}

/* Who speaks: a post, or the department that prints the report. */
static Text institution_of(const struct record *record)
{
	return record->origin.len ? record->origin : TEXT("U.S. Department of State");
}

void meta_put_head(struct out *out, const void *context)
{
	const struct record_view *view = context;
	const struct record *record = view->record;
	Text institution = institution_of(record);

	put_meta(out, TEXT("citation_title"), title_of(record));
	put_meta(out, TEXT("citation_publication_date"), slashed_date(view));
	put_meta(out, TEXT("citation_technical_report_institution"), institution);
	put_meta(out, TEXT("citation_technical_report_number"), record->id);
	put_meta(out, TEXT("DC.title"), title_of(record));
	put_meta(out, TEXT("DC.date"), iso_date(view));
	put_meta(out, TEXT("DC.identifier"), record->id);
}

static void put_name(struct out *out, const char *key, Text name)
{
	out_json_key(out, key);
	out_json_open(out, '{');
	out_json_key(out, "@type");
	out_json_text(out, TEXT("Organization"));
	out_json_key(out, "name");
	out_json_text(out, name);
	out_json_close(out, '}');
}

static void put_member(struct out *out, const char *key, Text value)
{
	if (!value.len)
		return;
	out_json_key(out, key);
	out_json_text(out, value);
}

static void put_json(struct out *out, const struct record_view *view)
{
	const struct site *site = visit_site(view->visit);
	const struct record *record = view->record;
	Text released =
	    text_slice(moment_text(view->visit->arena, view->published.released), 0, 10);

	out_json_open(out, '{');
	put_member(out, "@context", TEXT("https://schema.org"));
	put_member(out, "@type",
	    record->kind == RECORD_NARRATIVE ? TEXT("Report") : TEXT("ArchiveComponent"));
	put_member(out, "identifier", record->id);
	put_member(out, "name", title_of(record));
	put_member(out, "dateCreated", iso_date(view));
	put_member(out, "datePublished", released);
	put_name(out, "creator", institution_of(record));
	put_name(out, "publisher",
	    site->settings[SITE_PUBLISHER].len ? site->settings[SITE_PUBLISHER]
					       : site->settings[SITE_NAME]);
	out_json_close(out, '}');
}

void meta_put_block(const struct record_view *view)
{
	struct out *out = view->visit->out, json;

	out_begin(&json, BLOCK_LIMIT);
	put_json(&json, view);
	if (json.fault == FAULT_NONE) {
		html_raw(out, "<script type=\"application/ld+json\">");
		html_json(out, out_text(&json));
		html_raw(out, "</script>\n");
	}
	out_end(&json);
}
