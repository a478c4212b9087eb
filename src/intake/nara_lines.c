/* What a line of an archival telegram is. No catalog: a cut must not depend on it. */
#include "intake/nara.h"

#include "base/clock.h"

#define LINE_MOST    200 /* bytes of a line that may be furniture */
#define SQUEEZE      40
#define STATION_MOST 24

static const Text classes[] = { TEXT_INIT("UNCLASSIFIED"), TEXT_INIT("UNCLAS"),
	TEXT_INIT("LIMITEDOFFICIALUSE"), TEXT_INIT("CONFIDENTIAL"), TEXT_INIT("SECRET"),
	TEXT_INIT("TOPSECRET"), { 0 } };

static const Text captions[] = { TEXT_INIT("NODIS"), TEXT_INIT("EXDIS"), TEXT_INIT("LIMDIS"),
	TEXT_INIT("STADIS"), TEXT_INIT("NOFORN"), TEXT_INIT("SENSITIVE"), TEXT_INIT("ONLY"),
	{ 0 } };

/* Attributes that only the archive gives, and those that a telegram may have as a line of its own.
 * The archive writes them like this; the telegrams of its years are all in capitals. */
static const Text attributes[] = { TEXT_INIT("Automatic Decaptioning"), TEXT_INIT("Capture Date"),
	TEXT_INIT("Channel Indicators"), TEXT_INIT("Control Number"),
	TEXT_INIT("Current Classification"), TEXT_INIT("Current Handling Restrictions"),
	TEXT_INIT("Decaption Date"), TEXT_INIT("Decaption Note"), TEXT_INIT("Disposition Action"),
	TEXT_INIT("Disposition Approved on Date"), TEXT_INIT("Disposition Authority"),
	TEXT_INIT("Disposition Case Number"), TEXT_INIT("Disposition Comment"),
	TEXT_INIT("Disposition Date"), TEXT_INIT("Disposition Event"),
	TEXT_INIT("Disposition History"), TEXT_INIT("Disposition Reason"),
	TEXT_INIT("Disposition Remarks"), TEXT_INIT("Document Number"),
	TEXT_INIT("Document Source"), TEXT_INIT("Document Unique ID"), TEXT_INIT("Draft Date"),
	TEXT_INIT("Film Number"), TEXT_INIT("Handling Restrictions"), TEXT_INIT("Image Path"),
	TEXT_INIT("ISecure"), TEXT_INIT("Legacy Key"), TEXT_INIT("Line Count"),
	TEXT_INIT("Locator"), TEXT_INIT("Original Classification"),
	TEXT_INIT("Original Handling Restrictions"), TEXT_INIT("Original Previous Classification"),
	TEXT_INIT("Page Count"), TEXT_INIT("Previous Channel Indicators"),
	TEXT_INIT("Previous Classification"), TEXT_INIT("Previous Handling Restrictions"),
	TEXT_INIT("Review Action"), TEXT_INIT("Review Authority"), TEXT_INIT("Review Comment"),
	TEXT_INIT("Review Content Flags"), TEXT_INIT("Review Date"), TEXT_INIT("Review Event"),
	TEXT_INIT("Review Exemptions"), TEXT_INIT("Review History"), TEXT_INIT("Review Markings"),
	TEXT_INIT("Review Media Identifier"), TEXT_INIT("Review Referrals"),
	TEXT_INIT("Review Release Date"), TEXT_INIT("Review Release Event"),
	TEXT_INIT("Review Transfer Date"), TEXT_INIT("Review Withdrawn Fields"), { 0 } };

static const Text weak[] = { TEXT_INIT("Concepts"), TEXT_INIT("Copy"), TEXT_INIT("Date"),
	TEXT_INIT("Drafter"), TEXT_INIT("Enclosure"), TEXT_INIT("Errors"),
	TEXT_INIT("Executive Order"), TEXT_INIT("From"), TEXT_INIT("Markings"), TEXT_INIT("Office"),
	TEXT_INIT("Reference"), TEXT_INIT("Retention"), TEXT_INIT("Secure"), TEXT_INIT("Status"),
	TEXT_INIT("Subject"), TEXT_INIT("TAGS"), TEXT_INIT("To"), TEXT_INIT("Type"), { 0 } };

static bool is_one_of(const Text *list, Text name)
{
	for (; list->len; list++)
		if (text_equal(*list, name))
			return true;
	return false;
}

/* "L I M I T E D  OFFICIAL USE" -> "LIMITEDOFFICIALUSE". */
static Text squeeze(Text line, char *bytes)
{
	size_t len = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (ascii_is_blank(line.at[i]) || line.at[i] == '/')
			continue;
		if (len == SQUEEZE)
			return (Text){ 0 };
		bytes[len++] = ascii_upper(line.at[i]);
	}
	return (Text){ bytes, len };
}

static bool is_class(Text line)
{
	char bytes[SQUEEZE];
	Text word = squeeze(line, bytes);

	for (const Text *class = classes; class->len; class ++) {
		Text rest = word;

		if (!text_take(&rest, *class))
			continue;
		for (const Text *caption = captions; caption->len; caption++)
			text_take(&rest, *caption);
		if (!rest.len)
			return true;
	}
	return false;
}

/* PAGE 02        BERN  04321  02 OF 02  171418Z */
static bool is_page(Text line, struct nara_line *read)
{
	Text rest = line;
	uint64_t page, serial;
	size_t len = 0;

	if (!text_take(&rest, TEXT("PAGE ")) || (text_take_blanks(&rest), false) ||
	    !text_take_digits(&rest, 3, &page) || !text_take_blanks(&rest))
		return false;
	while (len < rest.len && !ascii_is_digit(rest.at[len]))
		len++;
	Text station = text_trim(text_slice(rest, 0, len));
	rest = text_from(rest, len);
	Text number = rest;
	if (!station.len || station.len > STATION_MOST || !ascii_is_upper(station.at[0]) ||
	    !text_take_digits(&rest, 7, &serial))
		return false;
	read->page = (uint32_t)page;
	read->station = station;
	read->serial = text_slice(number, 0, number.len - rest.len);
	return true;
}

static bool is_stamp(Text line)
{
	Text rest = line;

	return text_equal(line, TEXT("NNNN")) ||
	    text_find(line, TEXT("Declassified/Released")) != TEXT_NONE ||
	    text_take_nocase(&rest, TEXT("EO Systematic Review")) ||
	    text_equal_nocase(line, TEXT("US Department of State"));
}

static bool is_attribute(Text line, struct nara_line *read)
{
	Text rest = line, key = text_trim(text_cut(&rest, ':'));

	if (key.len + 1 > line.len || key.at + key.len == line.at + line.len)
		return false;
	if (is_one_of(attributes, key))
		read->kind = NARA_ATTRIBUTES;
	else if (is_one_of(weak, key))
		read->kind = NARA_WEAK;
	else
		return false;
	read->key = key;
	read->value = text_trim(rest);
	return true;
}

static bool is_title(Text line, Text title)
{
	return text_starts_nocase(line, title) &&
	    (line.len == title.len || (line.len == title.len + 1 && line.at[title.len] == ':'));
}

void nara_line_read(Text line, struct nara_line *read)
{
	*read = (struct nara_line){ 0 };
	line = text_trim(line);
	while (text_take_char(&line, '\f')) {
		read->feed = true;
		line = text_trim(line);
	}
	if (!line.len)
		return;
	read->kind = NARA_TEXT;
	if (line.len > LINE_MOST && !is_attribute(line, read))
		return;
	if (is_title(line, TEXT("Message Text")))
		read->kind = NARA_MESSAGE_TEXT;
	else if (is_title(line, TEXT("Message Attributes")))
		read->kind = NARA_ATTRIBUTES;
	else if (is_page(line, read))
		read->kind = NARA_PAGE;
	else if (is_class(line))
		read->kind = NARA_CLASS;
	else if (!is_attribute(line, read) && is_stamp(line))
		read->kind = NARA_STAMP;
}

static bool take_date(Text rest, int *day, int *month, int *year, size_t *len)
{
	Text all = rest;
	uint64_t number;

	if (!text_take_digits(&rest, 2, &number) || number < 1 || !text_take_blanks(&rest))
		return false;
	*month = clock_month(text_slice(rest, 0, 3));
	rest = text_from(rest, 3);
	if (!*month || !text_take_blanks(&rest) || !text_take_number(&rest, 4, 1960, 2100, year) ||
	    !clock_is_date(*year, *month, (int)number))
		return false;
	*day = (int)number;
	*len = all.len - rest.len;
	return true;
}

Text nara_find_date(Text text, int *day, int *month, int *year)
{
	Text found = { 0 };

	for (size_t i = 0; i < text.len; i++) {
		int date[3];
		size_t len;

		if ((i && !ascii_is_space(text.at[i - 1])) ||
		    !take_date(text_from(text, i), &date[0], &date[1], &date[2], &len))
			continue;
		found = text_slice(text, i, len);
		*day = date[0];
		*month = date[1];
		*year = date[2];
	}
	return found;
}

void nara_step(struct nara_state *state, const struct nara_line *line)
{
	if (line->kind == NARA_MESSAGE_TEXT || line->kind == NARA_PAGE ||
	    (line->kind == NARA_CLASS && !state->text))
		state->attributes = false;
	state->keys = state->attributes && (state->keys || line->key.len);
	if (line->kind == NARA_ATTRIBUTES && !state->attributes) {
		state->attributes = true;
		state->keys = line->key.len > 0;
		state->after |= state->text;
		state->first |= !state->text;
	}
	if (!state->attributes && (line->kind == NARA_TEXT || line->kind == NARA_PAGE))
		state->text = true;
}

bool nara_begins(const struct nara_state *state, const struct nara_line *line, bool same)
{
	switch (line->kind) {
	case NARA_MESSAGE_TEXT:
		return state->text;
	case NARA_PAGE:
		return line->page == 1 && state->text && (state->after || !same);
	case NARA_ATTRIBUTES:
		/* A second block of them, or the next document that is nothing else. */
		return state->attributes ? !line->key.len && state->keys
					 : state->first && state->text;
	default:
		return false;
	}
}
