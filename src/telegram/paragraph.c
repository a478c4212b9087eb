/* Labels. Paragraph numbers count up by one: a number that does not is a year or a figure at a
 * line's start, or belongs to a list within the paragraph. */
#include "telegram/body.h"

#define NUMBER_JUMP 50 /* a marked paragraph may be so far ahead when sections are missing */

void body_enter_paragraph(struct body *body, const struct label *label, Text id)
{
	body->number = label->number;
	body->marks |= body->number == 1 && label->marking.len;
	body->inner = body->list = 0;
	body->letter = 'A';
	body->enclosed = body->lost = false;
	body->heading = (Text){ 0 };
	body->marking = label->marking;
	body->paragraph = body->owner = (struct owner){ id, 0 };
}

void body_enter_heading(struct body *body, Text number)
{
	if (!body->heading.len)
		body->outer_letter = body->letter;
	body->letter = 'A';
	body->heading = number;
}

bool body_is_enclosure(Text line)
{
	return text_find_nocase(line, TEXT("BEGIN TEXT")) != TEXT_NONE ||
	    text_find_nocase(line, TEXT("END TEXT")) != TEXT_NONE;
}

void body_notice_enclosure(struct body *body, Text line)
{
	if (!body->paragraph.id.len)
		return;
	if (text_find_nocase(line, TEXT("BEGIN TEXT")) != TEXT_NONE)
		body->enclosed = true;
	if (body->enclosed && text_find_nocase(line, TEXT("END TEXT")) != TEXT_NONE) {
		body->enclosed = false;
		body->paragraph.plain = body->paragraph.plain > body->owner.plain ||
			body->owner.id.len != body->paragraph.id.len
		    ? body->paragraph.plain
		    : body->owner.plain;
		body->owner = body->paragraph;
		body->letter = body->heading.len ? body->outer_letter : body->letter;
		body->heading = (Text){ 0 };
	}
}

/* An address within the paragraph; its own plain blocks go on counting where they stopped. */
void body_enter_part(struct body *body, Text id)
{
	if (body->owner.id.len == body->paragraph.id.len)
		body->paragraph.plain = body->owner.plain;
	body->owner = (struct owner){ id, 0 };
}

static void add_paragraph(struct body *body, const struct label *label, Text line)
{
	struct block *block = body_add_block(body, BLOCK_PARAGRAPH, line);
	Text id = body_number_text(body, label->number);

	body_enter_paragraph(body, label, id);
	if (!block)
		return;
	block->id = id;
	block->label = label->label;
	block->number = label->text;
	block->marking = label->marking;
}

/* A numbered or lettered part of a paragraph. */
static void add_part(struct body *body, const struct label *label, Text line, Text owner)
{
	struct block *block = body_add_block(body, BLOCK_PARAGRAPH, line);
	Text id = body_join_id(
	    body, owner, label->number ? body_number_text(body, label->number) : label->text);

	body_enter_part(body, id);
	if (!block)
		return;
	block->id = id;
	block->label = label->label;
	block->number = label->text;
	block->marking = label->marking;
	block->inherited = label->marking.len ? (Text){ 0 } : body->marking;
	block->heading = body->heading;
	block->level = body_level_of(id);
}

static bool previous_ends_sentence(const struct body *body)
{
	return ends_sentence(reader_line(body->reader, body->line - 1));
}

/* Whether `label` numbers the next paragraph of the cable. */
static bool is_next_paragraph(const struct body *body, const struct label *label)
{
	uint64_t next = body->number + 1;
	bool marked = label->marking.len > 0;

	if (label->number == next) {
		if (marked)
			return true;
		if (body->list == next) /* a list within runs up to the same number */
			return !body->marks && body->after_gap;
		return body->after_gap || (!body->marks && previous_ends_sentence(body));
	}
	if (label->number < next || !body->after_gap)
		return false;
	return marked || body->lost ? label->number <= next + NUMBER_JUMP
				    : !body->marks && label->number <= next + 1;
}

static bool is_inner_paragraph(const struct body *body, const struct label *label)
{
	return body->enclosed && body->after_gap && label->number == body->inner + 1 &&
	    !(label->marking.len && label->number == body->number + 1);
}

static void note_false_number(struct body *body, const struct label *label, Text line)
{
	uint32_t *number = NULL;

	if (label->number == 1 || label->number == body->list)
		body->list = label->number + 1;
	if (body->reader->cable->false_numbers.count < BLOCKS_LIMIT)
		number = array_add(&body->reader->cable->false_numbers, body->reader->arena);
	if (!number)
		return;
	*number = body->line;
	reader_note(body->reader, NOTE_PARAGRAPH_NUMBER, text_trim(line));
}

bool body_take_labelled(struct body *body, Text line)
{
	struct label label;

	if (label_take(body->reader->catalog, line, &label)) {
		if (is_inner_paragraph(body, &label)) {
			body->inner = label.number;
			body_enter_heading(body, label.text);
			add_part(body, &label, line, body->paragraph.id);
		} else if (is_next_paragraph(body, &label)) {
			add_paragraph(body, &label, line);
		} else {
			note_false_number(body, &label, line);
			return false;
		}
		return true;
	}
	if (!body->after_gap || !letter_take(line, &label) || label.text.at[0] != body->letter)
		return false;
	body->letter++;
	Text owner = body->heading.len ? body_join_id(body, body->paragraph.id, body->heading)
				       : body->paragraph.id;
	add_part(body, &label, line, owner);
	return true;
}
