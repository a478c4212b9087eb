/* A record as OAI-PMH shows it: header and unqualified Dublin Core. */
#include "pages/oai.h"

#include "pages/address.h"
#include "pages/html.h"

#define SUBJECTS_NAMED 100

Text oai_day(struct arena *arena, Moment moment)
{
	Civil c = clock_civil(moment.seconds);

	return text_format(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

Text oai_datestamp(const struct published *published, struct arena *arena)
{
	uint32_t count = published->versions.count;

	return oai_day(
	    arena, count ? published->versions.items[count - 1].released : published->released);
}

enum record_kind oai_set_of(Text id)
{
	if (text_starts(id, TEXT("frus/")))
		return RECORD_DOCUMENT;
	return text_find_char(id, '/') == TEXT_NONE ? RECORD_CABLE : RECORD_NARRATIVE;
}

/* The name of the host, without scheme and port; an address in brackets is none. */
static Text host_of(Text base)
{
	size_t at = text_find(base, TEXT("://"));
	Text host = text_from(base, at == TEXT_NONE ? 0 : at + 3);

	host = text_cut(&host, '/');
	host = text_cut(&host, ':');
	return host.len && host.at[0] != '[' ? host : TEXT("chancery");
}

Text oai_identifier(const struct visit *visit, Text id, struct arena *arena)
{
	Text host = host_of(visit->base);

	return text_format(arena, "oai:%.*s:%.*s", TEXT_ARG(host), TEXT_ARG(id));
}

Text oai_id_of(Text identifier)
{
	if (!text_take(&identifier, TEXT("oai:")) || !text_cut(&identifier, ':').len ||
	    !record_id_is_valid(identifier))
		return (Text){ 0 };
	return identifier;
}

void oai_put_header(const struct visit *visit, struct out *out, Text id, Text datestamp,
    enum oai_status status, struct arena *arena)
{
	html_raw(out, "<header");
	if (status == OAI_DELETED)
		html_raw(out, " status=\"deleted\"");
	html_raw(out, "><identifier>");
	html_text(out, oai_identifier(visit, id, arena));
	html_raw(out, "</identifier><datestamp>");
	html_text(out, datestamp);
	html_raw(out, "</datestamp><setSpec>");
	html_text(out, record_kind_name(oai_set_of(id)));
	html_raw(out, "</setSpec></header>\n");
}

static void put_term(struct out *out, Text name, Text value)
{
	if (!value.len)
		return;
	html_raw(out, "<dc:");
	html_text(out, name);
	html_raw(out, ">");
	html_text(out, value);
	html_raw(out, "</dc:");
	html_text(out, name);
	html_raw(out, ">\n");
}

static void put_subjects(const struct visit *visit, struct out *out, const struct record *record)
{
	for (uint32_t i = 0; i < record->tags.count && i < SUBJECTS_NAMED; i++) {
		const struct tag *tag = catalog_tag(visit->catalog, record->tags.items[i]);

		put_term(out, TEXT("subject"), record->tags.items[i]);
		if (tag)
			put_term(out, TEXT("subject"), tag->name);
	}
	for (uint32_t i = 0; i < record->countries.count && i < SUBJECTS_NAMED; i++) {
		const struct country *country =
		    catalog_country(visit->catalog, record->countries.items[i]);

		put_term(out, TEXT("coverage"), country ? country->name : (Text){ 0 });
	}
}

static void put_terms(const struct visit *visit, struct out *out, const struct published *published,
    struct arena *arena)
{
	const struct record *record = published->record;

	put_term(out, TEXT("title"), record->title.len ? record->title : record->id);
	put_term(out, TEXT("creator"),
	    record->origin.len ? record->origin : TEXT("U.S. Department of State"));
	put_subjects(visit, out, record);
	put_term(out, TEXT("date"), text_slice(moment_text(arena, record->created), 0, 10));
	put_term(out, TEXT("type"), TEXT("Text"));
	put_term(out, TEXT("identifier"), address_of_record(arena, visit->base, record->id));
	put_term(out, TEXT("identifier"), record->id);
	put_term(out, TEXT("language"), TEXT("en"));
}

void oai_put_metadata(const struct visit *visit, struct out *out, const struct published *published,
    struct arena *arena)
{
	html_raw(out,
	    "<metadata><oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
	    "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ "
	    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">\n");
	put_terms(visit, out, published, arena);
	html_raw(out, "</oai_dc:dc></metadata>\n");
}
