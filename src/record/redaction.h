/* Redaction: what stands in a published text in the place of words that were taken out, and why
 * they were: "[redacted: b(6), phrase]". The mark says the reason and roughly how much, never how
 * long it was. */
#ifndef RECORD_REDACTION_H
#define RECORD_REDACTION_H

#include "base/out.h"
#include "base/text.h"

/* Reasons by code: 5 U.S.C. 552(b) as "b(1)" to "b(9)" with "b(7)(A)" to "b(7)(F)"; E.O. 13526
 * section 1.4 as "1.4(a)" to "1.4(h)"; what an archive protects of its own accord as "own:" and up
 * to REASON_OWN_LIMIT small letters, digits and '-': "own:source". */
#define REASON_OWN_LIMIT  20
#define REASON_CODE_LIMIT (REASON_OWN_LIMIT + 4)

/* True for a code of the three kinds. */
bool reason_is_valid(Text code);
/* "personal privacy"; empty for the archive's own. */
Text reason_says(Text code);
/* The known codes, one after the other; empty behind the last. */
Text reason_code(unsigned number);

/* name, word in the mark, as it is spoken */
#define EXTENTS(X) \
	X(WORD, "word", "a word") \
	X(PHRASE, "phrase", "a phrase") \
	X(LINE, "line", "about a line") \
	X(PARAGRAPH, "paragraph", "a paragraph or more") \
	X(WHOLE, "whole", "the whole text")

#define EXTENT_ENUM(name, word, spoken) EXTENT_##name,
enum extent { EXTENTS(EXTENT_ENUM) EXTENT_COUNT };
#undef EXTENT_ENUM

/* By count of words: 1, up to 6, up to 14, more; WHOLE is only ever said by who knows. */
enum extent extent_of_words(Text words);
Text extent_word(enum extent extent);
Text extent_spoken(enum extent extent);

struct redaction_mark {
	Text reason; /* a valid code */
	enum extent extent;
};

void redaction_mark_put(struct out *out, const struct redaction_mark *mark);
/* The first mark in *text, which becomes the slice that is the mark; false when there is none. What
 * looks like one with a code or an extent that is none is text. */
bool redaction_mark_find(Text *text, struct redaction_mark *mark);
/* The bytes of the mark that `text` opens with, 0 when it opens with none; `mark` may be NULL, here
 * and above. */
size_t redaction_mark_length(Text text, struct redaction_mark *mark);
/* The same, so that a mark is one word to word_diff (base/diff.h). */
size_t redaction_whole(Text text);
/* For grammars: what stands before a mark, which never means anything; all when there is none. */
Text redaction_before(Text text);
/* text_cut for a sign that may stand within a mark. */
Text redaction_cut(Text *rest, char stop);
/* utf8_head that breaks no mark: what would be broken is left out. */
Text redaction_head(Text text, size_t most);

#endif
