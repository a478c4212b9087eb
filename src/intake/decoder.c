/* The text grows in one block of memory that is large enough from the beginning: what is inserted
 * or decoded is never longer than what it stands for, and a repair is at most three bytes for one.
 */
#include <string.h>

#include "base/utf8.h"
#include "intake/markup.h"

#define SLACK 256 /* signs inserted where nothing was left out */

enum fault decoder_begin(
    struct decoder *decoder, Text source, struct arena *arena, struct error *err)
{
	size_t odd = 0;

	*decoder = (struct decoder){ .source = source, .arena = arena };
	if (source.len > RECORD_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "a record of %zu bytes; the limit is %u",
		    source.len, RECORD_LIMIT);
	for (size_t i = 0; i < source.len; i++)
		odd += source.at[i] == '\0' || (unsigned char)source.at[i] >= 0x80;
	decoder->room = source.len + 2 * odd + SLACK;
	decoder->bytes = arena_take(arena, decoder->room);
	if (decoder->bytes)
		return FAULT_NONE;
	decoder->room = 0;
	return fail(err, FAULT_NO_MEMORY, "no memory to decode a record of %zu bytes", source.len);
}

static void put(struct decoder *decoder, Text piece)
{
	if (!piece.len || piece.len > decoder->room - decoder->len)
		return;
	memcpy(decoder->bytes + decoder->len, piece.at, piece.len);
	decoder->len += piece.len;
}

/* What is put next stands at source[at]. */
static void shift_to(struct decoder *decoder, size_t at)
{
	uint32_t count = decoder->shifts.count;
	struct shift *last = count ? &decoder->shifts.items[count - 1] : NULL;
	int32_t by = (int32_t)((int64_t)at - (int64_t)decoder->len);

	if (by == (last ? last->shift : 0))
		return;
	if (!last || last->at != decoder->len)
		last = array_add(&decoder->shifts, decoder->arena);
	if (last)
		*last = (struct shift){ (uint32_t)decoder->len, by };
}

static void put_bad(struct decoder *decoder, size_t at, bool nul)
{
	struct repairs *repairs = &decoder->repairs;
	uint32_t *count = nul ? &repairs->nuls : &repairs->bad_bytes;

	if ((*count)++ == 0)
		*(nul ? &repairs->first_nul : &repairs->first_bad) = (uint32_t)at;
	shift_to(decoder, at);
	put(decoder, TEXT("\xEF\xBF\xBD"));
}

/* source[from, to), which is UTF-8 without NUL; CR LF and a lone CR become LF. */
static void copy_clean(struct decoder *decoder, size_t from, size_t to)
{
	while (from < to) {
		Text part = text_slice(decoder->source, from, to - from);
		size_t cr = text_find_char(part, '\r');

		shift_to(decoder, from);
		put(decoder, text_slice(part, 0, cr));
		if (cr == TEXT_NONE)
			return;
		from += cr + 1;
		decoder->repairs.carriage_returns++;
		if (from < to && decoder->source.at[from] == '\n')
			continue;
		put(decoder, TEXT("\n"));
	}
}

void decoder_copy(struct decoder *decoder, size_t from, size_t to)
{
	while (from < to) {
		size_t bad = utf8_find_bad(text_slice(decoder->source, from, to - from));

		copy_clean(decoder, from, bad == TEXT_NONE ? to : from + bad);
		if (bad == TEXT_NONE)
			break;
		from += bad;
		put_bad(decoder, from, decoder->source.at[from] == '\0');
		from++;
	}
}

void decoder_point(struct decoder *decoder, int32_t point, size_t from)
{
	uint32_t u = (uint32_t)point;
	char bytes[4];
	size_t len = u < 0x80 ? 1 : u < 0x800 ? 2 : u < 0x10000 ? 3 : 4;

	if (!u || u > 0x10FFFF || (u >= 0xD800 && u <= 0xDFFF)) {
		put_bad(decoder, from, !u);
		return;
	}
	static const unsigned char first[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	for (size_t i = len; i-- > 1; u >>= 6)
		bytes[i] = (char)(0x80 | (u & 0x3F));
	bytes[0] = (char)(first[len] | u);
	shift_to(decoder, from);
	put(decoder, (Text){ bytes, len });
}

void decoder_insert(struct decoder *decoder, char sign)
{
	put(decoder, (Text){ &sign, 1 });
}

void decoder_gap(struct decoder *decoder)
{
	if (!decoder->len)
		return;
	if (decoder->bytes[decoder->len - 1] != '\n')
		decoder_insert(decoder, '\n');
	if (decoder->len < 2 || decoder->bytes[decoder->len - 2] != '\n')
		decoder_insert(decoder, '\n');
}

void decoder_backslash(struct decoder *decoder)
{
	if (decoder->backslashes++ == 0)
		decoder->first_backslash = decoder->len;
}

Text decoder_text(const struct decoder *decoder, size_t from)
{
	return text_from((Text){ decoder->bytes, decoder->len }, from);
}

size_t decoder_source(const struct decoder *decoder, size_t at)
{
	struct transcript transcript = { .text = decoder_text(decoder, 0) };

	transcript.shifts.items = decoder->shifts.items;
	transcript.shifts.count = decoder->shifts.count;
	return transcript_source_offset(&transcript, (uint32_t)at);
}

void decoder_cut(struct decoder *decoder, size_t len)
{
	while (decoder->shifts.count && decoder->shifts.items[decoder->shifts.count - 1].at > len)
		decoder->shifts.count--;
	decoder->len = len < decoder->len ? len : decoder->len;
	if (decoder->backslashes && decoder->first_backslash > decoder->len)
		decoder->backslashes = 0;
}

enum fault decoder_end(struct decoder *decoder, struct transcript *transcript, struct error *err)
{
	struct transcript result = { .text = decoder_text(decoder, 0) };

	/* What was inserted or replaced at the end must not lead out of the source. */
	if (decoder_source(decoder, decoder->len) > decoder->source.len)
		shift_to(decoder, decoder->source.len);
	if (decoder->arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to decode a record of %zu bytes",
		    decoder->source.len);
	if (result.text.len > RECORD_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "a text of %zu bytes; the limit is %u",
		    result.text.len, RECORD_LIMIT);
	result.shifts.items = decoder->shifts.items;
	result.shifts.count = decoder->shifts.count;
	result.shifts.room = decoder->shifts.room;
	enum fault fault = transcript_index(&result, decoder->arena, err);
	if (fault == FAULT_NONE)
		*transcript = result;
	return fault;
}
