#include "flags/hints.h"

#include <string.h>

#define BLOCK    16 /* bytes of which digits are counted at once */
#define BYTES(c) ((uint64_t)0x0101010101010101 * (c))

/* Five bits of each byte: 'a' and 'A' fall together. */
static uint32_t triple(const char *at)
{
	return (uint32_t)(at[0] & 31) << 10 | (uint32_t)(at[1] & 31) << 5 | (uint32_t)(at[2] & 31);
}

static bool is_word_byte(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

static Text without_star(Text written)
{
	return text_slice(
	    written, 0, written.len - (written.len > 1 && text_ends(written, TEXT("*"))));
}

bool hint_fits(Text written)
{
	Text word = without_star(written);

	return word.len == 1 || (word.len >= 3 && ascii_is_letter(word.at[0]));
}

bool hints_add(struct hints *hints, Text written, uint16_t rule, struct arena *arena)
{
	Text word = without_star(written);

	if (word.len == 1) {
		if (hints->sign_count == sizeof hints->signs / sizeof *hints->signs)
			return false;
		hints->signs[hints->sign_count].sign = word.at[0];
		hints->signs[hints->sign_count++].rule = rule;
		return true;
	}
	struct hint *hint = array_add(&hints->hints, arena);
	uint32_t key = triple(word.at);
	if (!hint)
		return false;
	*hint = (struct hint){ word, word.len < written.len || !is_word_byte(word.at[word.len - 1]),
		hints->first[key], rule };
	hints->first[key] = hints->hints.count;
	hints->bits[key / 64] |= (uint64_t)1 << key % 64;
	return true;
}

/* One pass over a text. */
struct pass {
	const struct hints *hints;
	Text text;
	uint32_t to;
	hint_found *found;
	void *context;
};

static void compare(const struct pass *pass, uint32_t at, uint32_t key)
{
	if (at && is_word_byte(pass->text.at[at - 1]))
		return;
	for (uint32_t i = pass->hints->first[key]; i;) {
		const struct hint *hint = &pass->hints->hints.items[i - 1];
		uint32_t end = at + (uint32_t)hint->word.len;

		i = hint->next;
		if (end <= pass->to && text_starts_nocase(text_from(pass->text, at), hint->word) &&
		    (hint->open || end == pass->to || !is_word_byte(pass->text.at[end])))
			pass->found(pass->context, hint->rule, at, end - at);
	}
}

/* A letter at the head of a word; at least three bytes are left. */
static inline void see_word(const struct pass *pass, const uint64_t *bits, uint32_t at)
{
	uint32_t key = triple(pass->text.at + at);

	if (bits[key / 64] >> key % 64 & 1)
		compare(pass, at, key);
}

/* The high bit of each byte that is a letter; the first byte lowest, whatever the machine. */
static uint64_t letters_of(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	uint64_t bytes = (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
	    (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 |
	    (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
	uint64_t low = (bytes | BYTES(0x20)) & BYTES(0x7F);

	return (low + BYTES(0x80 - 'a')) & ~(low + BYTES(0x80 - 'z' - 1)) & ~bytes & BYTES(0x80);
}

/* A bit for each of 64 bytes that is a letter behind none. `letter`: whether one is right before
 * them; then whether the last of them is one. */
static uint64_t word_starts(const char *at, uint64_t *letter)
{
	uint64_t letters = 0, starts;

	for (int i = 0; i < 8; i++)
		letters |= ((letters_of(at + 8 * i) >> 7) * 0x0102040810204080 >> 56) << 8 * i;
	starts = letters & ~(letters << 1 | *letter);
	*letter = letters >> 63;
	return starts;
}

static void find_words(const struct pass *pass, uint32_t from)
{
	const uint64_t *bits = pass->hints->bits;
	uint64_t letter = 0;
	uint32_t at = from;

	for (; at + 64 + 2 <= pass->to; at += 64)
		for (uint64_t starts = word_starts(pass->text.at + at, &letter); starts;
		     starts &= starts - 1)
			see_word(pass, bits, at + (uint32_t)__builtin_ctzll(starts));
	for (; at + 2 < pass->to; at++)
		if (ascii_is_letter(pass->text.at[at]))
			see_word(pass, bits, at);
}

void hints_find(const struct hints *hints, Text text, uint32_t from, uint32_t to, hint_found *found,
    void *context)
{
	for (uint32_t i = 0; i < hints->sign_count; i++) {
		const char *at = text.at + from, *end = text.at + to;

		while (at < end && (at = memchr(at, hints->signs[i].sign, (size_t)(end - at)))) {
			found(context, hints->signs[i].rule, (uint32_t)(at - text.at), 1);
			at++;
		}
	}
	if (hints->hints.count)
		find_words(&(struct pass){ hints, text, to, found, context }, from);
}

/* The stretch that holds text[at]: [*start, end), the end returned. */
static uint32_t stretch(
    Text text, uint32_t from, uint32_t to, uint32_t at, uint32_t *start, uint32_t *digits)
{
	uint32_t gap = 0, last = at;

	*start = at;
	*digits = 0;
	for (uint32_t i = at; i > from && gap <= 2; i--) {
		gap = ascii_is_digit(text.at[i - 1]) ? 0 : gap + 1;
		if (!gap)
			*start = i - 1;
	}
	gap = 0;
	for (uint32_t i = *start; i < to && gap <= 2; i++) {
		gap = ascii_is_digit(text.at[i]) ? 0 : gap + 1;
		*digits += !gap;
		if (!gap)
			last = i + 1;
	}
	return last;
}

void digits_find(Text text, uint32_t from, uint32_t to, digits_found *found, void *context)
{
	uint32_t done = from;

	for (uint32_t at = from; at < to; at += BLOCK) {
		uint32_t count = 0, start, digits;

		if (to - at >= BLOCK) {
			const unsigned char *block = (const unsigned char *)text.at + at;
			uint8_t sum = 0;
			for (int i = 0; i < BLOCK; i++)
				sum = (uint8_t)(sum + ((unsigned char)(block[i] - '0') < 10));
			count = sum;
		}
		/* What is left at the end is looked into in any case. */
		if ((to - at >= BLOCK && count < 4) || at + BLOCK <= done)
			continue;
		for (uint32_t i = at > done ? at : done; i < to && i < at + BLOCK; i++) {
			if (!ascii_is_digit(text.at[i]))
				continue;
			uint32_t end = stretch(text, done, to, i, &start, &digits);
			if (digits >= DIGITS_LEAST)
				found(context, start, end - start, digits);
			done = i = end > i ? end : i + 1;
		}
	}
}
