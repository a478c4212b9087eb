/* OAI-PMH 2.0 at /oai, over GET: six verbs, oai_dc, sets by kind, deletions kept. The response date
 * is the day the edition was sealed: the answer is true of then, the same edition gives the same
 * bytes, and a harvester that goes on from it misses nothing that came out later. */
#include "pages/pages.h"

#include "base/url.h"
#include "pages/html.h"
#include "pages/oai.h"

/* --- arguments --- */

static Text *argument_of(struct oai *oai, Text key)
{
	const struct {
		const char *name;
		Text *value;
	} arguments[] = {
		{ "verb", &oai->verb },
		{ "identifier", &oai->identifier },
		{ "metadataPrefix", &oai->prefix },
		{ "from", &oai->from },
		{ "until", &oai->until },
		{ "set", &oai->set },
		{ "resumptionToken", &oai->token },
	};

	for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++)
		if (text_equal(key, text_of(arguments[i].name)))
			return arguments[i].value;
	return NULL;
}

/* False for an argument that is unknown or stands there twice. A value that was given is never NULL
 * + 0. */
static bool read_arguments(struct oai *oai)
{
	Text rest = oai->visit->query, key, value;

	while (query_take(&rest, oai->visit->arena, &key, &value)) {
		Text *argument = argument_of(oai, key);

		if (!argument || argument->at)
			return false;
		*argument = value.at ? value : TEXT("");
	}
	return true;
}

/* The rule of exclusive arguments: a token stands alone. */
static bool arguments_fit(const struct oai *oai, unsigned allowed)
{
	bool others =
	    oai->identifier.at || oai->prefix.at || oai->from.at || oai->until.at || oai->set.at;

	if (oai->token.at)
		return allowed & OAI_TOKEN && !others;
	return (!oai->identifier.at || allowed & OAI_IDENTIFIER) &&
	    (!oai->prefix.at || allowed & OAI_PREFIX) &&
	    (!(oai->from.at || oai->until.at || oai->set.at) || allowed & OAI_DATES) &&
	    (oai->prefix.at || !(allowed & OAI_PREFIX_NEEDED)) &&
	    (oai->identifier.at || !(allowed & OAI_IDENTIFIER_NEEDED));
}

static enum fault answer(struct oai *oai, struct error *err)
{
	bool read = read_arguments(oai);
	const struct oai_verb *verb = oai_verb_find(oai->verb);

	if (!verb)
		return oai_refuse(oai, TEXT("badVerb"), TEXT("there is no such verb"));
	if (!read || !arguments_fit(oai, verb->arguments))
		return oai_refuse(oai, TEXT("badArgument"),
		    TEXT("an argument is missing, unknown, given twice or not for this verb"));
	return verb->answer(oai, err);
}

/* --- around it --- */

static void put_attribute(struct out *out, Text name, Text value)
{
	if (!value.at)
		return;
	html_raw(out, " ");
	html_attr(out, name);
	html_raw(out, "=\"");
	html_attr(out, value);
	html_raw(out, "\"");
}

/* The arguments are not repeated when they were wrong. */
static void put_request(struct oai *oai, struct out *out)
{
	bool shown = !text_equal(oai->wrong, TEXT("badVerb")) &&
	    !text_equal(oai->wrong, TEXT("badArgument"));

	html_raw(out, "<request");
	if (shown) {
		put_attribute(out, TEXT("verb"), oai->verb);
		put_attribute(out, TEXT("identifier"), oai->identifier);
		put_attribute(out, TEXT("metadataPrefix"), oai->prefix);
		put_attribute(out, TEXT("from"), oai->from);
		put_attribute(out, TEXT("until"), oai->until);
		put_attribute(out, TEXT("set"), oai->set);
		put_attribute(out, TEXT("resumptionToken"), oai->token);
	}
	html_raw(out, ">");
	html_text(out, oai->visit->base);
	html_raw(out, "/oai</request>\n");
}

static void put_head(struct oai *oai, struct out *out)
{
	Civil c = clock_civil(edition_facts(oai->visit->edition)->sealed.seconds);

	html_raw(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" "
	    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
	    "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ "
	    "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n<responseDate>");
	out_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ</responseDate>\n", c.year, c.month, c.day,
	    c.hour, c.minute, c.second);
	put_request(oai, out);
}

/* What stands before the answer depends on how it went, so the answer is made first. */
enum fault page_oai(struct visit *visit, struct error *err)
{
	struct oai oai = { .visit = visit };
	struct out body;
	struct out *whole = visit->out;

	out_begin(&body, whole->limit);
	visit->out = &body;
	enum fault fault = answer(&oai, err);
	visit->out = whole;
	if (fault == FAULT_NONE && out_check(&body, "the answer", err) == FAULT_NONE) {
		put_head(&oai, whole);
		out_put(whole, out_text(&body));
		html_raw(whole, "</OAI-PMH>\n");
	}
	out_end(&body);
	return err->fault;
}
