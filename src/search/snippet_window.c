/* Choosing a window and writing it. The passage is cut into words once more, but only as far as the
 * window and what may stand around it. */
#include "search/snippet_window.h"

#include "base/out.h"
#include "base/utf8.h"
#include "search/snippet.h"
#include "search/words.h"

static uint32_t end_of(Span span)
{
	return span.start + span.length;
}

static struct snippet_window window_from(const FoundWords *found, uint32_t first)
{
	struct snippet_window window = { first, first, 0, 0 };
	uint32_t start = found->items[first].span.start;
	uint64_t seen = 0;

	for (uint32_t i = first; i < found->count; i++) {
		const struct text_word *word = &found->items[i];

		if (i > first && end_of(word->span) - start > SNIPPET_BYTES)
			break;
		if (!word->leaves)
			continue;
		seen |= word->leaves;
		window.marks++;
		window.last = i;
	}
	window.leaves = (uint32_t)__builtin_popcountll(seen);
	return window;
}

bool snippet_is_better(const struct snippet_window *a, const struct snippet_window *b)
{
	return a->leaves != b->leaves ? a->leaves > b->leaves : a->marks > b->marks;
}

struct snippet_window snippet_find_window(const FoundWords *found)
{
	struct snippet_window best = { 0 }, window;

	for (uint32_t i = 0; i < found->count; i++) {
		if (!found->items[i].leaves)
			continue;
		window = window_from(found, i);
		if (snippet_is_better(&window, &best))
			best = window;
	}
	return best;
}

struct token {
	Span span;
	bool marked;
};

/* The words of the passage at and around the window. */
struct line {
	Text text;
	ARRAY(struct token) tokens;
	bool cut_before;      /* there are words before the first token */
	uint32_t first, last; /* tokens that are shown */
};

/* Goes one word farther than could be shown, so that the last token tells where the text ends. */
static bool cut(struct line *line, const FoundWords *found, const struct snippet_window *window,
    struct arena *arena)
{
	const struct text_word *first = &found->items[window->first];
	const struct text_word *last = &found->items[window->last];
	uint32_t next = 0, number = 0;
	struct word_room room;
	struct word word;

	for (uint32_t at = 0; word_look(line->text, &at, &room, arena, &word); number++) {
		struct token *token;

		while (next < found->count && found->items[next].number < number)
			next++;
		if (number < first->number &&
		    word.span.start + SNIPPET_BYTES < end_of(last->span)) {
			line->cut_before = true;
			continue;
		}
		token = array_add(&line->tokens, arena);
		if (!token)
			return false;
		token->span = word.span;
		token->marked = next < found->count && found->items[next].number == number &&
		    found->items[next].leaves;
		if (number == first->number)
			line->first = line->tokens.count - 1;
		if (number == last->number)
			line->last = line->tokens.count - 1;
		if (number > last->number && at > first->span.start + SNIPPET_BYTES)
			break;
	}
	return line->tokens.count > 0 && !arena->failed;
}

static bool fits(const struct line *line, uint32_t first, uint32_t last)
{
	return end_of(line->tokens.items[last].span) - line->tokens.items[first].span.start <=
	    SNIPPET_BYTES;
}

/* Words around it, by turns, while they fit. */
static void widen(struct line *line)
{
	bool grows = true;

	while (grows) {
		grows = false;
		if (line->first && fits(line, line->first - 1, line->last)) {
			line->first--;
			grows = true;
		}
		if (line->last + 1 < line->tokens.count &&
		    fits(line, line->first, line->last + 1)) {
			line->last++;
			grows = true;
		}
	}
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

	if (token->marked) {
		mark = array_add(&snippet->marks, arena);
		if (!mark)
			return false;
		*mark = (Span){ (uint32_t)out->len, (uint32_t)word.len };
	}
	out_put(out, word);
	return true;
}

/* What follows the last word of all, "." or ')', unless it is a line of dashes. */
static void put_end(struct out *out, const struct line *line)
{
	Text signs =
	    text_trim_end(text_from(line->text, end_of(line->tokens.items[line->last].span)));

	if (line->last + 1 == line->tokens.count && signs.len <= 8)
		put_signs(out, signs);
	else
		out_put(out, TEXT("…"));
}

static bool put_line(
    struct out *out, const struct line *line, struct arena *arena, struct snippet *snippet)
{
	uint32_t before = line->tokens.items[line->first].span.start;

	if (line->first || line->cut_before)
		out_put(out, TEXT("…"));
	else if (before <= 8)
		before = 0;
	for (uint32_t i = line->first; i <= line->last; i++) {
		const struct token *token = &line->tokens.items[i];

		put_signs(out, text_slice(line->text, before, token->span.start - before));
		if (!put_word(out, line->text, token, arena, snippet))
			return false;
		before = end_of(token->span);
	}
	put_end(out, line);
	return true;
}

bool snippet_show(const struct passage *passage, const FoundWords *found,
    const struct snippet_window *window, struct arena *temporary, struct arena *arena,
    struct snippet *snippet)
{
	struct snippet shown = { .block = text_copy(arena, passage->block) };
	struct line line = { .text = passage->text };
	struct out out;
	bool good;

	if (!cut(&line, found, window, temporary))
		return false;
	widen(&line);
	out_begin(&out, 4 * SNIPPET_BYTES);
	good = put_line(&out, &line, arena, &shown) && out.fault == FAULT_NONE;
	shown.text = text_copy(arena, out_text(&out));
	out_end(&out);
	if (!good || arena->failed)
		return false;
	*snippet = shown;
	return true;
}
