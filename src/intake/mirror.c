/* The pages are regular: a table of class "cable" with a row of five cells, then the header and the
 * message, each in a <pre>. One scanner walks them; nothing depends on attribute order, quotes,
 * case, or on the navigation around. */
#include "intake/mirror.h"

#include "intake/dump_row.h"

#define SECOND_HEADER_AFTER 200 /* bytes of text before a second transmission header */
#define SECOND_HEADER_LINES 24  /* lines in which its DE and FM lines must stand */

/* --- the table --- */

/* Decodes the text between two tags, without its line ends. */
static Span put_inner(struct mirror_page *page, size_t from, size_t to)
{
	struct decoder *decoder = &page->decoder;
	size_t start = decoder->len;

	while (from < to && ascii_is_space(decoder->source.at[from]))
		from++;
	markup_decode(decoder, from, to);
	for (size_t i = start; i < decoder->len; i++)
		if (ascii_is_space(decoder->bytes[i]))
			decoder->bytes[i] = ' ';
	Text text = decoder_text(decoder, start), inner = text_trim(text);
	decoder_cut(decoder, decoder->len - (text.len - text_trim_end(text).len));
	return (Span){ inner.len ? (uint32_t)(inner.at - decoder->bytes) : (uint32_t)start,
		(uint32_t)inner.len };
}

static void put_article(struct mirror_page *page, const struct markup_tag *tag, size_t end)
{
	struct decoder *decoder = &page->decoder;
	Text href = markup_attribute(tag, TEXT("href"));
	size_t at = href.at ? (size_t)(href.at - decoder->source.at) : tag->to;

	if (page->articles.count >= MIRROR_ARTICLES)
		return;
	decoder_insert(decoder, '\n');
	Span url = put_inner(page, at, at + href.len);
	Text address = text_slice(decoder_text(decoder, 0), url.start, url.length);
	size_t border = decoder->len;
	decoder_insert(decoder, '\t');
	Span text = put_inner(page, tag->to, end);
	if (text_equal(text_slice(decoder_text(decoder, 0), text.start, text.length), address)) {
		decoder_cut(decoder, border);
		text = url;
	}
	struct mirror_link *link = array_add(&page->articles, decoder->arena);
	if (link)
		*link = (struct mirror_link){ url, text };
}

static void put_articles(struct mirror_page *page, size_t from, size_t to)
{
	Text cell = text_slice(page->decoder.source, 0, to);
	struct markup_tag tag, end;

	while (markup_tag_find(cell, from, TEXT("a"), &tag) &&
	    markup_tag_find(cell, tag.to, TEXT("/a"), &end)) {
		put_article(page, &tag, end.from);
		from = end.to;
	}
}

static void put_table(struct mirror_page *page, size_t from, size_t to)
{
	Text table = text_slice(page->decoder.source, 0, to);
	struct markup_tag tag, end;
	unsigned cells = 0;

	while (markup_tag_find(table, from, TEXT("td"), &tag)) {
		bool closed = markup_tag_find(table, tag.to, TEXT("/td"), &end);
		size_t stop = closed ? end.from : to;

		from = closed ? end.to : to;
		if (cells < MIRROR_CELLS && !markup_attribute(&tag, TEXT("colspan")).len) {
			if (cells)
				decoder_insert(&page->decoder, '\t');
			page->cells[cells++] = put_inner(page, tag.to, stop);
		} else {
			put_articles(page, tag.to, stop);
		}
	}
	page->has_table = cells > 0;
}

static bool is_class(const struct markup_tag *tag, Text wanted)
{
	Text classes = markup_attribute(tag, TEXT("class")), word;

	while ((word = text_cut_word(&classes)).len)
		if (text_equal_nocase(word, wanted))
			return true;
	return false;
}

/* Returns where the page goes on. */
static size_t find_table(struct mirror_page *page)
{
	Text source = page->decoder.source;
	struct markup_tag tag, end;

	for (size_t at = 0; markup_tag_find(source, at, TEXT("table"), &tag); at = tag.to)
		if (is_class(&tag, TEXT("cable"))) {
			bool closed = markup_tag_find(source, tag.to, TEXT("/table"), &end);
			put_table(page, tag.to, closed ? end.from : source.len);
			return closed ? end.to : tag.to;
		}
	return 0;
}

/* "Viewing cable 08ROME9, SUBJECT", where the table is missing. */
static void find_title(struct mirror_page *page)
{
	Text source = page->decoder.source;
	struct markup_tag tag, end;

	if (!markup_tag_find(source, 0, TEXT("h3"), &tag) ||
	    !markup_tag_find(source, tag.to, TEXT("/h3"), &end))
		return;
	Span all = put_inner(page, tag.to, end.from);
	Text title = text_slice(decoder_text(&page->decoder, 0), all.start, all.length);
	Text rest = title;
	if (!text_take_nocase(&rest, TEXT("Viewing cable ")))
		return;
	Text id = text_trim(text_slice(rest, 0, text_find_char(rest, ',')));
	page->cells[0] = (Span){ (uint32_t)(id.at - page->decoder.bytes), (uint32_t)id.len };
}

/* --- what has run into the message --- */

/* VZCZC... with its DE and FM lines soon after. */
static bool is_second_header(Text text)
{
	bool station = false, from = false;

	if (!text_starts(text, TEXT("VZCZ")))
		return false;
	for (int i = 0; i < SECOND_HEADER_LINES && text.len; i++) {
		Text line = text_cut(&text, '\n');
		station |= text_starts(line, TEXT("DE R"));
		from |= text_starts(line, TEXT("FM "));
	}
	return station && from;
}

/* Offset in `text` of the first line from `at` (a line's start) on that begins something else. */
static size_t find_splice(Text text, size_t at)
{
	while (at < text.len) {
		Text rest = text_from(text, at);

		if (dump_row_starts(rest, NULL) ||
		    (at >= SECOND_HEADER_AFTER && is_second_header(rest)))
			return at;
		size_t end = text_find_char(rest, '\n');
		if (end == TEXT_NONE)
			break;
		at += end + 1;
	}
	return TEXT_NONE;
}

/* Keeps what stands before the first splice as text, and remembers all. */
static void cut_splices(struct mirror_page *page, size_t start, size_t to)
{
	struct decoder *decoder = &page->decoder;
	Text text = decoder_text(decoder, start);
	size_t first = find_splice(text, 0);

	if (first == TEXT_NONE || page->splice_count)
		return;
	for (size_t at = first; at != TEXT_NONE && page->splice_count < MIRROR_SPLICES;
	     at = find_splice(text, at + 1 + text_find_char(text_from(text, at), '\n'))) {
		page->splices[page->splice_count++] = decoder_source(decoder, start + at);
		if (text_find_char(text_from(text, at), '\n') == TEXT_NONE)
			break;
	}
	page->splice_end = to;
	decoder_cut(decoder, start + first);
}

/* The message block opens with the page's own row of the dump: header and message are its last
 * columns, and the header is there already unless this block is the first. */
static bool put_own_row(struct mirror_page *page, size_t start, size_t to, bool first_block)
{
	struct decoder *decoder = &page->decoder;
	Text text = decoder_text(decoder, start), all = decoder_text(decoder, 0), id;
	Text row = text_from(text, text.len - text_trim(text).len);
	struct columns columns;

	if (!dump_row_starts(text_trim(text), &id) ||
	    !text_equal_nocase(id, text_slice(all, page->cells[0].start, page->cells[0].length)))
		return false;
	row = text_trim(text);
	size_t from = decoder_source(decoder, (size_t)(row.at - all.at));
	if (!dump_row_columns(decoder->source, from, to, &columns))
		return false;
	Text list = text_slice(decoder->source, columns.from[COLUMN_REFERENCES],
	    columns.to[COLUMN_REFERENCES] - columns.from[COLUMN_REFERENCES]);
	decoder_cut(decoder, start);
	if (first_block) {
		markup_decode(decoder, columns.from[COLUMN_HEADER], columns.to[COLUMN_HEADER]);
		decoder_gap(decoder);
		start = decoder->len;
	}
	markup_decode(decoder, columns.from[COLUMN_BODY], columns.to[COLUMN_BODY]);
	page->references = list;
	page->own_row = true;
	cut_splices(page, start, to);
	return true;
}

static void put_blocks(struct mirror_page *page, size_t from)
{
	struct decoder *decoder = &page->decoder;
	Text source = decoder->source;
	struct markup_tag tag, end;

	decoder_gap(decoder);
	page->message = decoder->len;
	while (markup_tag_find(source, from, TEXT("pre"), &tag)) {
		bool closed = markup_tag_find(source, tag.to, TEXT("/pre"), &end);
		size_t to = closed ? end.from : source.len;

		if (page->has_text)
			decoder_gap(decoder);
		size_t start = decoder->len;
		markup_decode(decoder, tag.to, to);
		if (!put_own_row(page, start, to, !page->has_text))
			cut_splices(page, start, to);
		page->has_text = true;
		from = closed ? end.to : source.len;
	}
}

enum fault mirror_page_read(
    struct mirror_page *page, Text source, struct arena *arena, struct error *err)
{
	*page = (struct mirror_page){ 0 };
	enum fault fault = decoder_begin(&page->decoder, source, arena, err);
	if (fault != FAULT_NONE)
		return fault;
	size_t from = find_table(page);
	if (!page->has_table)
		find_title(page);
	put_blocks(page, from);
	return FAULT_NONE;
}

int mirror_page_likeness(Text head)
{
	struct markup_tag tag;
	int points = 0;

	text_take(&head, TEXT("\xEF\xBB\xBF"));
	if (!text_starts(text_trim(head), TEXT("<")))
		return 0;
	points += text_find_nocase(head, TEXT("<title>Cable Viewer</title>")) != TEXT_NONE ? 60 : 0;
	points += text_find_nocase(head, TEXT(">Viewing cable ")) != TEXT_NONE ? 50 : 0;
	for (size_t at = 0; markup_tag_find(head, at, TEXT("table"), &tag); at = tag.to)
		if (is_class(&tag, TEXT("cable"))) {
			points += 60;
			break;
		}
	return points > 100 ? 100 : points;
}
