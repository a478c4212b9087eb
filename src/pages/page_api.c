/* The JSON API, version 1: records and the edition. */
#include "pages/pages.h"

#include "pages/address.h"
#include "pages/api.h"
#include "pages/embedded.h"
#include "pages/links.h"
#include "record/reference_id.h"

/* --- records --- */

/* The known id that `typed` stands for; FAULT_GONE with the reason for a withdrawn one. */
static enum fault find_id(const struct visit *visit, Text typed, Text *id, struct error *err)
{
	const struct tombstone *stone;

	*id = typed;
	if (edition_holds(visit->edition, typed))
		return FAULT_NONE;
	stone = edition_tombstone(visit->edition, typed);
	if (stone)
		return fail(err, FAULT_GONE, "'%.*s' was withdrawn on %.*s: %.*s", TEXT_ARG(typed),
		    TEXT_ARG(text_slice(moment_text(visit->arena, stone->withdrawn), 0, 10)),
		    TEXT_ARG(stone->reason));
	*id = search_id(visit->index, typed, visit->arena);
	if (!id->len)
		*id = reference_id_guess(typed, visit->arena);
	if (id->len && edition_tombstone(visit->edition, *id) &&
	    !edition_holds(visit->edition, *id))
		return find_id(visit, *id, id, err);
	if (!edition_holds(visit->edition, *id))
		return fail(
		    err, FAULT_NOT_FOUND, "no record '%.*s' in this edition", TEXT_ARG(typed));
	return FAULT_NONE;
}

/* All behind the prefix, whatever number of segments it has. */
static Text typed_id(const struct visit *visit)
{
	Text rest = visit->path;

	text_take(&rest, TEXT("/api/v1/records/"));
	return rest;
}

enum fault api_record(struct visit *visit, struct error *err)
{
	struct published published = { 0 };
	Text typed = typed_id(visit), id;

	if (find_id(visit, typed, &id, err) != FAULT_NONE)
		return err->fault;
	if (!text_equal(id, typed)) {
		id = link_encode(visit->arena, id);
		visit_redirect(
		    visit, 301, text_format(visit->arena, "/api/v1/records/%.*s", TEXT_ARG(id)));
		return FAULT_NONE;
	}
	if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
		return err->fault;
	record_put_json(visit->out, &published, visit->arena);
	return FAULT_NONE;
}

enum fault api_id(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	Text id, html;

	if (find_id(visit, visit->holes[0], &id, err) != FAULT_NONE)
		return err->fault;
	html = address_of_record(visit->arena, visit->base, id);
	out_json_open(out, '{');
	api_put_member(out, "typed", visit->holes[0]);
	api_put_member(out, "id", id);
	out_json_key(out, "links");
	out_json_open(out, '{');
	api_put_member(out, "html", html);
	api_put_member(out, "record", address_of(visit->arena, html, TEXT(".json")));
	out_json_close(out, '}');
	out_json_close(out, '}');
	out_char(out, '\n');
	return FAULT_NONE;
}

/* --- the edition --- */

static void put_releases(struct visit *visit, const struct edition_facts *facts)
{
	struct out *out = visit->out;

	out_json_key(out, "releases");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < facts->releases.count; i++) {
		out_json_open(out, '{');
		api_put_member(out, "day",
		    text_slice(moment_text(visit->arena, facts->releases.items[i].day), 0, 10));
		api_put_number(out, "records", facts->releases.items[i].records);
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

static void put_withdrawn(struct visit *visit, const struct edition_facts *facts)
{
	struct out *out = visit->out;

	out_json_key(out, "withdrawn");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < facts->tombstones.count; i++) {
		const struct tombstone *stone = &facts->tombstones.items[i];

		out_json_open(out, '{');
		api_put_member(out, "id", stone->id);
		api_put_member(out, "withdrawn", moment_iso(visit->arena, stone->withdrawn));
		api_put_member(out, "reason", stone->reason);
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

enum fault api_edition(struct visit *visit, struct error *err)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	struct out *out = visit->out;

	(void)err;
	out_json_open(out, '{');
	api_put_member(out, "name", facts->name);
	api_put_number(out, "number", facts->number);
	api_put_member(out, "sealed", moment_iso(visit->arena, facts->sealed));
	api_put_member(out, "sha256", facts->hash);
	api_put_number(out, "released", facts->released);
	api_put_number(out, "total", facts->total);
	put_releases(visit, facts);
	put_withdrawn(visit, facts);
	out_json_close(out, '}');
	out_char(out, '\n');
	return FAULT_NONE;
}

enum fault api_description(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_openapi_json);
	return FAULT_NONE;
}
