/* Source bytes to text and back. Clean input is borrowed; only what needs repair is copied, and
 * every place where the two run apart is a shift (I2, I7). */
#include "record/transcript.h"

#include <string.h>

#include "base/utf8.h"

struct rebuild {
	struct arena *arena;
	struct transcript *transcript;
	struct repairs repairs;
	char *bytes;
	size_t len;
};

static bool add_shift(struct rebuild *rebuild, size_t source)
{
	struct shift *shift = array_add(&rebuild->transcript->shifts, rebuild->arena);

	if (!shift)
		return false;
	*shift = (struct shift){ (uint32_t)rebuild->len,
		(int32_t)((int64_t)source - (int64_t)rebuild->len) };
	return true;
}

static void put(struct rebuild *rebuild, Text piece)
{
	if (piece.len)
		memcpy(rebuild->bytes + rebuild->len, piece.at, piece.len);
	rebuild->len += piece.len;
}

static void count_bad(struct repairs *repairs, bool nul, size_t at)
{
	uint32_t *count = nul ? &repairs->nuls : &repairs->bad_bytes;
	uint32_t *first = nul ? &repairs->first_nul : &repairs->first_bad;

	if ((*count)++ == 0)
		*first = (uint32_t)at;
}

/* Puts source[from, to), which is UTF-8 without NUL, with its line ends made LF. */
static bool put_clean(struct rebuild *rebuild, Text source, size_t from, size_t to)
{
	while (from < to) {
		Text part = text_slice(source, from, to - from);
		size_t cr = text_find_char(part, '\r');

		if (cr == TEXT_NONE) {
			put(rebuild, part);
			return true;
		}
		put(rebuild, text_slice(part, 0, cr));
		put(rebuild, TEXT("\n"));
		rebuild->repairs.carriage_returns++;
		from += cr + 1;
		if (from < source.len && source.at[from] == '\n') {
			from++;
			if (!add_shift(rebuild, from))
				return false;
		}
	}
	return true;
}

static bool put_all(struct rebuild *rebuild, Text source)
{
	size_t from = 0;

	while (from < source.len) {
		size_t bad = utf8_find_bad(text_from(source, from));
		size_t to = bad == TEXT_NONE ? source.len : from + bad;

		if (!put_clean(rebuild, source, from, to))
			return false;
		/* A CR just before the bad byte cannot have eaten it: it is no LF. */
		if (bad == TEXT_NONE)
			return true;
		count_bad(&rebuild->repairs, source.at[to] == '\0', to);
		put(rebuild, TEXT("\xEF\xBF\xBD"));
		from = to + 1;
		if (!add_shift(rebuild, from))
			return false;
	}
	return true;
}

static size_t count_repairs(Text source)
{
	size_t count = 0;

	for (size_t i = 0; i < source.len; i++)
		count += source.at[i] == '\0' || (unsigned char)source.at[i] >= 0x80;
	return count;
}

enum fault transcript_index(struct transcript *transcript, struct arena *arena, struct error *err)
{
	Text rest = transcript->text;
	uint32_t at = 0;

	transcript->lines.count = 0;
	do {
		uint32_t *line = array_add(&transcript->lines, arena);

		if (!line)
			return fail(err, FAULT_NO_MEMORY, "no memory for the lines of a record");
		*line = at;
		Text cut = text_cut(&rest, '\n');
		if (cut.len > LINE_LIMIT)
			return fail(err, FAULT_TOO_LARGE, "line %u is longer than %u bytes",
			    transcript->lines.count, LINE_LIMIT);
		at += (uint32_t)cut.len + 1;
	} while (rest.len);
	return FAULT_NONE;
}

enum fault transcript_of(Text source, struct arena *arena, struct transcript *transcript,
    struct repairs *repairs, struct error *err)
{
	struct transcript result = { .text = source };
	struct rebuild rebuild = { .arena = arena, .transcript = &result };

	if (source.len > RECORD_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "a record of %zu bytes; the limit is %u",
		    source.len, RECORD_LIMIT);
	if (utf8_find_bad(source) != TEXT_NONE || text_find_char(source, '\r') != TEXT_NONE) {
		rebuild.bytes = arena_take(arena, source.len + 2 * count_repairs(source) + 1);
		if (!rebuild.bytes || !put_all(&rebuild, source))
			return fail(err, FAULT_NO_MEMORY,
			    "no memory to repair a record of %zu bytes", source.len);
		result.text = (Text){ rebuild.bytes, rebuild.len };
	}
	enum fault fault = transcript_index(&result, arena, err);
	if (fault != FAULT_NONE)
		return fault;
	*transcript = result;
	*repairs = rebuild.repairs;
	return FAULT_NONE;
}

uint32_t transcript_line(const struct transcript *transcript, uint32_t at)
{
	uint32_t low = 0, high = transcript->lines.count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (transcript->lines.items[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

uint32_t transcript_column(const struct transcript *transcript, uint32_t at)
{
	if (!transcript->lines.count)
		return at + 1;
	return at - transcript->lines.items[transcript_line(transcript, at) - 1] + 1;
}

Text transcript_get_line(const struct transcript *transcript, uint32_t number)
{
	if (number < 1 || number > transcript->lines.count)
		return (Text){ 0 };
	uint32_t start = transcript->lines.items[number - 1];
	size_t end = number < transcript->lines.count ? transcript->lines.items[number] - 1
						      : transcript->text.len;
	Text line = text_slice(transcript->text, start, end - start);
	if (number == transcript->lines.count && line.len && line.at[line.len - 1] == '\n')
		line.len--;
	return line;
}

uint32_t transcript_source_offset(const struct transcript *transcript, uint32_t at)
{
	uint32_t low = 0, high = transcript->shifts.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (transcript->shifts.items[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? (uint32_t)((int64_t)at + transcript->shifts.items[low - 1].shift) : at;
}

Span transcript_span(const struct transcript *transcript, Text part)
{
	uintptr_t base = (uintptr_t)transcript->text.at, at = (uintptr_t)part.at;

	if (!part.at || at < base || at - base > transcript->text.len ||
	    part.len > transcript->text.len - (at - base))
		return (Span){ 0, 0 };
	return (Span){ (uint32_t)(at - base), (uint32_t)part.len };
}

Text transcript_slice(const struct transcript *transcript, Span span)
{
	return text_slice(transcript->text, span.start, span.length);
}

Field transcript_field(const struct transcript *transcript, Text part)
{
	return (Field){ part, transcript_span(transcript, part) };
}
