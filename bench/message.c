/* The first lines of a message, and its sections: a page marker every PAGE_LINES lines. */
#include <string.h>

#include "bench/cable.h"

#define PAGE_LINES 75
#define GLUED      3 /* of a thousand cables */
#define MISSPELT   3 /* of a thousand TAGS */

static void put_class_line(struct out *out, const struct facts *facts, uint32_t sections)
{
	out_put(out, text_of(class_rows[facts->classification].line));
	if (sections > 1)
		out_printf(out, " SECTION 01 OF %02u", sections);
	out_printf(out, " %.*s %06u \n \n", TEXT_ARG(facts->place->written), facts->number);
}

static void put_captions(struct out *out, struct facts *facts)
{
	const char *caption = class_rows[facts->classification].caption;

	if (*caption)
		out_printf(out, "%s \n", caption);
	if (facts->time.year > 2000 && chance_per_mille(&facts->chance, 700))
		out_put(out, TEXT("SIPDIS \n"));
	if (chance_per_mille(&facts->chance, 300))
		out_put(out, TEXT(" \nDEPT FOR EUR, INR, DRL, \n"));
	out_put(out, TEXT(" \n"));
}

static const char *order_of(const Civil *time)
{
	int month = time->year * 12 + time->month;

	return month < 1978 * 12 + 12 ? "11652"
	    : month < 1982 * 12 + 8   ? "12065"
	    : month < 1995 * 12 + 10  ? "12356"
				      : "12958";
}

static void put_order(struct out *out, struct facts *facts)
{
	const char *order = order_of(&facts->time);

	out_printf(out, "E.O. %s: ", order);
	if (facts->classification < 2)
		out_put(out, TEXT("N/A \n"));
	else if (facts->time.year < 1979)
		out_put(out, TEXT("GDS \n"));
	else if (facts->time.year < 1995)
		out_put(out, TEXT("DECL: OADR \n"));
	else
		out_printf(out, "DECL: %02d/%02d/%d \n", facts->time.month,
		    facts->time.day < 29 ? facts->time.day : 28, facts->time.year + 10);
}

/* A slip of the keyboard or of the line: lost, doubled, swapped or other letter. */
static void put_misspelt(struct out *out, Text code, struct chance *chance)
{
	char bytes[32];
	size_t at, len = code.len;

	if (len < 2 || len > 30) {
		out_put(out, code);
		return;
	}
	memcpy(bytes, code.at, len);
	at = chance_below(chance, (uint32_t)len - 1);
	switch (chance_below(chance, 4)) {
	case 0:
		memmove(bytes + at, bytes + at + 1, --len - at);
		break;
	case 1:
		memmove(bytes + at + 1, bytes + at, len++ - at);
		break;
	case 2:
		bytes[at] = code.at[at + 1];
		bytes[at + 1] = code.at[at];
		break;
	default:
		bytes[at] = (char)('A' + (int)chance_below(chance, 26));
	}
	out_put(out, (Text){ bytes, len });
}

static void put_tags(struct out *out, struct facts *facts)
{
	bool glued = chance_per_mille(&facts->chance, GLUED);
	Text between = glued ? TEXT("") : chance_below(&facts->chance, 3) ? TEXT(" ") : TEXT(", ");

	out_put(out, TEXT("TAGS: "));
	for (uint32_t i = 0; i < facts->tag_count; i++) {
		if (i)
			out_put(out, between);
		if (chance_per_mille(&facts->chance, MISSPELT))
			put_misspelt(out, facts->tags[i]->code, &facts->chance);
		else
			out_put(out, facts->tags[i]->code);
	}
	out_put(out, TEXT(" \n"));
}

static void put_references(struct out *out, struct facts *facts)
{
	for (uint32_t i = 0; i < facts->cited_count; i++) {
		const struct cited_cable *cited = &facts->cited[i];

		out_put(out, i ? TEXT("     ") : TEXT("REF: "));
		if (facts->cited_count > 1)
			out_printf(out, "%c. ", 'A' + (int)i);
		if (cited->cable.year != facts->time.year % 100)
			out_printf(out, "%02d ", cited->cable.year);
		out_printf(out, "%.*s %u%s \n", TEXT_ARG(cited->place->written),
		    cited->cable.number, chance_per_mille(&facts->chance, 60) ? " (NOTAL)" : "");
	}
	if (facts->cited_count)
		out_put(out, TEXT(" \n"));
}

static void put_classified_by(
    struct out *out, const struct collection *collection, struct facts *facts)
{
	static const char *const titles[] = { "Ambassador", "DCM", "Charge d'Affaires",
		"Political Counselor", "Economic Counselor" };
	char name[2][16];

	if (facts->classification < 2 || facts->time.year < 1995)
		return;
	for (int i = 0; i < 2; i++) {
		const struct word *word = &collection->lexicon.words[5000 +
		    chance_mix(facts->place_row * 16 + (uint32_t)facts->time.year % 16 +
			(uint32_t)i * 999) %
			20000];

		memcpy(name[i], word->bytes, word->len);
		name[i][word->len] = '\0';
		name[i][0] = ascii_upper(name[i][0]);
	}
	out_printf(out, "Classified By: %s %s %s for reasons %s (b) and (d). \n \n",
	    titles[chance_below(&facts->chance, 5)], name[0], name[1],
	    facts->time.year < 2003 || (facts->time.year == 2003 && facts->time.month < 4) ? "1.5"
											   : "1.4");
}

static uint32_t lines_of(Text text)
{
	uint32_t lines = 0;
	const char *at = text.at, *end = text.at + text.len;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		lines++;
		at++;
	}
	return lines;
}

/* "BUENOS AIR 00000211  001 OF 003": the post cut to ten letters. */
static void put_marker(struct out *out, const struct facts *facts, uint32_t page, uint32_t pages)
{
	Text name = text_trim(text_slice(facts->place->written, 0, 10));

	if (facts->time.year < 2007)
		out_printf(out, " \n%.*s %08u  %03u OF %03u \n \n \n", TEXT_ARG(name),
		    facts->number, page, pages);
	else
		out_printf(out, " \n%.*s %08u  %03u.%u OF %03u \n \n \n", TEXT_ARG(name),
		    facts->number, page, 2 + (facts->number + page) % 3, pages);
}

static void put_pages(struct out *out, const struct facts *facts, Text body, uint32_t pages)
{
	for (uint32_t page = 1; page <= pages; page++) {
		size_t len = 0;

		put_marker(out, facts, page, pages);
		for (uint32_t line = 0; line < PAGE_LINES && len < body.len; line++)
			len += text_find_char(text_from(body, len), '\n') + 1;
		if (page == pages || len > body.len)
			len = body.len;
		out_put(out, text_slice(body, 0, len));
		body = text_from(body, len);
	}
}

void cable_write(const struct collection *collection, struct facts *facts, struct out *header,
    struct out *message, struct out *scratch)
{
	uint32_t lines, pages;

	out_reset(header);
	out_reset(message);
	out_reset(scratch);
	put_body(scratch, collection, facts);
	lines = lines_of(out_text(scratch));
	pages = lines > PAGE_LINES + 25 ? (lines + PAGE_LINES - 1) / PAGE_LINES : 1;
	put_header(header, collection, facts, pages);
	put_class_line(message, facts, pages);
	put_captions(message, facts);
	put_order(message, facts);
	put_tags(message, facts);
	put_subject(message, collection, facts);
	out_put(message, TEXT(" \n"));
	put_references(message, facts);
	put_classified_by(message, collection, facts);
	if (pages > 1)
		put_pages(message, facts, out_text(scratch), pages);
	else
		out_put(message, out_text(scratch));
}
