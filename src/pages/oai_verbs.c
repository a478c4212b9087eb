/* The six verbs. An error of the protocol is an answer like any other; only what fails here is a
 * fault. */
#include "pages/html.h"
#include "pages/oai.h"

enum fault oai_refuse(struct oai *oai, Text code, Text sentence)
{
	struct out *out = oai->visit->out;

	oai->wrong = code;
	out_reset(out);
	html_raw(out, "<error code=\"");
	html_attr(out, code);
	html_raw(out, "\">");
	html_text(out, sentence);
	html_raw(out, "</error>\n");
	return FAULT_NONE;
}

static Text earliest(const struct visit *visit)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	Moment first = facts->sealed;

	if (facts->releases.count)
		first = facts->releases.items[facts->releases.count - 1].day;
	for (uint32_t i = 0; i < facts->tombstones.count; i++)
		if (facts->tombstones.items[i].withdrawn.seconds < first.seconds)
			first = facts->tombstones.items[i].withdrawn;
	return oai_day(visit->arena, first);
}

/* The contact of the archive where it is one for mail, else what every host has. */
static void put_mail(struct visit *visit)
{
	Text contact = visit_site(visit)->settings[SITE_CONTACT];
	Text host = oai_identifier(visit, (Text){ 0 }, visit->arena);

	if (contact.len && text_find_char(contact, ':') == TEXT_NONE) {
		html_text(visit->out, contact);
		return;
	}
	text_take(&host, TEXT("oai:"));
	host = text_cut(&host, ':');
	html_raw(visit->out, "postmaster@");
	html_text(visit->out, host);
	if (text_find_char(host, '.') == TEXT_NONE)
		html_raw(visit->out, ".invalid");
}

static enum fault identify(struct oai *oai, struct error *err)
{
	struct visit *visit = oai->visit;
	const struct site *site = visit_site(visit);
	struct out *out = visit->out;

	(void)err;
	html_raw(out, "<Identify>\n<repositoryName>");
	html_text(out, site->settings[SITE_NAME]);
	html_raw(out, "</repositoryName>\n<baseURL>");
	html_text(out, visit->base);
	html_raw(out, "/oai</baseURL>\n<protocolVersion>2.0</protocolVersion>\n<adminEmail>");
	put_mail(visit);
	html_raw(out, "</adminEmail>\n<earliestDatestamp>");
	html_text(out, earliest(visit));
	html_raw(out,
	    "</earliestDatestamp>\n<deletedRecord>persistent</deletedRecord>\n"
	    "<granularity>YYYY-MM-DD</granularity>\n</Identify>\n");
	return FAULT_NONE;
}

/* The record that is named, or its tombstone; an empty id when there is neither. */
static Text named_id(const struct oai *oai, const struct tombstone **stone)
{
	Text id = oai_id_of(oai->identifier);

	*stone = NULL;
	if (!id.len || edition_holds(oai->visit->edition, id))
		return id;
	*stone = edition_tombstone(oai->visit->edition, id);
	return *stone ? id : (Text){ 0 };
}

static enum fault list_formats(struct oai *oai, struct error *err)
{
	const struct tombstone *stone;

	(void)err;
	if (oai->identifier.at && !named_id(oai, &stone).len)
		return oai_refuse(oai, TEXT("idDoesNotExist"), TEXT("there is no such record"));
	html_raw(oai->visit->out,
	    "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix>"
	    "<schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema>"
	    "<metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace>"
	    "</metadataFormat></ListMetadataFormats>\n");
	return FAULT_NONE;
}

static enum fault list_sets(struct oai *oai, struct error *err)
{
	struct out *out = oai->visit->out;

	(void)err;
	/* One page holds them all, so no token of ours exists. */
	if (oai->token.at)
		return oai_refuse(
		    oai, TEXT("badResumptionToken"), TEXT("the list of sets has one page"));
	html_raw(out, "<ListSets>\n");
	for (unsigned i = 0; i < RECORD_KINDS; i++) {
		html_raw(out, "<set><setSpec>");
		html_text(out, record_kind_name(i));
		html_raw(out, "</setSpec><setName>");
		html_text(out, record_kind_name(i));
		html_raw(out, "s</setName></set>\n");
	}
	html_raw(out, "</ListSets>\n");
	return FAULT_NONE;
}

static bool is_our_format(const struct oai *oai)
{
	return text_equal(oai->prefix, TEXT("oai_dc"));
}

static enum fault get_record(struct oai *oai, struct error *err)
{
	struct visit *visit = oai->visit;
	struct published published = { 0 };
	const struct tombstone *stone;
	Text id = named_id(oai, &stone);

	if (!id.len)
		return oai_refuse(oai, TEXT("idDoesNotExist"), TEXT("there is no such record"));
	if (!is_our_format(oai))
		return oai_refuse(
		    oai, TEXT("cannotDisseminateFormat"), TEXT("there is only oai_dc"));
	html_raw(visit->out, "<GetRecord><record>");
	if (stone) {
		oai_put_header(visit, visit->out, id, oai_day(visit->arena, stone->withdrawn),
		    OAI_DELETED, visit->arena);
	} else {
		if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
			return err->fault;
		oai_put_header(visit, visit->out, id, oai_datestamp(&published, visit->arena),
		    OAI_HELD, visit->arena);
		oai_put_metadata(visit, visit->out, &published, visit->arena);
	}
	html_raw(visit->out, "</record></GetRecord>\n");
	return FAULT_NONE;
}

/* The list that is asked for, new or by its token. False when an error was written. */
static bool read_list(struct oai *oai, struct oai_list *list)
{
	enum record_kind kind;

	*list = (struct oai_list){ .from = oai->from, .until = oai->until, .set = oai->set };
	if (oai->token.at) {
		if (oai_token_read(oai->token, list))
			return true;
		oai_refuse(oai, TEXT("badResumptionToken"), TEXT("this token was not given here"));
	} else if (!is_our_format(oai)) {
		oai_refuse(oai, TEXT("cannotDisseminateFormat"), TEXT("there is only oai_dc"));
	} else if ((oai->from.at && !oai_is_day(oai->from)) ||
	    (oai->until.at && !oai_is_day(oai->until))) {
		oai_refuse(oai, TEXT("badArgument"), TEXT("dates are days here, as 2011-08-26"));
	} else if (oai->from.at && oai->until.at && text_compare(oai->from, oai->until) > 0) {
		oai_refuse(oai, TEXT("badArgument"), TEXT("from is later than until"));
	} else if (oai->set.at && !record_kind_read(oai->set, &kind)) {
		oai_refuse(oai, TEXT("noRecordsMatch"), TEXT("there is no such set"));
	} else {
		return true;
	}
	return false;
}

static enum fault put_list(struct oai *oai, Text name, enum oai_items items, struct error *err)
{
	struct visit *visit = oai->visit;
	struct out *out = visit->out;
	struct oai_list list, next;
	uint32_t given = 0;
	bool more;

	if (!read_list(oai, &list))
		return FAULT_NONE;
	out_printf(out, "<%.*s>\n", TEXT_ARG(name));
	if (oai_put_list(visit, &list, items, &next, &more, &given, err) != FAULT_NONE) {
		if (err->fault != FAULT_BAD_INPUT || !oai->token.at)
			return err->fault;
		*err = (struct error){ 0 };
		return oai_refuse(
		    oai, TEXT("badResumptionToken"), TEXT("this token was not given here"));
	}
	if (!given)
		return oai_refuse(oai, TEXT("noRecordsMatch"), TEXT("nothing was changed then"));
	if (more) {
		html_raw(out, "<resumptionToken>");
		html_text(out, oai_token(&next, visit->arena));
		html_raw(out, "</resumptionToken>\n");
	} else if (oai->token.at) {
		html_raw(out, "<resumptionToken/>\n");
	}
	out_printf(out, "</%.*s>\n", TEXT_ARG(name));
	return FAULT_NONE;
}

static enum fault list_identifiers(struct oai *oai, struct error *err)
{
	return put_list(oai, TEXT("ListIdentifiers"), OAI_HEADERS, err);
}

static enum fault list_records(struct oai *oai, struct error *err)
{
	return put_list(oai, TEXT("ListRecords"), OAI_RECORDS, err);
}

static const struct oai_verb verbs[] = {
	{ TEXT_INIT("Identify"), 0, identify },
	{ TEXT_INIT("ListMetadataFormats"), OAI_IDENTIFIER, list_formats },
	{ TEXT_INIT("ListSets"), OAI_TOKEN, list_sets },
	{ TEXT_INIT("GetRecord"),
	    OAI_IDENTIFIER | OAI_IDENTIFIER_NEEDED | OAI_PREFIX | OAI_PREFIX_NEEDED, get_record },
	{ TEXT_INIT("ListIdentifiers"), OAI_PREFIX | OAI_PREFIX_NEEDED | OAI_DATES | OAI_TOKEN,
	    list_identifiers },
	{ TEXT_INIT("ListRecords"), OAI_PREFIX | OAI_PREFIX_NEEDED | OAI_DATES | OAI_TOKEN,
	    list_records },
};
#define VERBS (sizeof verbs / sizeof *verbs)

const struct oai_verb *oai_verb_find(Text name)
{
	for (size_t i = 0; i < VERBS; i++)
		if (text_equal(name, verbs[i].name))
			return &verbs[i];
	return NULL;
}
