/* The one tokeniser. Index and query must cut alike, or a word that is there is not found. Nearly
 * all words are ASCII and are cut and folded eight bytes at a time; the others by utf8. */
#include "search/words.h"

#include <endian.h>
#include <string.h>

#include "base/utf8.h"
#include "record/redaction.h"

#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
#define HIGH       EACH(0x80)
/* The high bit of each byte (of ASCII) that is `least` or more. */
#define FROM(bytes, least) ((bytes) + EACH(0x80 - (least)))
/* What makes small letters of capitals and leaves digits as they are. */
#define SMALL EACH(0x20)

/* Eight bytes, the first one lowest; behind the end there are zeros. */
static uint64_t eight(const char *at, size_t left)
{
	uint64_t bytes = 0;

	if (left >= sizeof bytes)
		memcpy(&bytes, at, sizeof bytes);
	else
		memcpy(&bytes, at, left);
	return le64toh(bytes);
}

/* The high bit of each byte that is an ASCII letter or digit; only those below the first byte that
 * is no ASCII hold. */
static uint64_t word_bytes(uint64_t bytes)
{
	uint64_t ascii = bytes & ~HIGH, small = ascii | SMALL;
	uint64_t letters = FROM(small, 'a') & ~FROM(small, 'z' + 1);
	uint64_t digits = FROM(ascii, '0') & ~FROM(ascii, '9' + 1);

	return (letters | digits) & ~bytes & HIGH;
}

/* Of a mask of high bits: how many bytes lie before the first one; 8 when there is none. */
static size_t bytes_before(uint64_t mask)
{
	return mask ? (size_t)__builtin_ctzll(mask) / 8 : 8;
}

/* Length of the head of `text` whose code points are all word signs, or all not. */
static size_t run(Text text, bool of_words)
{
	Text rest = text;
	int32_t point;

	while (rest.len) {
		Text before = rest;

		utf8_take(&rest, &point);
		if (utf8_is_word(point) != of_words)
			return text.len - before.len;
	}
	return text.len;
}

/* Where the next word begins, or text.len. */
static size_t find_word(Text text, size_t at)
{
	while (at < text.len) {
		uint64_t bytes = eight(text.at + at, text.len - at);
		size_t step = bytes_before(word_bytes(bytes) | (bytes & HIGH));

		if (step == 8 && text.len - at > 8) {
			at += 8;
			continue;
		}
		at += step < text.len - at ? step : text.len - at;
		return at < text.len && (unsigned char)text.at[at] >= 0x80
		    ? at + run(text_from(text, at), false)
		    : at;
	}
	return at;
}

/* Cuts the word that begins at `start`, folded into `room`. False when it goes on beyond ASCII or
 * beyond the room. */
static bool cut(Text text, size_t start, struct word_room *room, size_t *length, bool *changed)
{
	uint64_t capitals = 0;
	size_t len = 0, step;

	do {
		size_t left = text.len - start - len;
		uint64_t bytes = eight(text.at + start + len, left), folded;

		step = bytes_before(~word_bytes(bytes) & HIGH);
		folded = htole64(bytes | SMALL);
		memcpy(room->bytes + len, &folded, sizeof folded);
		capitals |= step ? ~bytes & SMALL & (UINT64_MAX >> (64 - 8 * step)) : 0;
		len += step;
	} while (step == 8 && len < WORD_ROOM);
	*length = len;
	*changed = capitals != 0;
	return step < 8 && (start + len == text.len || (unsigned char)text.at[start + len] < 0x80);
}

/* The length of the mark whose first word would begin at `start`; 0 when none does. */
static size_t mark_length(Text text, size_t start)
{
	return start && text.at[start - 1] == '['
	    ? redaction_mark_length(text_from(text, start - 1), NULL)
	    : 0;
}

bool word_look(
    Text text, uint32_t *at, struct word_room *room, struct arena *arena, struct word *word)
{
	size_t start, length;
	bool changed;

	while ((start = find_word(text, *at)) < text.len) {
		if ((length = mark_length(text, start))) {
			word->folded = WORD_REDACTED;
			word->span = (Span){ (uint32_t)start - 1, (uint32_t)length };
			*at = (uint32_t)(start - 1 + length);
			return true;
		}
		if (cut(text, start, room, &length, &changed)) {
			word->folded = (Text){ changed ? room->bytes : text.at + start, length };
		} else {
			length = run(text_from(text, start), true);
			word->folded = utf8_fold(arena, text_slice(text, start, length));
		}
		*at = (uint32_t)(start + length);
		word->span = (Span){ (uint32_t)start, (uint32_t)length };
		if (word->folded.len)
			return true;
	}
	*at = (uint32_t)text.len;
	return false;
}

bool word_take(Text text, uint32_t *at, struct arena *arena, struct word *word)
{
	struct word_room room;

	while (word_look(text, at, &room, arena, word)) {
		if (text_equal(word->folded, WORD_REDACTED))
			continue;
		if (word->folded.at == room.bytes)
			word->folded = text_copy(arena, word->folded);
		if (word->folded.len)
			return true;
	}
	return false;
}

/* The high bit of bytes that are zero; above the first one also of some that are not. */
static uint64_t zeros(uint64_t bytes)
{
	return (bytes - EACH(1)) & ~bytes & HIGH;
}

/* Is there `head` at `at`, and no word before it that it would be part of? */
static bool begins_at(Text text, size_t at, Text head)
{
	if (head.len > text.len - at || (at && word_bytes((unsigned char)text.at[at - 1])))
		return false;
	for (size_t i = 0; i < head.len; i++)
		if (ascii_lower(text.at[at + i]) != head.at[i])
			return false;
	return true;
}

bool word_may_begin(Text text, Text head)
{
	uint64_t first = EACH((unsigned char)head.at[0]);
	uint64_t second = head.len > 1 ? EACH((unsigned char)head.at[1]) : 0;

	for (size_t at = 0; at < text.len; at += 8) {
		uint64_t bytes = eight(text.at + at, text.len - at), found;

		if (bytes & HIGH)
			return true;
		found = (bytes | SMALL) ^ first;
		if (second && text.len - at > 8)
			found |= (eight(text.at + at + 1, text.len - at - 1) | SMALL) ^ second;
		for (found = zeros(found); found; found &= found - 1)
			if (begins_at(text, at + bytes_before(found), head))
				return true;
	}
	return false;
}
