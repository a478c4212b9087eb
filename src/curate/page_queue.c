/* The queue: all records, or those that a search finds, what needs an answer first. */
#include <inttypes.h>

#include "curate/pages.h"
#include "curate/queue.h"

#define ROWS 50 /* of one page */

static int read_state(Text name)
{
	for (int i = 0; i < STATES; i++)
		if (name.len && text_equal(name, state_name((enum state)i)))
			return i;
	return -1;
}

/* --- writing --- */

static void put_address(const struct queue *queue, int only, uint64_t page)
{
	struct out *out = queue->sheet->out;

	html_raw(out, "href=\"/?state=");
	if (only >= 0)
		html_query(out, state_name((enum state)only));
	if (queue->searched)
		out_printf(out, "&amp;search=%" PRIu64, queue->search);
	if (page)
		out_printf(out, "&amp;page=%" PRIu64, page);
	html_raw(out, "\"");
}

static void put_states(const struct queue *queue)
{
	struct out *out = queue->sheet->out;
	uint64_t all = 0;

	for (int i = 0; i < STATES; i++)
		all += queue->states[i];
	html_raw(out, "<nav aria-label=\"States\">\n<ul class=\"states\">\n");
	for (int i = -1; i < STATES; i++) {
		if (i >= 0 && !queue->states[i] && queue->only != i)
			continue;
		html_raw(out, "<li><a ");
		put_address(queue, i, 0);
		if (queue->only == i)
			html_raw(out, " aria-current=\"true\"");
		html_raw(out, ">");
		html_text(out, i < 0 ? TEXT("all") : state_name((enum state)i));
		html_raw(out, "</a> <span class=\"count\">");
		html_number(out, i < 0 ? all : queue->states[i]);
		html_raw(out, "</span></li>\n");
	}
	html_raw(out, "</ul>\n</nav>\n");
}

static void put_meta(struct out *out, const struct holding *holding)
{
	html_raw(out, "<p class=\"meta\"><b>");
	html_text(out, holding->id);
	html_raw(out, "</b> <span>");
	html_text(out, state_name(holding->state));
	html_raw(out, "</span> ");
	if (holding->open_severe) {
		html_raw(out, "<span class=\"severe\">");
		put_count(out, holding->open_severe, "severe flag", "severe flags");
		html_raw(out, " open</span> ");
	}
	if (holding->open_flags > holding->open_severe) {
		html_raw(out, "<span>");
		put_count(out, holding->open_flags - holding->open_severe, "notice", "notices");
		html_raw(out, " open</span> ");
	}
	html_raw(out, "<span>");
	put_count(out, holding->reviews, "curator has", "curators have");
	html_raw(out, " looked through it</span> ");
	if (holding->is_redacted)
		html_raw(out, "<span>words taken out</span> ");
	html_raw(out, "<span>");
	html_day(out, holding->created);
	html_raw(out, "</span></p>\n");
}

static enum fault put_row(
    const struct queue *queue, Text id, uint32_t number, struct arena *arena, struct error *err)
{
	struct out *out = queue->sheet->out;
	struct review_record read;

	if (review_read(queue->sheet->desk->review, id, 0, arena, &read, err) != FAULT_NONE)
		return err->fault;
	out_printf(
	    out, "<li><input type=\"checkbox\" name=\"id\" id=\"r%" PRIu32 "\" value=\"", number);
	html_attr(out, id);
	out_printf(out, "\">\n<div><label class=\"said\" for=\"r%" PRIu32 "\">choose ", number);
	html_text(out, id);
	html_raw(out, "</label><p class=\"title\"><a ");
	put_record_address(out, id);
	html_raw(out, ">");
	html_text(out, read.record->title.len ? read.record->title : id);
	html_raw(out, "</a></p>\n");
	put_meta(out, &read.holding);
	html_raw(out, "</div></li>\n");
	return FAULT_NONE;
}

static enum fault put_rows(const struct queue *queue, struct error *err)
{
	uint64_t first = (queue->page - 1) * ROWS;
	enum fault fault = FAULT_NONE;

	html_raw(queue->sheet->out, "<ul class=\"records choose\">\n");
	for (uint64_t i = first; i < queue->rows.count && i < first + ROWS && fault == FAULT_NONE;
	     i++) {
		struct arena arena;

		arena_begin(&arena, 0);
		fault = put_row(queue, queue->rows.items[i].id, (uint32_t)i + 1, &arena, err);
		arena_end(&arena);
	}
	html_raw(queue->sheet->out, "</ul>\n");
	return fault;
}

static void put_pager(const struct queue *queue)
{
	struct out *out = queue->sheet->out;
	uint64_t pages = (queue->rows.count + ROWS - 1) / ROWS;

	if (pages < 2)
		return;
	html_raw(out, "<nav class=\"pager\" aria-label=\"Pages\">\n<p>Page ");
	html_number(out, queue->page);
	html_raw(out, " of ");
	html_number(out, pages);
	if (queue->page > 1) {
		html_raw(out, " <a ");
		put_address(queue, queue->only, queue->page - 1);
		html_raw(out, ">previous</a>");
	}
	if (queue->page < pages) {
		html_raw(out, " <a ");
		put_address(queue, queue->only, queue->page + 1);
		html_raw(out, ">next</a>");
	}
	html_raw(out, "</p>\n</nav>\n");
}

/* "All of this list" is kept as it is now: what is decided about is what was shown. */
static uint64_t keep_list(const struct queue *queue)
{
	struct out out;
	uint64_t kept = 0;

	out_begin(&out, HTTP_PAGE_LIMIT);
	for (uint32_t i = 0; i < queue->rows.count; i++) {
		out_put(&out, queue->rows.items[i].id);
		out_char(&out, '\n');
	}
	if (out.fault == FAULT_NONE)
		kept = memory_keep(&queue->sheet->desk->memory, out_text(&out));
	out_end(&out);
	return kept;
}

static void put_choosing(const struct queue *queue)
{
	struct out *out = queue->sheet->out;
	const struct set_verdict *verdict;
	bool many = queue->rows.count > ROWS && queue->rows.count <= SET_LIMIT;
	uint64_t list = many ? keep_list(queue) : 0;

	html_raw(out, "<fieldset>\n<legend>With the records chosen</legend>\n");
	if (list) {
		out_printf(out,
		    "<p><label><input type=\"checkbox\" name=\"list\" value=\"%" PRIu64
		    "\"> all of this list: ",
		    list);
		put_count(out, queue->rows.count, "record", "records");
		html_raw(out, "</label></p>\n");
	}
	html_raw(out, "<p><label>Do <select name=\"verdict\">\n");
	for (unsigned i = 0; (verdict = set_verdict_at(i)); i++) {
		html_raw(out, "<option value=\"");
		html_attr(out, verdict->name);
		html_raw(out, "\">");
		html_text(out, verdict->asks);
		html_raw(out, "</option>\n");
	}
	html_raw(
	    out, "</select></label>\n<button>Show what would change</button></p>\n</fieldset>\n");
}

static enum fault put_list(struct queue *queue, struct error *err)
{
	struct sheet *sheet = queue->sheet;

	if (!queue->rows.count) {
		html_raw(sheet->out, "<p>No record here.</p>\n");
		return FAULT_NONE;
	}
	form_begin(sheet, TEXT("/set"));
	if (put_rows(queue, err) != FAULT_NONE)
		return err->fault;
	put_choosing(queue);
	html_raw(sheet->out, "</form>\n");
	put_pager(queue);
	return FAULT_NONE;
}

enum fault page_queue(struct sheet *sheet, struct error *err)
{
	struct queue queue = {
		.sheet = sheet,
		.only = read_state(sheet_field(sheet, TEXT("state"))),
		.search = sheet_number(sheet, TEXT("search")),
		.page = sheet_number(sheet, TEXT("page")),
	};

	if (queue_gather(&queue, err) != FAULT_NONE)
		return err->fault;
	if (!queue.page || queue.page > (queue.rows.count + ROWS - 1) / ROWS)
		queue.page = 1;
	sheet_begin(sheet, TEXT("Queue"), TEXT("/"));
	html_raw(sheet->out, "<h1>Queue</h1>\n");
	if (queue.searched) {
		html_raw(sheet->out, "<p class=\"query\">Records that <b>");
		html_text(sheet->out, queue.query);
		html_raw(sheet->out, "</b> finds. <a href=\"/\">All records</a></p>\n");
	}
	put_states(&queue);
	if (put_list(&queue, err) != FAULT_NONE)
		return err->fault;
	sheet_end(sheet);
	return FAULT_NONE;
}

enum fault act_search(struct sheet *sheet, struct error *err)
{
	Text query = sheet_field(sheet, TEXT("q"));
	uint64_t number = 0;

	if (query.len && queue_search(sheet, query, &number, err) != FAULT_NONE)
		return err->fault;
	return sheet_go(sheet,
	    number ? text_format(sheet->arena, "/?search=%" PRIu64, number) : TEXT("/"), TEXT(""),
	    err);
}
