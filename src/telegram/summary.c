/* Summary and comments, by the words that open and close them. An opening without an end reaches
 * to the next blank line or dash line; "End summary" without an opening ends what begins with the
 * first paragraph. */
#include "telegram/reader.h"

#define REMARKS_LIMIT 256
#define REACH         16384 /* bytes in which the end is looked for */
#define TITLE_MOST    48    /* "SUMMARY AND ACTION REQUEST" */

struct remarks {
	struct reader *reader;
	Text all; /* the body */
};

static bool is_break(char c)
{
	return ascii_is_space(c) || text_find_char(TEXT(".:;-=_*"), c) != TEXT_NONE;
}

/* Blanks, line ends, dashes (also U+2010 to U+2015), page frames are left to the words' reader. */
static Text skip_breaks(Text text)
{
	for (;;) {
		if (text.len && is_break(text.at[0]))
			text = text_from(text, 1);
		else if (text.len > 2 && text.at[0] == '\xE2' && text.at[1] == '\x80' &&
		    (unsigned char)text.at[2] >= 0x90 && (unsigned char)text.at[2] <= 0x95)
			text = text_from(text, 3);
		else
			return text;
	}
}

static Text skip_label(const struct remarks *remarks, Text text)
{
	struct label label;
	Text line = text_slice(text, 0, 40), marking;

	if (label_take(remarks->reader->catalog, line, &label)) {
		text = text_from(text, (size_t)(label.label.at + label.label.len - text.at));
		text_take_blanks(&text);
	}
	if (marking_take(remarks->reader->catalog, &text, &marking))
		text_take_blanks(&text);
	return text;
}

/* SUMMARY, Summay, EXECUTIVE SUMMARY, COMMENT. */
static bool take_word(Text *text, enum remark_kind kind)
{
	static const Text summaries[] = { TEXT_INIT("SUMMARY"), TEXT_INIT("SUMMAY"),
		TEXT_INIT("SUMARY"), TEXT_INIT("SUMMMARY"), TEXT_INIT("SUMMRY") };

	if (kind == REMARK_COMMENT)
		return text_take_nocase(text, TEXT("COMMENT"));
	for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++)
		if (text_take_nocase(text, summaries[i]))
			return true;
	return false;
}

/* What follows the word up to its sign: " AND COMMENT:", " -------", or the line's end. */
static bool take_title(Text *text)
{
	Text rest = *text;
	size_t len = 0;

	while (len < rest.len && len < TITLE_MOST &&
	    (ascii_is_letter(rest.at[len]) ||
		text_find_char(TEXT(" /&,"), rest.at[len]) != TEXT_NONE))
		len++;
	Text title = text_trim(text_slice(rest, 0, len));
	bool ends =
	    len == rest.len || text_find_char(TEXT(":.\n-=\\\r\xE2"), rest.at[len]) != TEXT_NONE;
	if (!ends ||
	    (title.len && !text_starts_nocase(title, TEXT("AND ")) && title.at[0] != '/' &&
		title.at[0] != '&'))
		return false;
	*text = text_from(rest, len);
	return true;
}

/* An opening at `at`; *start is then where its text begins. */
static bool take_opening(const struct remarks *remarks, Text at, enum remark_kind kind, Text *start)
{
	Text rest = at;

	text_take_nocase(&rest, TEXT("BEGIN "));
	text_take_nocase(&rest, TEXT("EXECUTIVE "));
	if (!ascii_is_upper(at.at[0]) || !take_word(&rest, kind) || !take_title(&rest))
		return false;
	*start = skip_label(remarks, skip_breaks(rest));
	return true;
}

/* Where "End Summary" stands; TEXT_NONE when it does not come soon. */
static size_t find_end(Text text, enum remark_kind kind)
{
	text = text_slice(text, 0, REACH);
	for (size_t at = 0; at + 3 < text.len; at++) {
		Text rest = text_from(text, at);

		if (ascii_upper(text.at[at]) != 'E' || (at && ascii_is_letter(text.at[at - 1])) ||
		    !text_take_nocase(&rest, TEXT("END")))
			continue;
		size_t spaces = 0;
		while (spaces < rest.len && ascii_is_space(rest.at[spaces]))
			spaces++;
		if (!spaces)
			continue;
		rest = text_from(rest, spaces);
		if (text_take_nocase(&rest, TEXT("OF ")))
			text_take_blanks(&rest);
		text_take_nocase(&rest, TEXT("EXECUTIVE "));
		if (take_word(&rest, kind))
			return at;
	}
	return TEXT_NONE;
}

/* The next blank line, or a run of dashes. */
static size_t find_gap(Text text)
{
	for (size_t at = 0; at < text.len; at++) {
		Text rest = text_from(text, at);

		if (text_starts(rest, TEXT("----")) || text_starts(rest, TEXT("====")))
			return at;
		if (text.at[at] != '\n')
			continue;
		rest = text_from(rest, 1);
		while (rest.len && (ascii_is_blank(rest.at[0]) || rest.at[0] == '\\'))
			rest = text_from(rest, 1);
		if (!rest.len || rest.at[0] == '\n')
			return at;
	}
	return text.len;
}

static void add(const struct remarks *remarks, enum remark_kind kind, Text text)
{
	struct remark *remark;

	text = text_trim(text);
	while (text.len && text_find_char(TEXT("(-= \n"), text.at[text.len - 1]) != TEXT_NONE)
		text.len--;
	if (!text.len)
		return;
	remark = array_add(&remarks->reader->cable->remarks, remarks->reader->arena);
	if (remark)
		*remark =
		    (struct remark){ kind, transcript_span(remarks->reader->transcript, text) };
}

/* Returns where to go on. */
static Text take_remark(const struct remarks *remarks, enum remark_kind kind, Text start)
{
	Text again;
	size_t end;

	while (kind == REMARK_SUMMARY && start.len && take_opening(remarks, start, kind, &again))
		start = again;
	end = find_end(start, kind);
	if (end == TEXT_NONE)
		end = find_gap(start);
	add(remarks, kind, text_slice(start, 0, end));
	return text_from(start, end);
}

/* A remark opens a line (behind a label, a mark, a dash line), or a sentence when it has its colon.
 */
static bool opens_here(const struct remarks *remarks, size_t at)
{
	size_t back = at;

	while (back && ascii_is_blank(remarks->all.at[back - 1]))
		back--;
	if (!back)
		return true;
	char before = remarks->all.at[back - 1];
	return before == '\n' || text_find_char(TEXT(".()-=:?!\""), before) != TEXT_NONE;
}

static bool has_summary(const struct remarks *remarks)
{
	const struct cable *cable = remarks->reader->cable;

	for (uint32_t i = 0; i < cable->remarks.count; i++)
		if (cable->remarks.items[i].kind == REMARK_SUMMARY)
			return true;
	return false;
}

/* "1. (C) The text. END SUMMARY." */
static void add_unopened(const struct remarks *remarks)
{
	const struct cable *cable = remarks->reader->cable;
	Text text = remarks->all;

	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_PARAGRAPH) {
			uint32_t start = cable->blocks.items[i].span.start;
			text = text_from(
			    text, start - transcript_span(remarks->reader->transcript, text).start);
			break;
		}
	text = skip_label(remarks, text);
	size_t end = find_end(text, REMARK_SUMMARY);
	if (end != TEXT_NONE && !has_summary(remarks))
		add(remarks, REMARK_SUMMARY, text_slice(text, 0, end));
}

void remarks_read(struct reader *reader, uint32_t body, uint32_t end)
{
	struct remarks remarks = { .reader = reader };
	Text start;

	if (body >= end)
		return;
	remarks.all = reader_stretch(reader_line(reader, body), reader_line(reader, end - 1));
	for (size_t at = 0; at < remarks.all.len; at++) {
		Text rest = text_from(remarks.all, at);
		char c = rest.at[0];
		enum remark_kind kind = c == 'C' ? REMARK_COMMENT : REMARK_SUMMARY;

		if ((c != 'S' && c != 'C' && c != 'B' && c != 'E') || !opens_here(&remarks, at) ||
		    !take_opening(&remarks, rest, kind, &start))
			continue;
		if (kind == REMARK_SUMMARY && has_summary(&remarks))
			continue;
		if (reader->cable->remarks.count >= REMARKS_LIMIT)
			break;
		at = (size_t)(take_remark(&remarks, kind, start).at - remarks.all.at);
	}
	if (!has_summary(&remarks))
		add_unopened(&remarks);
}
