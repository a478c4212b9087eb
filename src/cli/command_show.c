#include "cli/commands.h"
#include "pages/pages.h"
#include "record/reference_id.h"
#include "site/site.h"

const struct option_row command_show_options[] = {
	{ "as", "FORM", "text (otherwise), json, html, source, bibtex, ris, csl" },
	{ 0 },
};

const char command_show_help[] =
    "Prints one record of the current edition: the same bytes that the site serves. ID in any spelling: 08RIGA61,\n"
    "'riga 61 (2008)', tip/2011/kyrgyz-republic. source gives the bytes as received;\n"
    "bibtex, ris and csl (CSL-JSON) cite it for reference managers.\n\n"
    "examples: chancery show public 08RIGA61\n"
    "          chancery show public 08RIGA61 --as json\n"
    "          chancery show public 08RIGA61 --as bibtex >>references.bib\n";

static enum fault show_html(struct call *call, const struct published *p, struct error *err)
{
	Text id = p->record->id;
	const char *address = text_find_char(id, '/') == TEXT_NONE ? "/cable/%.*s"
	    : text_starts(id, TEXT("frus/"))                       ? "/document/%.*s"
								   : "/report/%.*s";
	struct visit visit = {
		.edition = call->edition,
		.catalog = call->catalog,
		.arena = call->arena,
		.out = call->out,
	};

	visit.path = text_format(call->arena, address, TEXT_ARG(id));
	struct index *index = index_open(call->edition, call->catalog, err);
	if (!index)
		return err->fault;
	visit.index = index;
	site_answer(&visit);
	index_close(index);
	return visit.status == 200 ? FAULT_NONE
				   : fail(err, FAULT_CORRUPT, "the page could not be made");
}

static enum fault show_text(struct call *call, const struct published *p, struct error *err)
{
	(void)err;
	record_put_text(call->out, p, call->arena);
	return FAULT_NONE;
}

static enum fault show_json(struct call *call, const struct published *p, struct error *err)
{
	(void)err;
	record_put_json(call->out, p, call->arena);
	return FAULT_NONE;
}

static enum fault show_bibtex(struct call *call, const struct published *p, struct error *err)
{
	(void)err;
	record_put_bibtex(call->out, p, call->edition, call->arena);
	return FAULT_NONE;
}

static enum fault show_ris(struct call *call, const struct published *p, struct error *err)
{
	(void)err;
	record_put_ris(call->out, p, call->edition, call->arena);
	return FAULT_NONE;
}

static enum fault show_csl(struct call *call, const struct published *p, struct error *err)
{
	(void)err;
	record_put_csl(call->out, p, call->edition, call->arena);
	return FAULT_NONE;
}

static enum fault show_source(struct call *call, const struct published *p, struct error *err)
{
	Text source;

	if (edition_source(call->edition, p->record->id, call->arena, &source, err) != FAULT_NONE)
		return err->fault;
	out_put(call->out, source);
	return FAULT_NONE;
}

static const struct {
	Text name;
	enum fault (*show)(struct call *call, const struct published *p, struct error *err);
} forms[] = {
	{ TEXT_INIT("text"), show_text },
	{ TEXT_INIT("json"), show_json },
	{ TEXT_INIT("html"), show_html },
	{ TEXT_INIT("source"), show_source },
	{ TEXT_INIT("bibtex"), show_bibtex },
	{ TEXT_INIT("ris"), show_ris },
	{ TEXT_INIT("csl"), show_csl },
};

static enum fault show(
    struct call *call, Text form, const struct published *published, struct error *err)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (text_equal(forms[i].name, form))
			return forms[i].show(call, published, err);
	return fail(err, FAULT_USAGE,
	    "no form '%.*s'; there are text, json, html, source, bibtex, ris, csl", TEXT_ARG(form));
}

static bool is_known(const struct call *call, Text id)
{
	return edition_holds(call->edition, id) || edition_tombstone(call->edition, id);
}

/* The id that was typed, or that the typed words mean, or that had them for an id when it came.
 * Only the last takes the index. */
static enum fault find_id(struct call *call, Text typed, Text *id, struct error *err)
{
	*id = typed;
	if (is_known(call, typed))
		return FAULT_NONE;
	Text guess = reference_id_guess(typed, call->arena);
	if (guess.len && is_known(call, guess)) {
		*id = guess;
		return FAULT_NONE;
	}
	struct index *index = index_open(call->edition, call->catalog, err);
	if (!index)
		return err->fault;
	Text found = text_copy(call->arena, search_id(index, typed, call->arena));
	if (found.len)
		*id = found;
	index_close(index);
	return FAULT_NONE;
}

enum fault command_show(struct call *call, struct error *err)
{
	const char *as = call_option(call, "as");
	struct published published = { 0 };
	Text id;

	if (find_id(call, text_of(call->operands[1]), &id, err) ||
	    edition_read(call->edition, id, call->arena, &published, err))
		return err->fault;
	return show(call, as ? text_of(as) : TEXT("text"), &published, err);
}
