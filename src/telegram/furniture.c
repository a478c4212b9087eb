/* Lines that a container laid into the message: they join the page frame they stand at, or make one
 * of their own, so that every rule that passes over frames passes over them. */
#include "telegram/reader.h"

typedef ARRAY(struct page_marker) MarkerList;

static uint32_t offset_of(const struct reader *reader, uint32_t line)
{
	return line <= reader->transcript->lines.count ? reader->transcript->lines.items[line - 1]
						       : (uint32_t)reader->transcript->text.len;
}

static uint32_t blanks_before(const struct reader *reader, uint32_t line)
{
	uint32_t at = line;

	while (at > reader->first && reader_is_blank(reader, at - 1))
		at--;
	return line - at;
}

static uint32_t blanks_from(const struct reader *reader, uint32_t line)
{
	uint32_t at = line;

	while (at < reader->end && reader_is_blank(reader, at))
		at++;
	return at - line;
}

/* Its first line that is a page's, else its first one. */
static void name_marker(
    const struct reader *reader, const struct furniture *furniture, struct page_marker *marker)
{
	uint64_t page;
	size_t len = 0;

	marker->line = furniture->from;
	for (uint32_t line = furniture->from; line < furniture->to; line++) {
		Text text = text_trim(reader_line(reader, line)), rest = text;

		if (line == furniture->from)
			marker->raw = reader_field(reader, text);
		if (!text_take(&rest, TEXT("PAGE ")) || !text_take_digits(&rest, 3, &page))
			continue;
		marker->raw = reader_field(reader, text);
		marker->line = line;
		marker->page = (uint32_t)page;
		text_take_blanks(&rest);
		while (len < rest.len && !ascii_is_digit(rest.at[len]))
			len++;
		marker->station = reader_field(reader, text_trim_end(text_slice(rest, 0, len)));
		rest = text_from(rest, len);
		text_take_digits(&rest, 7, &marker->serial);
		return;
	}
}

static void add_marker(const struct reader *reader, MarkerList *list,
    const struct furniture *furniture, const struct page_marker *known)
{
	uint32_t start = offset_of(reader, furniture->from);
	struct page_marker *added = array_add(list, reader->arena);

	if (!added)
		return;
	if (known)
		*added = *known;
	else
		name_marker(reader, furniture, added);
	added->furniture = (Span){ start, offset_of(reader, furniture->to) - start };
	added->blank_before = blanks_before(reader, furniture->from);
	added->blank_after = blanks_from(reader, furniture->to);
}

static uint32_t end_line(const struct reader *reader, const struct page_marker *marker)
{
	Span span = marker->furniture;

	return transcript_line(
		   reader->transcript, span.start + (span.length ? span.length - 1 : 0)) +
	    1;
}

/* Merges the frames that were found with the furniture that was given, both in order. What overlaps
 * is one; the first page line of it names it. */
static void merge(struct reader *reader, const FurnitureList *furniture)
{
	struct cable *cable = reader->cable;
	MarkerList merged = { 0 };
	uint32_t next = 0;

	for (uint32_t i = 0; i < furniture->count; i++) {
		struct furniture all = furniture->items[i];
		const struct page_marker *known = NULL;

		if (all.from < reader->first || all.to > reader->end || all.from >= all.to)
			continue;
		for (; next < cable->markers.count && cable->markers.items[next].line < all.to;
		     next++) {
			const struct page_marker *marker = &cable->markers.items[next];
			uint32_t end = end_line(reader, marker);
			struct page_marker *kept;

			if (end <= all.from) {
				kept = array_add(&merged, reader->arena);
				if (kept)
					*kept = *marker;
				continue;
			}
			known = known ? known : marker;
			all.to = end > all.to ? end : all.to;
		}
		add_marker(reader, &merged, &all, known);
		for (uint32_t line = all.from; line < all.to; line++)
			reader->frames[line - reader->first] = FRAME_MARKER;
	}
	for (; next < cable->markers.count; next++) {
		struct page_marker *kept = array_add(&merged, reader->arena);
		if (kept)
			*kept = cable->markers.items[next];
	}
	cable->markers.items = merged.items;
	cable->markers.count = merged.count;
	cable->markers.room = merged.room;
}

void furniture_read(struct reader *reader)
{
	if (reader->furniture && reader->furniture->count && reader->frames)
		merge(reader, reader->furniture);
}
