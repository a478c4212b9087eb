/* Text: a borrowed slice of bytes. It need not end in NUL and may hold NULs; whoever made the bytes
 * keeps them alive. Every reader in Chancery works by moving such a slice forward. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	const char *at;
	size_t len;
} Text;

/* "" refuses anything but a literal. */
#define TEXT(literal) ((Text){ "" literal, sizeof(literal) - 1 })
#define TEXT_INIT(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}
/* For "%.*s". */
#define TEXT_ARG(t) (int)(t).len, (t).at ? (t).at : ""
#define TEXT_NONE   SIZE_MAX

/* ASCII only, whatever the locale: the grammar of telegrams is ASCII. */
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_letter(char c)
{
	return ascii_is_upper(c) || ascii_is_lower(c);
}
static inline bool ascii_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}
static inline bool ascii_is_space(char c)
{
	return ascii_is_blank(c) || c == '\n';
}
static inline char ascii_upper(char c)
{
	return ascii_is_lower(c) ? (char)(c - 32) : c;
}
static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c + 32) : c;
}

/* A NUL-terminated string as a slice of it. NULL gives an empty slice. */
Text text_of(const char *string);

bool text_equal(Text a, Text b);
bool text_equal_nocase(Text a, Text b); /* ASCII letters only */
bool text_starts(Text text, Text head);
bool text_starts_nocase(Text text, Text head);
bool text_ends(Text text, Text tail);
int text_compare(Text a, Text b);        /* by byte; a shorter prefix comes first */
int text_compare_nocase(Text a, Text b); /* the same, ASCII letters upper-cased */

/* Byte offset of the first occurrence, or TEXT_NONE. */
size_t text_find(Text text, Text what);
size_t text_find_char(Text text, char what);
size_t text_find_nocase(Text text, Text what);

/* The part from `from` (clamped) of at most `len` bytes. Inline, as the next: reading is made of
 * them. NULL + 0 is undefined, and an empty slice may hold NULL. */
static inline Text text_slice(Text text, size_t from, size_t len)
{
	if (from > text.len)
		from = text.len;
	return (
	    Text){ from ? text.at + from : text.at, len < text.len - from ? len : text.len - from };
}
/* The part from `from` (clamped) to the end. */
static inline Text text_from(Text text, size_t from)
{
	return text_slice(text, from, text.len);
}
/* Without blanks, tabs, CR and LF at the ends. */
Text text_trim(Text text);
Text text_trim_end(Text text);

/* Cuts the head of *rest up to `stop` and returns it; *rest then starts after `stop`. Without a
 * `stop` the whole of *rest is returned and *rest is empty. */
Text text_cut(Text *rest, char stop);
/* The next run of non-space bytes; empty at the end. */
Text text_cut_word(Text *rest);

/* Takes: each eats its piece from *rest and returns true, or leaves *rest alone and returns false.
 */
bool text_take(Text *rest, Text literal);
bool text_take_nocase(Text *rest, Text literal);
bool text_take_char(Text *rest, char c);
/* Exactly `digits` digits whose value lies in low..high. */
bool text_take_number(Text *rest, unsigned digits, int low, int high, int *value);
/* 1 to `most` digits; further digits are left. False also when they are more than 64 bits. */
bool text_take_digits(Text *rest, unsigned most, uint64_t *value);
/* Eats blanks and tabs (not line ends); returns how many bytes. */
size_t text_take_blanks(Text *rest);

#endif
