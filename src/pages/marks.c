#include "pages/marks.h"

#include "pages/html.h"
#include "record/redaction.h"

#define ACRONYM_LIMIT 24 /* bytes of the longest one that is looked for */

/* ---- acronyms ---- */

static bool is_acronym_sign(char c)
{
	return ascii_is_upper(c) || ascii_is_digit(c);
}

/* A capital, then capitals and digits; "-" between them, as in AFL-CIO and G-20. */
static size_t acronym_length(Text text)
{
	size_t len = 0;

	while (len < text.len &&
	    (is_acronym_sign(text.at[len]) ||
		(text.at[len] == '-' && len + 1 < text.len && is_acronym_sign(text.at[len + 1]))))
		len++;
	return len;
}

static bool is_joined(Text text, size_t at)
{
	return at < text.len &&
	    (ascii_is_letter(text.at[at]) || ascii_is_digit(text.at[at]) ||
		(unsigned char)text.at[at] >= 0x80 || text.at[at] == '_');
}

static bool was_explained(const struct marks *marks, Text word)
{
	for (uint32_t i = 0; i < marks->explained.count; i++)
		if (text_equal(marks->explained.items[i], word))
			return true;
	return false;
}

/* In a text all in capitals these are likelier the words they look like. */
static bool looks_like_a_word(Text word)
{
	static const Text words[] = { TEXT_INIT("ARENA"), TEXT_INIT("ETA"), TEXT_INIT("GUAM"),
		TEXT_INIT("MEND"), TEXT_INIT("MET"), TEXT_INIT("MOD"), TEXT_INIT("PACE"),
		TEXT_INIT("SOFA"), TEXT_INIT("WHO") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(words[i], word))
			return true;
	return false;
}

static bool has_lower(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_lower(text.at[i]))
			return true;
	return false;
}

/* What `word` stands for, the first time it is met; else empty. */
static Text take_expansion(struct marks *marks, Text word, bool capitals)
{
	Text expansion = { 0 }, *added;

	if (word.len < 2 || word.len > ACRONYM_LIMIT || was_explained(marks, word) ||
	    (capitals && looks_like_a_word(word)))
		return expansion;
	expansion = catalog_acronym(marks->catalog, word);
	if (expansion.len && (added = array_add(&marks->explained, marks->arena)))
		*added = word;
	return expansion;
}

static void put_abbr(struct out *out, Text word, Text expansion)
{
	html_raw(out, "<abbr title=\"");
	html_attr(out, expansion);
	html_raw(out, "\">");
	html_text(out, word);
	html_raw(out, "</abbr>");
}

static void put_explained(struct marks *marks, struct out *out, Text text)
{
	bool capitals = !has_lower(text);
	size_t from = 0, at = 0;

	while (at < text.len) {
		size_t len = acronym_length(text_from(text, at));
		Text word = text_slice(text, at, len), expansion = { 0 };

		if (len && !is_joined(text, at + len))
			expansion = take_expansion(marks, word, capitals);
		if (expansion.len) {
			html_text(out, text_slice(text, from, at - from));
			put_abbr(out, word, expansion);
			from = at + len;
		}
		/* On to the next word: what goes on behind a capital is no acronym. */
		at += len ? len : 1;
		while (at < text.len && is_joined(text, at - 1) && is_joined(text, at))
			at++;
	}
	html_text(out, text_from(text, from));
}

/* No acronym stands in a redaction's mark. */
static void put_words(struct marks *marks, struct out *out, Text text)
{
	if (!marks->catalog) {
		html_words(out, text);
		return;
	}
	for (Text mark = text; redaction_mark_find(&mark, NULL); mark = text) {
		put_explained(marks, out, text_slice(text, 0, (size_t)(mark.at - text.at)));
		html_redacted(out, mark);
		text = text_from(text, (size_t)(mark.at - text.at) + mark.len);
	}
	put_explained(marks, out, text);
}

/* ---- hits ---- */

/* Words that follow each other are one hit: a phrase. */
static Span take_run(const MarkList *list, Text text, uint32_t *next)
{
	Span run = list->items[(*next)++];

	while (*next < list->count) {
		Span more = list->items[*next];
		Text between =
		    text_slice(text, run.start + run.length, more.start - run.start - run.length);

		if (text_trim(between).len)
			break;
		run.length = more.start + more.length - run.start;
		(*next)++;
	}
	return run;
}

static void put_hop(struct out *out, uint32_t hit, Text label, Text sign)
{
	html_raw(out, "<a class=\"hop\" href=\"#hit");
	out_number(out, hit);
	html_raw(out, "\" aria-label=\"");
	html_attr(out, label);
	html_raw(out, "\">");
	html_text(out, sign);
	html_raw(out, "</a>");
}

static void put_hit(struct marks *marks, struct out *out, Text words)
{
	uint32_t hit = ++marks->hits;
	uint32_t last = marks->total < MARKS_LINKED ? marks->total : MARKS_LINKED;

	if (hit > last) {
		html_raw(out, "<mark>");
		html_text(out, words);
		html_raw(out, "</mark>");
		return;
	}
	html_raw(out, "<mark id=\"hit");
	out_number(out, hit);
	html_raw(out, "\">");
	if (hit > 1)
		put_hop(out, hit - 1, TEXT("previous hit"), TEXT("\xE2\x80\xB9"));
	html_text(out, words);
	if (hit < last)
		put_hop(out, hit + 1, TEXT("next hit"), TEXT("\xE2\x80\xBA"));
	html_raw(out, "</mark>");
}

void marks_put(struct marks *marks, struct out *out, Text text)
{
	MarkList list = { 0 };
	uint32_t at = 0;

	if (!marks->terms.count || !search_marks(text, &marks->terms, marks->arena, &list)) {
		put_words(marks, out, text);
		return;
	}
	for (uint32_t i = 0; i < list.count;) {
		Span run = take_run(&list, text, &i);

		put_words(marks, out, text_slice(text, at, run.start - at));
		put_hit(marks, out, text_slice(text, run.start, run.length));
		at = run.start + run.length;
	}
	put_words(marks, out, text_from(text, at));
}

void marks_put_plain(const struct marks *marks, struct out *out, Text text)
{
	MarkList list = { 0 };
	uint32_t at = 0;

	if (marks->terms.count)
		search_marks(text, &marks->terms, marks->arena, &list);
	for (uint32_t i = 0; i < list.count;) {
		Span run = take_run(&list, text, &i);

		html_words(out, text_slice(text, at, run.start - at));
		html_raw(out, "<mark>");
		html_text(out, text_slice(text, run.start, run.length));
		html_raw(out, "</mark>");
		at = run.start + run.length;
	}
	html_words(out, text_from(text, at));
}
