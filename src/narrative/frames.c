/* What pages leave in a text: running heads and page numbers, often within a sentence. */
#include "base/utf8.h"
#include "narrative/reading.h"

#define PAGE_DIGITS 4
#define NARROW      30 /* in a text whose lines are shorter, a number may stand alone on one */

static bool is_page_number(Text line)
{
	if (!line.len || line.len > PAGE_DIGITS)
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (!ascii_is_digit(line.at[i]))
			return false;
	return true;
}

/* Without the page number or year at either end, and the sign beside it. */
static Text without_number(Text line)
{
	while (line.len &&
	    (ascii_is_digit(line.at[0]) || ascii_is_blank(line.at[0]) || line.at[0] == '|' ||
		line.at[0] == '/'))
		line = text_from(line, 1);
	while (line.len) {
		char last = line.at[line.len - 1];
		if (!ascii_is_digit(last) && !ascii_is_blank(last) && last != '|' && last != '/')
			break;
		line.len--;
	}
	return line;
}

static bool is_upper(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_lower(text.at[i]))
			return false;
	return true;
}

static bool is_running_head(const struct reading *reading, Text line)
{
	const struct narrative *narrative = reading->narrative;
	Text head = without_number(line);

	return head.len &&
	    (narrative_is_spaced(head) ||
		text_equal_nocase(head, TEXT("Trafficking in Persons Report")) ||
		text_equal_nocase(line, narrative->title.text) ||
		(is_upper(head) && text_equal_nocase(head, narrative->country.text)));
}

static bool is_narrow(const struct reading *reading)
{
	for (uint32_t i = reading->title_end + 1; i <= reading->transcript->lines.count; i++)
		if (narrative_line(reading, i).len > NARROW)
			return false;
	return true;
}

/* The first word that a line's end breaks: remarked once. */
static void note_broken_word(struct reading *reading)
{
	for (uint32_t i = reading->title_end + 1; i < reading->transcript->lines.count; i++) {
		Text line = narrative_line(reading, i), next = narrative_line(reading, i + 1), word;

		if (line.len < 3 || !text_ends(line, TEXT("-")) ||
		    !ascii_is_letter(line.at[line.len - 2]) || !next.len ||
		    !ascii_is_lower(next.at[0]))
			continue;
		size_t from = line.len;
		while (from && !ascii_is_space(line.at[from - 1]))
			from--;
		word = text_from(line, from);
		note_add(&reading->record->notes, reading->arena, reading->transcript,
		    NOTE_BROKEN_WORD, word);
		return;
	}
}

void narrative_find_frames(struct reading *reading)
{
	bool narrow = is_narrow(reading);
	Text first = { 0 };

	for (uint32_t i = reading->title_end + 1; i <= reading->transcript->lines.count; i++) {
		Text line = narrative_line(reading, i);

		if (!line.len || line.len > 120 ||
		    !((!narrow && is_page_number(line)) || is_running_head(reading, line)))
			continue;
		struct narrative_frame *frame =
		    array_add(&reading->narrative->frames, reading->arena);
		if (frame)
			frame->span = transcript_span(reading->transcript, line);
		if (!first.len)
			first = line;
	}
	if (first.len)
		note_add(&reading->record->notes, reading->arena, reading->transcript,
		    NOTE_PAGE_FRAME, first);
	note_broken_word(reading);
}

bool narrative_is_frame(const struct reading *reading, uint32_t line)
{
	const struct narrative *narrative = reading->narrative;
	uint32_t at = transcript_span(reading->transcript, narrative_line(reading, line)).start;
	uint32_t low = 0, high = narrative->frames.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (narrative->frames.items[middle].span.start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < narrative->frames.count && narrative->frames.items[low].span.start == at;
}
