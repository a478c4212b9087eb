/* Page markers of both forms, the frames around the older ones, and whether a sentence runs over
 * them. */
#include "telegram/reader.h"

#include "base/arena.h"

#define POST_LEAST 3
#define POST_MOST  10

static bool take_digits_exact(Text *rest, unsigned digits, uint32_t *value)
{
	int read;

	if (!text_take_number(rest, digits, 0, 99999999, &read))
		return false;
	*value = (uint32_t)read;
	return true;
}

/* The post's name: capitals, blanks, points and apostrophes, up to the blanks before a digit. */
static bool take_station(Text *rest, Text *station, size_t most)
{
	size_t len = 0;

	while (len < rest->len && !ascii_is_digit(rest->at[len])) {
		char c = rest->at[len];
		if (!ascii_is_upper(c) && text_find_char(TEXT(" .'-"), c) == TEXT_NONE)
			return false;
		len++;
	}
	Text name = text_trim_end(text_slice(*rest, 0, len));
	if (name.len < POST_LEAST || name.len > most || name.len == len ||
	    !ascii_is_upper(name.at[0]))
		return false;
	*station = name;
	*rest = text_from(*rest, len);
	return true;
}

/* ROME 00000009  001.6 OF 017 */
static bool take_new(Text line, struct page_marker *marker, Text *station)
{
	Text rest = line;
	uint32_t serial;

	if (!take_station(&rest, station, POST_MOST) || !take_digits_exact(&rest, 8, &serial) ||
	    !text_take_blanks(&rest) || !take_digits_exact(&rest, 3, &marker->page))
		return false;
	marker->serial = serial;
	if (text_take_char(&rest, '.') && rest.len && ascii_is_digit(rest.at[0])) {
		marker->suffix = text_slice(rest, 0, 1);
		rest = text_from(rest, 1);
	}
	return text_take(&rest, TEXT(" OF ")) && take_digits_exact(&rest, 3, &marker->of) &&
	    !rest.len;
}

/* PAGE 02        ROME  01196  01 OF 02  082030Z; the part of the whole may be missing. */
static bool take_old(Text line, struct page_marker *marker, Text *station)
{
	Text rest = line, time;
	uint32_t section;

	if (!text_take(&rest, TEXT("PAGE ")) || !take_digits_exact(&rest, 2, &marker->page) ||
	    !text_take_blanks(&rest) || !take_station(&rest, station, 24) ||
	    !text_take_digits(&rest, 7, &marker->serial))
		return false;
	text_take_blanks(&rest);
	Text part = rest;
	if (take_digits_exact(&part, 2, &section) && text_take(&part, TEXT(" OF ")) &&
	    take_digits_exact(&part, 2, &marker->of))
		rest = part;
	text_take_blanks(&rest);
	time = text_cut_word(&rest);
	return !text_trim(rest).len && (!time.len || (time.len == 7 && time.at[6] == 'Z'));
}

bool marker_take(Text line, struct page_marker *marker, const struct reader *reader)
{
	Text station = { 0 };

	line = text_trim(line);
	*marker = (struct page_marker){ 0 };
	if (!line.len || !ascii_is_upper(line.at[0]) || !ascii_is_letter(line.at[1 % line.len]))
		return false;
	if (!take_new(line, marker, &station)) {
		*marker = (struct page_marker){ 0 };
		if (!take_old(line, marker, &station))
			return false;
	}
	marker->raw = reader_field(reader, line);
	marker->station = reader_field(reader, station);
	return true;
}

static bool is_old(const struct page_marker *marker)
{
	return text_starts(marker->raw.text, TEXT("PAGE "));
}

static bool is_class_word(const struct reader *reader, uint32_t line)
{
	struct class_line parts;

	return class_line_take(reader->catalog, text_trim(reader_line(reader, line)), &parts) &&
	    !parts.number.len && !parts.section.len;
}

static uint32_t skip_blank_up(const struct reader *reader, uint32_t line)
{
	while (line > reader->first && reader_is_blank(reader, line - 1))
		line--;
	return line;
}

static uint32_t skip_blank_down(const struct reader *reader, uint32_t line)
{
	while (line < reader->end && reader_is_blank(reader, line))
		line++;
	return line;
}

/* An older frame takes the class word above it. */
static uint32_t frame_begin(const struct reader *reader, const struct page_marker *marker)
{
	uint32_t above;

	if (!is_old(marker))
		return marker->line;
	above = skip_blank_up(reader, marker->line);
	return above > reader->first + 1 && is_class_word(reader, above - 1) ? above - 1
									     : marker->line;
}

static bool repeats_first_lines(const struct reader *reader, uint32_t line)
{
	Text text = text_trim(reader_line(reader, line));
	struct class_line parts;
	bool misspelt;

	if (class_line_take(reader->catalog, text, &parts))
		return true;
	enum keyword keyword = keyword_take(&text, &misspelt);
	return keyword == KEYWORD_EO || keyword == KEYWORD_TAGS;
}

/* An older frame takes the classification line, E.O. and TAGS that are repeated below it. Returns
 * one behind. */
static uint32_t frame_end(const struct reader *reader, const struct page_marker *marker)
{
	uint32_t end = marker->line + 1;

	while (is_old(marker)) {
		uint32_t next = skip_blank_down(reader, end);
		if (next >= reader->end || !repeats_first_lines(reader, next))
			break;
		end = next + 1;
	}
	return end;
}

static void set_frame(struct reader *reader, uint32_t from, uint32_t to, enum line_frame frame)
{
	for (uint32_t i = from; i < to; i++)
		reader->frames[i - reader->first] = (uint8_t)frame;
}

static void add_marker(
    struct reader *reader, struct page_marker *marker, uint32_t begin, uint32_t end)
{
	struct page_marker *added;
	uint32_t start = reader->transcript->lines.items[begin - 1];
	uint32_t stop = end <= reader->transcript->lines.count
	    ? reader->transcript->lines.items[end - 1]
	    : (uint32_t)reader->transcript->text.len;

	marker->furniture = (Span){ start, stop - start };
	marker->blank_before = begin - skip_blank_up(reader, begin);
	marker->blank_after = skip_blank_down(reader, end) - end;
	added = array_add(&reader->cable->markers, reader->arena);
	if (added)
		*added = *marker;
	set_frame(reader, begin, end, FRAME_MARKER);
}

void markers_read(struct reader *reader)
{
	struct page_marker marker;

	for (uint32_t line = reader->first; line < reader->end; line++) {
		if (!marker_take(reader_line(reader, line), &marker, reader))
			continue;
		if (reader->cable->markers.count >= BLOCKS_LIMIT) {
			reader_note(reader, NOTE_TOO_MANY, marker.raw.text);
			break;
		}
		marker.line = line;
		uint32_t end = frame_end(reader, &marker);
		add_marker(reader, &marker, frame_begin(reader, &marker), end);
		line = end - 1;
	}
}

static bool runs_on(
    const struct reader *reader, const struct page_marker *marker, uint32_t begin, uint32_t end)
{
	struct label label;
	Text bullet, before = reader_line(reader, skip_blank_up(reader, begin) - 1);
	uint32_t next = skip_blank_down(reader, end);
	Text after = reader_line(reader, next);

	if (next >= reader->end || bullet_take(after, &bullet) || is_dash_line(after) ||
	    is_dash_line(before))
		return false;
	/* "14. Drivers complained": without a portion mark a number may be the end of a sentence.
	 */
	if ((label_take(reader->catalog, after, &label) || letter_take(after, &label)) &&
	    (label.marking.len || ends_sentence(before)))
		return false;
	if (!is_old(marker) && marker->blank_before + marker->blank_after >= 3)
		return marker->blank_before == 1 && marker->blank_after == 2;
	return !ends_sentence(before);
}

void markers_join(struct reader *reader, uint32_t body)
{
	for (uint32_t i = 0; i < reader->cable->markers.count; i++) {
		struct page_marker *marker = &reader->cable->markers.items[i];
		uint32_t begin = transcript_line(reader->transcript, marker->furniture.start);
		uint32_t end = transcript_line(reader->transcript,
				   marker->furniture.start + marker->furniture.length - 1) +
		    1;

		bool lost = i && !is_old(marker) && marker->page != marker[-1].page + 1;
		if (begin <= body || lost || !runs_on(reader, marker, begin, end))
			continue;
		marker->joins_sentence = true;
		set_frame(reader, begin - marker->blank_before, begin, FRAME_BLANK);
		set_frame(reader, end, end + marker->blank_after, FRAME_BLANK);
	}
}

/* Which of `count` numbers were seen. */
static bool misses_one(const struct page_marker *markers, uint32_t count, uint32_t of)
{
	uint8_t seen[1024] = { 0 };
	uint32_t distinct = 0;

	if (!of || of > sizeof seen - 1)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (markers[i].of == of && markers[i].page <= of && !seen[markers[i].page]) {
			seen[markers[i].page] = 1;
			distinct += markers[i].page > 0;
		}
	return distinct < of;
}

/* Newer pages are numbered through; of sections we know only those that a line of the text names.
 */
void sections_check(struct reader *reader)
{
	const struct cable *cable = reader->cable;
	uint64_t seen = 0;
	uint32_t named = 0;

	if (cable->markers.count && !is_old(&cable->markers.items[0])) {
		if (misses_one(
			cable->markers.items, cable->markers.count, cable->markers.items[0].of))
			reader_note(reader, NOTE_SECTION_GAP, cable->markers.items[0].raw.text);
		return;
	}
	if (cable->sections < 2 || cable->sections > 63)
		return;
	for (uint32_t line = reader->first; line < reader->end; line++) {
		struct class_line parts;
		Text text = text_trim(reader_line(reader, line));
		uint64_t section;
		if (!class_line_take(reader->catalog, text, &parts) ||
		    !text_take_digits(&parts.section, 2, &section) || section > 63)
			continue;
		named += !(seen >> section & 1);
		seen |= (uint64_t)1 << section;
	}
	if (cable->section > 1 ? named < cable->sections : named > 1 && named < cable->sections)
		reader_note(reader, NOTE_SECTION_GAP, cable->classification_line.text);
}
