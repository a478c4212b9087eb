/* Marks overlap, so they are not nested: the text is walked from edge to edge, and between two
 * edges stands at most one mark, of the strongest kind there. */
#include "curate/marked.h"

#include <inttypes.h>
#include <stdlib.h>

/* The strongest first. */
enum kind { CUT, SEVERE, NOTICE, ANSWERED, KINDS };

struct edge {
	uint32_t at;
	bool begins, is_cut;
	enum kind kind;
	uint32_t number; /* where it begins, and is to be numbered; else 0 */
};
typedef ARRAY(struct edge) EdgeList;

/* --- parts --- */

uint32_t part_count(Text text)
{
	return text.len ? (uint32_t)((text.len - 1) / PART_BYTES + 1) : 1;
}

static uint32_t border(Text text, uint64_t at)
{
	if (at >= text.len)
		return (uint32_t)text.len;
	while (at && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at--;
	return (uint32_t)at;
}

Span part_of(Text text, uint64_t number)
{
	uint32_t count = part_count(text), start;

	number = number < 1 ? 1 : number > count ? count : number;
	start = border(text, (number - 1) * PART_BYTES);
	return (Span){ start, border(text, number * PART_BYTES) - start };
}

void part_links(struct sheet *sheet, Text text, uint64_t number, Text path)
{
	uint32_t count = part_count(text);
	struct out *out = sheet->out;

	if (count < 2)
		return;
	html_raw(out, "<nav class=\"parts\" aria-label=\"Parts of the text\">\n<p>");
	for (uint32_t i = 1; i <= count; i++) {
		html_raw(out, "<a href=\"");
		html_attr(out, path);
		out_printf(out, "&amp;part=%" PRIu32 "\"%s>part %" PRIu32 "</a> ", i,
		    i == (number ? number : 1) ? " aria-current=\"true\"" : "", i);
	}
	html_raw(out, "</p>\n</nav>\n");
}

/* --- signs --- */

uint32_t signs_of(Text text)
{
	uint32_t signs = 0;

	for (size_t i = 0; i < text.len; i++)
		signs += ((unsigned char)text.at[i] & 0xC0) != 0x80;
	return signs;
}

uint32_t bytes_of_signs(Text text, uint64_t signs)
{
	uint32_t at = 0;

	for (; at < text.len; at++)
		if (((unsigned char)text.at[at] & 0xC0) != 0x80 && signs-- == 0)
			break;
	return at;
}

/* --- edges --- */

static void add_edges(EdgeList *edges, struct arena *arena, Span span, Span part, struct edge edge)
{
	uint64_t start = span.start, end = start + span.length;
	uint64_t last = (uint64_t)part.start + part.length;
	struct edge *place;

	if (end <= part.start || start >= last || !span.length)
		return;
	if (start < part.start) {
		start = part.start;
		edge.number = 0; /* it stands in the part before */
	}
	edge.at = (uint32_t)start;
	edge.begins = true;
	if ((place = array_add(edges, arena)))
		*place = edge;
	edge.at = (uint32_t)(end < last ? end : last);
	edge.begins = false;
	if ((place = array_add(edges, arena)))
		*place = edge;
}

static int by_place(const void *a, const void *b)
{
	const struct edge *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	if (one->begins != other->begins)
		return one->begins ? 1 : -1;
	if (one->is_cut != other->is_cut)
		return one->is_cut ? -1 : 1;
	return one->number < other->number ? -1 : one->number > other->number;
}

static enum kind kind_of(const struct vault_flag *flag)
{
	return flag->answer.len ? ANSWERED : flag->severe ? SEVERE : NOTICE;
}

static enum fault find_edges(const struct review_record *read, Span part, struct arena *arena,
    EdgeList *edges, struct error *err)
{
	for (uint32_t i = 0; i < read->cuts.count; i++)
		add_edges(edges, arena, read->cuts.items[i].span, part,
		    (struct edge){ .is_cut = true, .kind = CUT, .number = i + 1 });
	for (uint32_t i = 0; i < read->flags.count; i++) {
		const struct vault_flag *flag = &read->flags.items[i];

		add_edges(edges, arena, flag->span, part,
		    (struct edge){ .kind = kind_of(flag), .number = i + 1 });
		add_edges(
		    edges, arena, flag->subject, part, (struct edge){ .kind = kind_of(flag) });
	}
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory left for the marks of a text");
	if (edges->count)
		qsort(edges->items, edges->count, sizeof *edges->items, by_place);
	return FAULT_NONE;
}

/* --- writing --- */

static const struct {
	const char *open, *close;
} tags[KINDS] = {
	[CUT] = { "<del>", "</del>" },
	[SEVERE] = { "<mark class=\"severe\">", "</mark>" },
	[NOTICE] = { "<mark>", "</mark>" },
	[ANSWERED] = { "<mark class=\"answered\">", "</mark>" },
};

static void put_marked(struct out *out, Text text, const uint32_t open[KINDS])
{
	unsigned kind = 0;

	while (kind < KINDS && !open[kind])
		kind++;
	if (!text.len)
		return;
	if (kind < KINDS)
		out_put(out, text_of(tags[kind].open));
	html_text(out, text);
	if (kind < KINDS)
		out_put(out, text_of(tags[kind].close));
}

static void put_number(struct out *out, const struct review_record *read, const struct edge *edge)
{
	const struct vault_flag *flag;

	if (edge->is_cut) {
		out_printf(out,
		    "<a class=\"hop cut\" id=\"cutat%" PRIu32 "\" href=\"#cut%" PRIu32
		    "\">cut&nbsp;%" PRIu32 "</a>",
		    edge->number, edge->number, edge->number);
		return;
	}
	flag = &read->flags.items[edge->number - 1];
	out_printf(out,
	    "<a class=\"hop\" id=\"at%" PRIu32 "\" href=\"#flag%" PRIu32 "\"%s>"
	    "<span class=\"said\">flag </span>%" PRIu32 "<span class=\"said\">: ",
	    edge->number, edge->number, flag->answer.len ? "" : " data-open", edge->number);
	html_text(out, flag->rule);
	out_put(out, flag->severe ? TEXT(", severe ") : TEXT(" "));
	html_raw(out, "</span></a>");
}

enum fault marked_put(struct out *out, const struct review_record *read, Span part,
    struct arena *arena, struct error *err)
{
	Text text = read->record->transcript.text;
	uint32_t open[KINDS] = { 0 }, at = part.start;
	EdgeList edges = { 0 };

	if (find_edges(read, part, arena, &edges, err) != FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i];

		put_marked(out, text_slice(text, at, edge->at - at), open);
		at = edge->at;
		open[edge->kind] += edge->begins ? 1 : -1u;
		if (edge->begins && edge->number)
			put_number(out, read, edge);
	}
	put_marked(out, text_slice(text, at, part.start + part.length - at), open);
	return FAULT_NONE;
}
