/* The text of an archival telegram: where the message begins, and what of the archive's and the
 * communications centre's furniture stands in it. */
#include "intake/nara.h"

#define HEAD_LINES 80 /* of offices and drafters below PAGE 01 */
#define NAME_MOST  40 /* bytes of a reviewer's name */

struct pages {
	struct piece *piece;
	const struct transcript *transcript;
	uint32_t first, last;   /* lines, 0: none */
	uint32_t start;         /* line at which the message begins */
	Text drafter, approver; /* of the first page */
	FurnitureList furniture;
};

static Text line_of(const struct pages *pages, uint32_t number)
{
	return transcript_get_line(pages->transcript, number);
}

static void read_line(const struct pages *pages, uint32_t number, struct nara_line *line)
{
	*line = (struct nara_line){ 0 };
	if (number && number <= pages->transcript->lines.count)
		nara_line_read(line_of(pages, number), line);
}

static bool is_time_line(Text line)
{
	Text rest = line, word = text_cut_word(&rest);
	uint64_t digits;

	while (word.len == 1 && ascii_is_upper(word.at[0]))
		word = text_cut_word(&rest);
	return word.len >= 7 && text_take_digits(&word, 6, &digits) && word.at[0] == 'Z';
}

static bool starts_class(Text line)
{
	static const Text words[] = { TEXT_INIT("UNCLAS"), TEXT_INIT("LIMITED OFFICIAL USE "),
		TEXT_INIT("C O N F I D E N T I A L "), TEXT_INIT("CONFIDENTIAL "),
		TEXT_INIT("S E C R E T "), TEXT_INIT("SECRET "), TEXT_INIT("T O P  S E C R E T "),
		TEXT_INIT("TOP SECRET ") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_starts_nocase(line, words[i]))
			return true;
	return false;
}

/* "ACTION EUR-12", "INFO OCT-01 ISO-00 /019 R": offices with the number of their copies. */
bool nara_is_offices(Text line)
{
	Text word;

	if (!text_take(&line, TEXT("ACTION ")) && !text_take(&line, TEXT("ORIGIN ")) &&
	    !text_take(&line, TEXT("INFO ")))
		return false;
	word = text_cut_word(&line);
	return word.len > 3 && word.at[word.len - 3] == '-' &&
	    ascii_is_digit(word.at[word.len - 1]) && ascii_is_digit(word.at[word.len - 2]);
}

static bool is_receipt(Text line)
{
	return text_starts(line, TEXT("----------"));
}

static bool is_head_line(Text line)
{
	return !line.len || nara_is_offices(line) || is_receipt(line) ||
	    text_starts(line, TEXT("DRAFTED BY")) || text_starts(line, TEXT("APPROVED BY")) ||
	    text_starts(line, TEXT("DESIRED DISTRIBUTION"));
}

static Text after(Text line, Text keyword)
{
	line = text_trim(line);
	if (!text_take(&line, keyword))
		return (Text){ 0 };
	text_take_blanks(&line);
	text_take_char(&line, ':');
	return text_trim(line);
}

static void take_drafters(struct pages *pages, Text line)
{
	if (!pages->drafter.len)
		pages->drafter = after(line, TEXT("DRAFTED BY"));
	if (!pages->approver.len)
		pages->approver = after(line, TEXT("APPROVED BY"));
}

static bool opens_message(Text line, bool alone)
{
	return is_time_line(line) || text_starts(line, TEXT("FM ")) ||
	    (!alone && starts_class(line));
}

/* The line behind the list of offices below PAGE 01: where a date-time group, FM or the
 * classification line stands; without one, behind what is surely of the list. */
static uint32_t head_end(struct pages *pages, uint32_t line)
{
	uint32_t sure = line, most = line + HEAD_LINES;

	for (; line <= pages->last && line < most; line++) {
		Text text = text_trim(line_of(pages, line));
		struct nara_line read;

		read_line(pages, line, &read);
		if (read.kind == NARA_PAGE)
			break;
		if (opens_message(text, read.kind == NARA_CLASS))
			return line;
		if (sure == line && is_head_line(text))
			sure = line + 1;
		take_drafters(pages, text);
	}
	return sure;
}

/* A later section repeats the header, the classification line and the first message lines. Returns
 * the line behind them, or `line` when there are none. */
static uint32_t repeated_end(const struct pages *pages, uint32_t line)
{
	uint32_t most = line + HEAD_LINES, from = line;

	while (line <= pages->last && line < most && !starts_class(text_trim(line_of(pages, line))))
		line++;
	if (line > pages->last || line == most)
		return from;
	for (line++; line <= pages->last; line++) {
		Text text = text_trim(line_of(pages, line));

		if (text.len && !text_starts(text, TEXT("E.O.")) &&
		    !text_starts(text, TEXT("EO ")) && !text_starts(text, TEXT("TAGS")) &&
		    !text_starts(text, TEXT("SUBJ")))
			break;
	}
	return line;
}

static void add_furniture(struct pages *pages, uint32_t from, uint32_t to)
{
	struct furniture *added;

	if (from >= to || to <= pages->start)
		return;
	added = array_add(&pages->furniture, &pages->piece->arena);
	if (added)
		*added = (struct furniture){ from < pages->start ? pages->start : from, to };
}

/* "Jane Q. Doe": the archive writes in small letters, telegrams of these years do not. */
static bool is_name(Text line)
{
	size_t small = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (ascii_is_digit(line.at[i]))
			return false;
		small += ascii_is_lower(line.at[i]);
	}
	return line.len <= NAME_MOST && small * 2 > line.len;
}

/* A name above a stamp, a date below it. */
static bool is_of_stamp(const struct pages *pages, uint32_t line)
{
	struct nara_line above, below;
	Text text = text_trim(line_of(pages, line));
	int day, month, year;

	read_line(pages, line - 1, &above);
	read_line(pages, line + 1, &below);
	if (above.kind == NARA_STAMP && text.len < 12 &&
	    nara_find_date(text, &day, &month, &year).len == text.len)
		return true;
	return below.kind == NARA_STAMP && is_name(text);
}

/* From the first page frame or stamp over all that stand together with it. Returns the line behind
 * it. */
static uint32_t take_furniture(struct pages *pages, uint32_t line)
{
	uint32_t from = 0, end = line;
	bool sure = false;

	for (; line <= pages->last; line++) {
		struct nara_line read;

		read_line(pages, line, &read);
		if (read.kind == NARA_BLANK)
			continue;
		if ((read.kind == NARA_TEXT || read.kind == NARA_WEAK) && !is_of_stamp(pages, line))
			break;
		from = from ? from : line;
		sure |= read.kind != NARA_CLASS;
		end = line + 1;
		if (read.kind == NARA_PAGE && read.page == 1 && from >= pages->start) {
			uint32_t head = head_end(pages, end);
			line = repeated_end(pages, head) - 1;
			end = line + 1;
		}
	}
	if (from && sure)
		add_furniture(pages, from, end);
	return line > end ? line : end;
}

static void find_furniture(struct pages *pages)
{
	uint32_t line = pages->start;

	while (line <= pages->last) {
		struct nara_line read;

		read_line(pages, line, &read);
		if (read.kind == NARA_TEXT || read.kind == NARA_BLANK || read.kind == NARA_WEAK) {
			if (read.kind != NARA_TEXT || !is_of_stamp(pages, line)) {
				line++;
				continue;
			}
		}
		uint32_t next = take_furniture(pages, line);
		line = next > line ? next : line + 1;
	}
}

/* The message begins behind the first page's frame and offices. */
static void find_start(struct pages *pages)
{
	uint32_t line = pages->first, most = line + 10;

	pages->start = line;
	for (; line && line <= pages->last && line < most; line++) {
		struct nara_line read;

		read_line(pages, line, &read);
		if (read.kind == NARA_PAGE) {
			pages->start = head_end(pages, line + 1);
			return;
		}
		if (read.kind == NARA_TEXT) {
			if (opens_message(text_trim(line_of(pages, line)), false))
				pages->start = line;
			return;
		}
	}
}

/* From the first page's top to the header's end; the fields within keep their places. */
static void widen_header(const struct pages *pages)
{
	struct cable_header *header = &pages->piece->record.cable->header;
	uint32_t start = pages->transcript->lines.items[pages->first - 1];

	if (!header->span.length || pages->start <= pages->first)
		return;
	header->span.length += header->span.start - start;
	header->span.start = start;
	header->first_line = pages->first;
}

static Text message_of(const struct pages *pages)
{
	const struct transcript *transcript = pages->transcript;

	if (!pages->first || pages->start > pages->last)
		return text_from(transcript->text, transcript->text.len);
	uint32_t from = transcript->lines.items[pages->start - 1];
	Text last = line_of(pages, pages->last);
	return text_slice(
	    transcript->text, from, (size_t)(last.at + last.len - transcript->text.at) - from);
}

enum fault nara_text_read(struct piece *piece, uint32_t first, uint32_t last, struct error *reason)
{
	struct record *record = &piece->record;
	struct pages pages = {
		.piece = piece, .transcript = &record->transcript, .first = first, .last = last
	};

	find_start(&pages);
	find_furniture(&pages);
	if (telegram_read_among(record, message_of(&pages), &pages.furniture, piece->catalog,
		&piece->arena, reason) != FAULT_NONE)
		return reason->fault;
	if (pages.drafter.len)
		record->cable->drafted_by = transcript_field(pages.transcript, pages.drafter);
	if (pages.approver.len)
		record->cable->approved_by = transcript_field(pages.transcript, pages.approver);
	if (first)
		widen_header(&pages);
	return FAULT_NONE;
}

Text nara_find_stamp(const struct transcript *transcript, uint32_t first, uint32_t last)
{
	struct pages pages = { .transcript = transcript };

	for (uint32_t line = last; line && line >= first; line--) {
		struct nara_line read;

		read_line(&pages, line, &read);
		if (read.kind != NARA_STAMP || text_find(line_of(&pages, line), TEXT("NNNN")) == 0)
			continue;
		Text stamp = line_of(&pages, line), next = line_of(&pages, line + 1);
		if (line < last && next.len && is_of_stamp(&pages, line + 1))
			stamp.len = (size_t)(next.at + next.len - stamp.at);
		return stamp;
	}
	return (Text){ 0 };
}
