/* Reasons, extents and the mark. The codes are one table; in words they are ours, short, after
 * 5 U.S.C. 552(b) and E.O. 13526 section 1.4. */
#include "record/redaction.h"

#include "base/utf8.h"

#define OWN  TEXT("own:")
#define OPEN TEXT("[redacted: ")

static const struct reason_row {
	Text code, says;
} reasons[] = {
	{ TEXT_INIT("b(1)"), TEXT_INIT("national security, classified") },
	{ TEXT_INIT("b(2)"), TEXT_INIT("internal personnel rules") },
	{ TEXT_INIT("b(3)"), TEXT_INIT("withheld under another law") },
	{ TEXT_INIT("b(4)"), TEXT_INIT("trade secrets or confidential business matters") },
	{ TEXT_INIT("b(5)"), TEXT_INIT("deliberation within the government") },
	{ TEXT_INIT("b(6)"), TEXT_INIT("personal privacy") },
	{ TEXT_INIT("b(7)"), TEXT_INIT("law enforcement") },
	{ TEXT_INIT("b(7)(A)"), TEXT_INIT("law enforcement, an open case") },
	{ TEXT_INIT("b(7)(B)"), TEXT_INIT("law enforcement, a fair trial") },
	{ TEXT_INIT("b(7)(C)"), TEXT_INIT("law enforcement, personal privacy") },
	{ TEXT_INIT("b(7)(D)"), TEXT_INIT("law enforcement, a confidential source") },
	{ TEXT_INIT("b(7)(E)"), TEXT_INIT("law enforcement, how it is done") },
	{ TEXT_INIT("b(7)(F)"), TEXT_INIT("law enforcement, somebody's life or safety") },
	{ TEXT_INIT("b(8)"), TEXT_INIT("supervision of banks") },
	{ TEXT_INIT("b(9)"), TEXT_INIT("geology of wells") },
	{ TEXT_INIT("1.4(a)"), TEXT_INIT("military plans, weapons or operations") },
	{ TEXT_INIT("1.4(b)"), TEXT_INIT("information of a foreign government") },
	{ TEXT_INIT("1.4(c)"), TEXT_INIT("intelligence, its sources and methods") },
	{ TEXT_INIT("1.4(d)"), TEXT_INIT("foreign relations or confidential sources") },
	{ TEXT_INIT("1.4(e)"), TEXT_INIT("science, technology or economy of national security") },
	{ TEXT_INIT("1.4(f)"), TEXT_INIT("safety of nuclear material") },
	{ TEXT_INIT("1.4(g)"), TEXT_INIT("weak points or abilities of what protects the country") },
	{ TEXT_INIT("1.4(h)"), TEXT_INIT("weapons of mass destruction") },
};

static const struct reason_row *find_reason(Text code)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (text_equal(reasons[i].code, code))
			return &reasons[i];
	return NULL;
}

static bool is_own_sign(char c)
{
	return ascii_is_lower(c) || ascii_is_digit(c) || c == '-';
}

bool reason_is_valid(Text code)
{
	if (find_reason(code))
		return true;
	if (!text_take(&code, OWN) || !code.len || code.len > REASON_OWN_LIMIT)
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (!is_own_sign(code.at[i]))
			return false;
	return true;
}

Text reason_says(Text code)
{
	const struct reason_row *row = find_reason(code);

	return row ? row->says : (Text){ 0 };
}

Text reason_code(unsigned number)
{
	return number < sizeof reasons / sizeof *reasons ? reasons[number].code : (Text){ 0 };
}

#define EXTENT_ROW(name, word, spoken) { TEXT_INIT(word), TEXT_INIT(spoken) },
static const struct extent_row {
	Text word, spoken;
} extents[] = { EXTENTS(EXTENT_ROW) };
#undef EXTENT_ROW

enum extent extent_of_words(Text words)
{
	static const unsigned most[] = { 1, 6, 14 };
	unsigned count = 0;

	while (count <= most[EXTENT_LINE] && text_cut_word(&words).len)
		count++;
	for (int i = EXTENT_WORD; i <= EXTENT_LINE; i++)
		if (count <= most[i])
			return (enum extent)i;
	return EXTENT_PARAGRAPH;
}

Text extent_word(enum extent extent)
{
	return extents[(unsigned)extent < EXTENT_COUNT ? (unsigned)extent : 0].word;
}

Text extent_spoken(enum extent extent)
{
	return extents[(unsigned)extent < EXTENT_COUNT ? (unsigned)extent : 0].spoken;
}

void redaction_mark_put(struct out *out, const struct redaction_mark *mark)
{
	out_put(out, OPEN);
	out_put(out, mark->reason);
	out_put(out, TEXT(", "));
	out_put(out, extent_word(mark->extent));
	out_char(out, ']');
}

static bool take_extent(Text *rest, enum extent *extent)
{
	for (int i = 0; i < EXTENT_COUNT; i++)
		if (text_take(rest, extents[i].word)) {
			*extent = (enum extent)i;
			return true;
		}
	return false;
}

size_t redaction_mark_length(Text text, struct redaction_mark *mark)
{
	Text rest = text;
	struct redaction_mark read;

	if (!text_take(&rest, OPEN))
		return 0;
	read.reason =
	    text_slice(rest, 0, text_find_char(text_slice(rest, 0, REASON_CODE_LIMIT + 1), ','));
	if (!reason_is_valid(read.reason))
		return 0;
	rest = text_from(rest, read.reason.len);
	if (!text_take(&rest, TEXT(", ")) || !take_extent(&rest, &read.extent) ||
	    !text_take_char(&rest, ']'))
		return 0;
	if (mark)
		*mark = read;
	return text.len - rest.len;
}

bool redaction_mark_find(Text *text, struct redaction_mark *mark)
{
	Text rest = *text;

	for (size_t at; (at = text_find_char(rest, '[')) != TEXT_NONE;) {
		rest = text_from(rest, at);
		size_t length = redaction_mark_length(rest, mark);

		if (length) {
			*text = text_slice(rest, 0, length);
			return true;
		}
		rest = text_from(rest, 1);
	}
	return false;
}

Text redaction_before(Text text)
{
	Text mark = text;

	return redaction_mark_find(&mark, NULL) ? text_slice(text, 0, (size_t)(mark.at - text.at))
						: text;
}

Text redaction_cut(Text *rest, char stop)
{
	Text all = *rest;
	size_t at = 0;

	while (at < all.len && all.at[at] != stop) {
		size_t length =
		    all.at[at] == '[' ? redaction_mark_length(text_from(all, at), NULL) : 0;

		at += length ? length : 1;
	}
	*rest = text_from(all, at + 1);
	return text_slice(all, 0, at);
}

Text redaction_head(Text text, size_t most)
{
	Text mark = text;

	while (redaction_mark_find(&mark, NULL)) {
		size_t from = (size_t)(mark.at - text.at);

		if (from >= most)
			break;
		if (from + mark.len > most)
			return text_slice(text, 0, from);
		mark = text_from(text, from + mark.len);
	}
	return utf8_head(text, most);
}

size_t redaction_whole(Text text)
{
	return redaction_mark_length(text, NULL);
}
