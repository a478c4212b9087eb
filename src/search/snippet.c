/* The passages are cut into words again and matched as the document was, so what is marked is what
 * was found. The window with most different leaves wins, then with most marks, then the first; the
 * subject only when nothing else has any. */
#include "search/snippet.h"

#include <string.h>

#include "base/utf8.h"
#include "search/match.h"
#include "search/passages.h"
#include "search/words.h"

#define SNIPPET_MEMORY ((size_t)512 << 20) /* of one record's text in words */

struct token {
	Span span;
	uint64_t leaves; /* bits of the leaves that found it */
};

struct window {
	uint32_t first, last; /* tokens */
	uint32_t worth;       /* 0: nothing found */
};

struct tokens {
	ARRAY(struct token) at;
	ARRAY(uint32_t) numbers; /* of the words, as in the index */
};

static bool cut(const struct index *index, Text text, struct arena *arena, struct tokens *tokens)
{
	struct word word;

	for (uint32_t at = 0; word_take(text, &at, arena, &word);) {
		struct token *token = array_add(&tokens->at, arena);
		uint32_t *number = array_add(&tokens->numbers, arena);

		if (!token || !number)
			return false;
		token->span = word.span;
		*number = index_find_word(index, word.folded);
		if (*number == index->word_count || !text_equal(index->words[*number], word.folded))
			*number = WORD_BREAK;
	}
	return !arena->failed;
}

static bool find(struct tokens *tokens, const LeafList *leaves, bool subject, struct arena *arena)
{
	bool *marks = arena_take(arena, tokens->at.count);

	if (!marks)
		return false;
	for (uint32_t i = 0; i < leaves->count; i++) {
		if (leaves->items[i]->subject && !subject)
			continue;
		memset(marks, 0, tokens->at.count);
		match_count(leaves->items[i], tokens->numbers.items, tokens->at.count, marks);
		for (uint32_t k = 0; k < tokens->at.count; k++)
			tokens->at.items[k].leaves |= (uint64_t)marks[k] << (i % 64);
	}
	return true;
}

static uint32_t end_of(const struct token *token)
{
	return token->span.start + token->span.length;
}

static bool fits(const struct tokens *tokens, uint32_t first, uint32_t last)
{
	return end_of(&tokens->at.items[last]) - tokens->at.items[first].span.start <=
	    SNIPPET_BYTES;
}

static struct window window_from(const struct tokens *tokens, uint32_t first)
{
	struct window window = { first, first, 0 };
	uint64_t seen = 0;
	uint32_t marks = 0;

	for (uint32_t i = first; i < tokens->at.count && (i == first || fits(tokens, first, i));
	     i++) {
		if (!tokens->at.items[i].leaves)
			continue;
		seen |= tokens->at.items[i].leaves;
		marks++;
		window.last = i;
	}
	window.worth = (uint32_t)__builtin_popcountll(seen) * (SNIPPET_BYTES + 1) + marks;
	return window;
}

static struct window best_window(const struct tokens *tokens)
{
	struct window best = { 0, 0, 0 };

	for (uint32_t i = 0; i < tokens->at.count; i++) {
		struct window window;

		if (!tokens->at.items[i].leaves)
			continue;
		window = window_from(tokens, i);
		if (window.worth > best.worth)
			best = window;
	}
	return best;
}

/* Words around it, by turns, while they fit. */
static struct window widen(const struct tokens *tokens, struct window window)
{
	bool grows = true;

	while (grows) {
		grows = false;
		if (window.first && fits(tokens, window.first - 1, window.last)) {
			window.first--;
			grows = true;
		}
		if (window.last + 1 < tokens->at.count &&
		    fits(tokens, window.first, window.last + 1)) {
			window.last++;
			grows = true;
		}
	}
	return window;
}

/* Signs between words; every run of blanks becomes one. */
static void put_signs(struct out *out, Text signs)
{
	for (size_t i = 0; i < signs.len; i++) {
		bool space = ascii_is_space(signs.at[i]);

		if (!space)
			out_char(out, signs.at[i]);
		else if (out->len && out->bytes[out->len - 1] != ' ')
			out_char(out, ' ');
	}
}

static bool put_word(struct out *out, Text text, const struct token *token, struct arena *arena,
    struct snippet *snippet)
{
	Text word =
	    utf8_head(text_slice(text, token->span.start, token->span.length), SNIPPET_BYTES);
	Span *mark;

	if (token->leaves) {
		mark = array_add(&snippet->marks, arena);
		if (!mark)
			return false;
		*mark = (Span){ (uint32_t)out->len, (uint32_t)word.len };
	}
	out_put(out, word);
	return true;
}

/* What follows the last word of all, "." or ')', unless it is a line of dashes. */
static void put_end(struct out *out, Text text, const struct tokens *tokens, uint32_t last)
{
	Text signs = text_trim_end(text_from(text, end_of(&tokens->at.items[last])));

	if (last + 1 == tokens->at.count && signs.len <= 8)
		put_signs(out, signs);
	else
		out_put(out, TEXT("…"));
}

static bool put_window(struct out *out, Text text, const struct tokens *tokens,
    struct window window, struct arena *arena, struct snippet *snippet)
{
	uint32_t before = tokens->at.items[window.first].span.start;

	if (window.first)
		out_put(out, TEXT("…"));
	else if (before <= 8)
		before = 0;
	for (uint32_t i = window.first; i <= window.last; i++) {
		const struct token *token = &tokens->at.items[i];

		put_signs(out, text_slice(text, before, token->span.start - before));
		if (!put_word(out, text, token, arena, snippet))
			return false;
		before = end_of(token);
	}
	put_end(out, text, tokens, window.last);
	return true;
}

static bool show(const struct passage *passage, const struct tokens *tokens, struct window window,
    struct arena *arena, struct snippet *snippet)
{
	struct snippet shown = { .block = text_copy(arena, passage->block) };
	struct out out;
	bool good;

	out_begin(&out, 4 * SNIPPET_BYTES);
	good = put_window(&out, passage->text, tokens, window, arena, &shown) &&
	    out.fault == FAULT_NONE;
	shown.text = text_copy(arena, out_text(&out));
	out_end(&out);
	*snippet = shown;
	return good && !arena->failed;
}

struct found {
	const struct passage *passage;
	struct tokens tokens;
	struct window window;
};

/* Better than what was found so far? In the text anything beats the subject. */
static bool choose(const struct index *index, const LeafList *leaves, const struct passage *passage,
    bool subject, struct arena *arena, struct found *best)
{
	struct found found = { .passage = passage };

	if (!cut(index, passage->text, arena, &found.tokens) ||
	    !find(&found.tokens, leaves, subject, arena))
		return false;
	found.window = best_window(&found.tokens);
	if (found.window.worth > best->window.worth)
		*best = found;
	return true;
}

static bool choose_any(const struct index *index, const LeafList *leaves,
    const PassageList *passages, struct arena *arena, struct found *best)
{
	for (uint32_t i = 1; i < passages->count; i++)
		if (!choose(index, leaves, &passages->items[i], false, arena, best))
			return false;
	return best->window.worth || choose(index, leaves, &passages->items[0], true, arena, best);
}

enum fault snippet_of(const struct index *index, Text id, const LeafList *leaves,
    struct arena *arena, struct snippet *snippet, struct error *err)
{
	struct published published = { 0 };
	PassageList passages = { 0 };
	struct found best = { 0 };
	struct arena temporary;
	enum fault fault;
	bool good;

	if (!leaves->count)
		return FAULT_NONE;
	arena_begin(&temporary, SNIPPET_MEMORY);
	fault = index->read(index->source, id, &temporary, &published, err);
	if (fault == FAULT_NONE) {
		good = passages_of(published.record, &temporary, &passages) &&
		    choose_any(index, leaves, &passages, &temporary, &best);
		if (good && best.window.worth)
			good = show(best.passage, &best.tokens, widen(&best.tokens, best.window),
			    arena, snippet);
		if (!good)
			fault = fail(err, FAULT_NO_MEMORY, "no memory left to show record '%.*s'",
			    TEXT_ARG(id));
	}
	arena_end(&temporary);
	return fault;
}
