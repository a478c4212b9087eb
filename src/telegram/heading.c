/* Headings: framed by dash lines, underlined, or in capitals between blank lines. */
#include "telegram/body.h"

#define FRAME_LINES 3 /* text lines of a framed heading */

/* The number of a heading is part of its address within an enclosed text, or a paragraph number of
 * its own. */
static Text heading_id(struct body *body, const struct label *label)
{
	if (label->number && body->paragraph.id.len && label->number == body->inner + 1 &&
	    (body->enclosed || label->number != body->number + 1)) {
		body->inner = label->number;
		body_enter_heading(body, label->text);
		return body_join_id(body, body->paragraph.id, label->text);
	}
	if (label->number && label->number == body->number + 1 && !body->enclosed) {
		Text id = body_number_text(body, label->number);
		body_enter_paragraph(body, label, id);
		return id;
	}
	return text_format(body->reader->arena, "h%u", ++body->headings);
}

static void add_heading(
    struct body *body, uint32_t first, uint32_t last, uint32_t before, uint32_t after)
{
	Text line = text_trim(reader_line(body->reader, first));
	struct label label = { 0 };
	bool numbered = label_take(body->reader->catalog, line, &label);

	body->line = first;
	struct block *block = body_add_block(body, BLOCK_HEADING, line);
	if (block) {
		block->id = heading_id(body, &label);
		body->line = last;
		body_extend(body, block, reader_line(body->reader, last));
		if (numbered && block->id.at[0] != 'h') {
			block->label = label.label;
			block->number = label.text;
			body_enter_part(body, block->id);
			block->marking = label.marking;
		}
		block->inherited =
		    label.marking.len || block->id.at[0] == 'h' ? (Text){ 0 } : body->marking;
		block->level = body_level_of(block->id);
		block->frame_before = before;
		block->frame_after = after;
	}
	body->line = after > last ? after : last;
	body->open = false;
	body->after_gap = true;
}

bool body_is_text(const struct body *body, uint32_t line)
{
	Text text = reader_line(body->reader, line);

	return line < body->end && text_trim(text).len && !is_dash_line(text) &&
	    reader_frame(body->reader, line) == FRAME_NONE;
}

/* A dash line, up to three lines of text, a dash line. */
bool body_take_framed(struct body *body)
{
	uint32_t first = body->line + 1, last = first;

	if (!is_dash_line(reader_line(body->reader, body->line)) || !body_is_text(body, first))
		return false;
	while (last - first < FRAME_LINES && body_is_text(body, last))
		last++;
	if (last >= body->end || !is_dash_line(reader_line(body->reader, last)) ||
	    has_columns(reader_line(body->reader, first)))
		return false;
	add_heading(body, first, last - 1, body->line, last);
	return true;
}

/* A short line with a dash line right below it, which does not frame the next one. */
bool body_take_underlined(struct body *body)
{
	uint32_t line = body->line;
	Text text = text_trim(reader_line(body->reader, line));

	if (body->open || text.len > 80 || line + 1 >= body->end ||
	    !is_dash_line(reader_line(body->reader, line + 1)))
		return false;
	if (has_columns(text) ||
	    (body_is_text(body, line + 2) && line + 3 < body->end &&
		is_dash_line(reader_line(body->reader, line + 3))))
		return false;
	struct label label;
	if (label_take(body->reader->catalog, text, &label) && label.marking.len)
		return false;
	add_heading(body, line, line, 0, line + 1);
	return true;
}

/* Capitals alone between two blank lines. */
bool body_take_capitals(struct body *body, Text line)
{
	uint32_t next = body->line + 1;
	struct label label;

	if (!body->after_gap || !is_capitals_heading(line) || body_is_enclosure(line) ||
	    label_take(body->reader->catalog, line, &label))
		return false;
	if (next < body->end && !reader_is_blank(body->reader, next))
		return false;
	add_heading(body, body->line, body->line, 0, 0);
	return true;
}
