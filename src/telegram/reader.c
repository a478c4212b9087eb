/* What all rules share: lines, notes, fields. */
#include "telegram/reader.h"

#include "record/reflow.h"

/* Some pages keep the dump's backslash at every line's end. */
Text reader_line(const struct reader *reader, uint32_t line)
{
	Text text = transcript_get_line(reader->transcript, line);

	if (text_ends(text, TEXT(" \\")) || text_equal(text, TEXT("\\")))
		text.len--;
	return text;
}

bool reader_is_blank(const struct reader *reader, uint32_t line)
{
	return text_trim(reader_line(reader, line)).len == 0;
}

enum line_frame reader_frame(const struct reader *reader, uint32_t line)
{
	if (!reader->frames || line < reader->first || line >= reader->end)
		return FRAME_NONE;
	return (enum line_frame)reader->frames[line - reader->first];
}

Text reader_rest(const struct reader *reader)
{
	return text_trim(reader->rest.at ? reader->rest : reader_line(reader, reader->line));
}

void reader_advance(struct reader *reader)
{
	reader->line++;
	reader->rest = (Text){ 0 };
}

void reader_note(const struct reader *reader, enum note_kind kind, Text where)
{
	note_add(&reader->record->notes, reader->arena, reader->transcript, kind, where);
}

Field reader_field(const struct reader *reader, Text part)
{
	return part.len ? transcript_field(reader->transcript, part) : (Field){ 0 };
}

Text reader_stretch(Text from, Text to)
{
	return (Text){ from.at, (size_t)(to.at + to.len - from.at) };
}

/* " \\ " between lines that were joined becomes one blank. */
static Text without_backslashes(const struct reader *reader, Text text)
{
	char *at;
	size_t len = 0;

	if (text_find(text, TEXT(" \\ ")) == TEXT_NONE ||
	    !(at = arena_take(reader->arena, text.len)))
		return text;
	for (size_t i = 0; i < text.len; i++)
		if (text_starts(text_from(text, i), TEXT("\\ ")) && len && at[len - 1] == ' ')
			i++;
		else
			at[len++] = text.at[i];
	return (Text){ at, len };
}

Field reader_joined(const struct reader *reader, Text stretch)
{
	Field field = reader_field(reader, text_trim(stretch));

	if (field.text.len && text_find_char(field.text, '\n') != TEXT_NONE) {
		const struct block plain = { .kind = BLOCK_PLAIN, .span = field.span };
		field.text =
		    without_backslashes(reader, block_flow(reader->record, &plain, reader->arena));
	}
	return field;
}

void reader_add_once(const struct reader *reader, TextList *list, Text text)
{
	Text *added;

	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text))
			return;
	added = text.len ? array_add(list, reader->arena) : NULL;
	if (added)
		*added = text;
}
