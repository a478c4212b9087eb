#include "cli/commands.h"
#include "pages/pages.h"
#include "record/reference_id.h"
#include "site/site.h"

const struct option_row command_show_options[] = {
	{ "as", "FORM", "text (otherwise), json, html, source" },
	{ 0 },
};

const char command_show_help[] =
    "Prints one record of the current edition: the same bytes that the site serves. ID in any spelling: 08RIGA61,\n"
    "'riga 61 (2008)', tip/2011/kyrgyz-republic. source gives the bytes as received.\n\n"
    "examples: chancery show public 08RIGA61\n"
    "          chancery show public 08RIGA61 --as json\n";

static enum fault show_html(struct call *call, Text id, struct error *err)
{
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

static enum fault show(
    struct call *call, Text form, const struct published *published, struct error *err)
{
	Text source;

	if (text_equal(form, TEXT("text"))) {
		record_put_text(call->out, published, call->arena);
		return FAULT_NONE;
	}
	if (text_equal(form, TEXT("json"))) {
		record_put_json(call->out, published, call->arena);
		return FAULT_NONE;
	}
	if (text_equal(form, TEXT("html")))
		return show_html(call, published->record->id, err);
	if (!text_equal(form, TEXT("source")))
		return fail(err, FAULT_USAGE, "no form '%.*s'; there are text, json, html, source",
		    TEXT_ARG(form));
	enum fault fault =
	    edition_source(call->edition, published->record->id, call->arena, &source, err);
	if (!fault)
		out_put(call->out, source);
	return fault;
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
