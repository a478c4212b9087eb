/* The body as a run of blocks with addresses: the walk over its lines, tables, items and prose. */
#include "telegram/body.h"

static bool is_row(const struct body *body, uint32_t line)
{
	return body_is_text(body, line) && has_columns(reader_line(body->reader, line));
}

/* The row that follows `line`, below a dash line perhaps; 0 when none does. */
static uint32_t next_row(const struct body *body, uint32_t line)
{
	if (is_row(body, line + 1))
		return line + 1;
	return line + 2 < body->end && is_dash_line(reader_line(body->reader, line + 1)) &&
		is_row(body, line + 2)
	    ? line + 2
	    : 0;
}

static bool take_table(struct body *body, Text line)
{
	uint32_t last = body->line;
	struct label label;

	if (!has_columns(line) || !next_row(body, last) ||
	    label_take(body->reader->catalog, line, &label))
		return false;
	struct block *block = body_add_plain(body, BLOCK_TABLE, line);
	/* The first column keeps its indent: the span begins at the line's start. */
	if (block)
		block->span = transcript_span(body->reader->transcript, text_trim_end(line));
	for (uint32_t next = next_row(body, last); next; next = next_row(body, last))
		last = next;
	body->line = last;
	if (block) {
		block->span.length = transcript_span(body->reader->transcript,
					 text_trim(reader_line(body->reader, last)))
					 .start -
		    block->span.start + (uint32_t)text_trim(reader_line(body->reader, last)).len;
		block->last_line = block->end_line = last;
	}
	body->open = false;
	return true;
}

/* A bullet opens an item at a block's start, among items, or where a sentence has ended. */
static bool take_bulleted(struct body *body, Text line)
{
	const struct block *last = body_last_block(body);
	Text bullet, before = text_trim_end(reader_line(body->reader, body->line - 1));

	if (!bullet_take(line, &bullet))
		return false;
	if (body->open && !(last && last->kind == BLOCK_ITEM) && !ends_sentence(before) &&
	    !text_ends(before, TEXT(",")))
		return false;
	struct block *block = body_add_plain(body, BLOCK_ITEM, line);
	if (block)
		block->label = bullet;
	return true;
}

static size_t indent_of(Text line)
{
	return text_take_blanks(&line);
}

/* A line that is set in from the one before, or stands short among such, is a line of its own. */
static bool starts_anew(const struct body *body, Text line)
{
	Text before = reader_line(body->reader, body->line - 1);
	size_t indent = indent_of(line), above = indent_of(before);

	if (!indent || body->reader->transcript->text.len == 0)
		return false;
	return indent != above ? above == 0 : text_trim(before).len < 50;
}

/* "(S) Three lines, as asked": a portion mark without a number. */
static void add_prose(struct body *body, Text line)
{
	struct block *block = body_add_plain(body, BLOCK_PLAIN, line);
	Text rest = text_trim(line), marking;

	if (block && rest.len && rest.at[0] == '(' &&
	    marking_take(body->reader->catalog, &rest, &marking)) {
		block->marking = marking;
		block->inherited = (Text){ 0 };
	}
}

static void take_prose(struct body *body, Text line)
{
	struct block *block = body_last_block(body);

	if (body->open && block && block->kind != BLOCK_ITEM && starts_anew(body, line))
		body->open = false;
	if (body->open && block)
		body_extend(body, block, line);
	else
		add_prose(body, line);
}

static void take_line(struct body *body)
{
	Text line = reader_line(body->reader, body->line);

	if (body_take_framed(body) || body_take_underlined(body))
		return;
	if (is_dash_line(line)) {
		body->open = false;
		body->after_gap = true;
		return;
	}
	if (take_table(body, line) || body_take_capitals(body, line))
		return;
	if (!body_take_labelled(body, line) && !take_bulleted(body, line))
		take_prose(body, line);
	body_notice_enclosure(body, line);
	body->after_gap = false;
}

/* A frame that no sentence runs over ends a block, also without a blank line. */
static void pass_frame(struct body *body)
{
	const struct cable *cable = body->reader->cable;

	while (body->marker < cable->markers.count &&
	    cable->markers.items[body->marker].line <= body->line) {
		const struct page_marker *marker = &cable->markers.items[body->marker];

		body->lost |= body->marker && marker->page > marker[-1].page + 1;
		if (!marker->joins_sentence) {
			body->open = false;
			body->after_gap = true;
		}
		body->marker++;
	}
}

void body_read(struct reader *reader, uint32_t end)
{
	struct body body = {
		.reader = reader, .line = reader->line, .end = end, .after_gap = true, .letter = 'A'
	};

	for (; body.line < end; body.line++) {
		pass_frame(&body);
		if (reader_frame(reader, body.line) != FRAME_NONE)
			continue;
		if (reader_is_blank(reader, body.line)) {
			body.open = false;
			body.after_gap = true;
			continue;
		}
		take_line(&body);
	}
	body_find_extents(&body);
	reader->line = end;
}
