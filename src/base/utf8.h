/* UTF-8 and Unicode by utf8proc: checking, repair, folding for search. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/out.h"

/* Byte offset of the first byte that is not UTF-8 (or of a NUL), or TEXT_NONE. */
size_t utf8_find_bad(Text text);
/* Takes one code point from *rest; a bad byte gives U+FFFD and eats one byte. False at the end. */
bool utf8_take(Text *rest, int32_t *point);
void utf8_put(struct out *out, int32_t point);
/* The bytes of a code point, at most four; how many. What is none gives those of U+FFFD. */
size_t utf8_write(int32_t point, char *bytes);
/* Letters and digits of any script, and combining marks: what a word is made of. */
bool utf8_is_word(int32_t point);
/* Number of code points. */
size_t utf8_length(Text text);
/* Case and accents folded, and nothing else: "Élan" -> "elan". ASCII costs one pass. The folding is
 * canonical decomposition, full case folding (Unicode C+F, so that "ß" is "ss" and the ligature of
 * "fi" its two letters), then without the accents: marks above, below or across a letter, Hebrew
 * and Arabic points; and of the letters with a stroke (and the Turkish dotless i) "đħıłøŧ" ->
 * "dhilot". Vowel signs (Thai, Devanagari) stay, and superscripts stay what they are. The result is
 * not recomposed. */
Text utf8_fold(struct arena *arena, Text text);
/* A copy in which every bad byte and every NUL is U+FFFD (I7). */
Text utf8_repair(struct arena *arena, Text text);
/* The longest head of at most `most` bytes that does not cut a code point. */
Text utf8_head(Text text, size_t most);

#endif
