/* A page of hits is asked for, written into `pending`, and handed out in pieces of a size that
 * suits the one who sends them: a whole record may be longer than a piece may be. */
#include "pages/export.h"

#include <stdlib.h>

#include "base/json.h"
#include "pages/address.h"
#include "pages/html.h"
#include "pages/pages.h"

#define PIECE_ROOM (32u << 10)
#define PENDING_LIMIT \
	(512u << 20) /* of PIECE_ROOM and one record, which has a limit of its own \
		      */

struct export
{
	struct export_request request;
	struct arena own;  /* query and base */
	struct arena page; /* the hits in hand */
	struct search_result result;
	uint32_t at;        /* of result.hits */
	uint64_t left_out;  /* of request.skip */
	uint64_t given;     /* of request.most */
	bool asked, closed; /* the head was written; the foot was */
	struct out pending;
	size_t sent; /* of pending */
};

/* --- one record --- */

void export_put_cell(struct out *out, Text text)
{
	static const Text risky = TEXT_INIT("=+-@\t\r");
	bool quoted = false;

	for (size_t i = 0; i < text.len && !quoted; i++)
		quoted = text_find_char(TEXT(",\"\r\n"), text.at[i]) != TEXT_NONE;
	if (quoted)
		out_char(out, '"');
	if (text.len && text_find_char(risky, text.at[0]) != TEXT_NONE)
		out_char(out, '\'');
	while (quoted && text_find_char(text, '"') != TEXT_NONE) {
		out_put(out, text_cut(&text, '"'));
		out_put(out, TEXT("\"\""));
	}
	out_put(out, text);
	if (quoted)
		out_char(out, '"');
}

/* The columns of CSV and the members of JSON Lines: one list of both. */
struct column {
	const char *name;
	Text value;
};
#define COLUMNS 8

static void columns_of(
    const struct export *export, const struct hit *hit, struct arena *arena, struct column *columns)
{
	const struct column all[COLUMNS] = {
		{ "id", hit->id },
		{ "kind", record_kind_name(hit->kind) },
		{ "title", hit->title },
		{ "created", moment_text(arena, hit->created) },
		{ "released", moment_text(arena, hit->released) },
		{ "classification",
		    hit->classification == CLASS_UNKNOWN
			? TEXT("")
			: classification_text(hit->classification) },
		{ "origin", hit->origin },
		{ "address", address_of_record(arena, export->request.base, hit->id) },
	};

	memcpy(columns, all, sizeof all);
}

static enum fault put_csv(
    struct export *export, const struct hit *hit, struct arena *arena, struct error *err)
{
	struct column columns[COLUMNS];

	(void)err;
	columns_of(export, hit, arena, columns);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (i)
			out_char(&export->pending, ',');
		export_put_cell(&export->pending, columns[i].value);
	}
	out_put(&export->pending, TEXT("\r\n"));
	return FAULT_NONE;
}

/* The commas of out_json_ come of what stands before: a line is put together apart. */
static enum fault put_jsonl(
    struct export *export, const struct hit *hit, struct arena *arena, struct error *err)
{
	struct column columns[COLUMNS];
	struct out line;

	(void)err;
	columns_of(export, hit, arena, columns);
	out_begin(&line, PENDING_LIMIT);
	out_json_open(&line, '{');
	for (size_t i = 0; i < COLUMNS; i++) {
		out_json_key(&line, columns[i].name);
		out_json_text(&line, columns[i].value.len ? columns[i].value : (Text){ NULL, 0 });
	}
	out_json_close(&line, '}');
	out_put(&export->pending, out_text(&line));
	out_char(&export->pending, '\n');
	out_end(&line);
	return FAULT_NONE;
}

static enum fault put_record(
    struct export *export, const struct hit *hit, struct arena *arena, struct error *err)
{
	struct published published = { 0 };

	if (edition_read(export->request.edition, hit->id, arena, &published, err) != FAULT_NONE)
		return err->fault;
	record_put_json_line(&export->pending, &published, arena);
	return FAULT_NONE;
}

/* A path has no sign that XML would mind; a base is someone's setting. */
static enum fault put_location(
    struct export *export, const struct hit *hit, struct arena *arena, struct error *err)
{
	(void)err;
	html_raw(&export->pending, "<url><loc>");
	html_text(&export->pending, address_of_record(arena, export->request.base, hit->id));
	html_raw(&export->pending, "</loc></url>\n");
	return FAULT_NONE;
}

static const struct {
	enum fault (*put)(
	    struct export *export, const struct hit *hit, struct arena *arena, struct error *err);
	Text head, foot;
} forms[] = {
	[EXPORT_CSV] = { put_csv,
	    TEXT_INIT("id,kind,title,created,released,classification,origin,address\r\n"),
	    TEXT_INIT("") },
	[EXPORT_JSONL] = { put_jsonl, TEXT_INIT(""), TEXT_INIT("") },
	[EXPORT_RECORDS] = { put_record, TEXT_INIT(""), TEXT_INIT("") },
	[EXPORT_SITEMAP] = { put_location,
	    TEXT_INIT("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"),
	    TEXT_INIT("</urlset>\n") },
};

/* --- hits in order --- */

static bool has_all(const struct export *export)
{
	return export->request.most && export->given == export->request.most;
}

/* The next page of hits; none at the end. The cursor lies in the arena of the page before. */
static enum fault next_hits(struct export *export, struct error *err)
{
	struct search_request request = { .query = export->request.query,
		.sort = export->request.sort,
		.limit = SEARCH_HITS_LIMIT,
		.cursor = export->result.next };
	struct search_result result = { 0 };
	struct arena fresh;
	enum fault fault = FAULT_NONE;

	arena_begin(&fresh, 0);
	if (!export->asked || request.cursor.len)
		fault = search(export->request.index, &request, &fresh, &result, err);
	arena_end(&export->page);
	export->page = fresh;
	export->result = result;
	export->at = 0;
	export->asked = true;
	return fault;
}

static enum fault put_hit(struct export *export, struct error *err)
{
	const struct hit *hit = &export->result.hits.items[export->at++];
	struct arena arena;
	enum fault fault;

	if (export->left_out < export->request.skip) {
		export->left_out++;
		return FAULT_NONE;
	}
	export->given++;
	arena_begin(&arena, 0);
	fault = forms[export->request.as].put(export, hit, &arena, err);
	arena_end(&arena);
	return fault;
}

/* More into `pending`; what was sent of it goes. */
static enum fault fill(struct export *export, struct error *err)
{
	out_reset(&export->pending);
	export->sent = 0;
	if (!export->asked)
		out_put(&export->pending, forms[export->request.as].head);
	while (export->pending.len < PIECE_ROOM && !export->closed) {
		if (export->at == export->result.hits.count && !has_all(export) &&
		    next_hits(export, err) != FAULT_NONE)
			return err->fault;
		if (has_all(export) || !export->result.hits.count) {
			out_put(&export->pending, forms[export->request.as].foot);
			export->closed = true;
		} else if (put_hit(export, err) != FAULT_NONE) {
			return err->fault;
		}
	}
	return out_check(&export->pending, "a part of an export", err);
}

static enum fault next_piece(void *context, struct out *piece, struct error *err)
{
	struct export *export = context;
	Text part;

	if (export->sent == export->pending.len && !export->closed &&
	    fill(export, err) != FAULT_NONE)
		return err->fault;
	part = text_slice(out_text(&export->pending), export->sent, 2 * PIECE_ROOM);
	out_put(piece, part);
	export->sent += part.len;
	return FAULT_NONE;
}

static void end(void *context)
{
	struct export *export = context;

	out_end(&export->pending);
	arena_end(&export->page);
	arena_end(&export->own);
	free(export);
}

enum fault export_open(
    struct stream *stream, const struct export_request *request, struct error *err)
{
	struct search_request question = { .query = request->query, .sort = request->sort };
	struct search_result counts = { 0 };
	struct export *export = calloc(1, sizeof *export);
	enum fault fault;

	if (!export)
		return fail(err, FAULT_NO_MEMORY, "no memory for an export");
	arena_begin(&export->own, 0);
	arena_begin(&export->page, 0);
	out_begin(&export->pending, PENDING_LIMIT);
	export->request = *request;
	export->request.query = text_copy(&export->own, request->query);
	export->request.base = text_copy(&export->own, request->base);
	fault = search(request->index, &question, &export->own, &counts, err);
	if (fault == FAULT_NONE && export->own.failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory for an export");
	if (fault != FAULT_NONE) {
		end(export);
		return fault;
	}
	*stream = (struct stream){ .next = next_piece, .end = end, .context = export };
	return FAULT_NONE;
}
