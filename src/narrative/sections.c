/* Sections and paragraphs. Lines are set in a proportional font and often each followed by an empty
 * one, so the end of a paragraph shows only in a line that ends early (docs/formats/narrative.md).
 */
#include "base/utf8.h"
#include "narrative/reading.h"
#include "record/reflow.h"

#define SHORT_OF_LONGEST \
	91 /* percent: with the next word the line would still have been so short */

/* ---- layout ---- */

/* The line, empty when it is a running head or a page number. */
static Text text_line(const struct reading *reading, uint32_t line)
{
	return narrative_is_frame(reading, line) ? (Text){ 0 } : narrative_line(reading, line);
}

void narrative_measure(struct reading *reading)
{
	uint32_t texts = 0, followed = 0, count = reading->transcript->lines.count;

	for (uint32_t i = reading->title_end + 1; i <= count; i++) {
		Text line = text_line(reading, i);
		size_t length = line.len ? utf8_length(line) : 0;

		if (length > reading->longest)
			reading->longest = length;
		texts += length > 0;
		followed += length > 0 && (i == count || !text_line(reading, i + 1).len);
	}
	reading->doubled = texts > 3 && followed * 10 >= texts * 9;
}

static uint32_t next_text(const struct reading *reading, uint32_t line)
{
	uint32_t count = reading->transcript->lines.count;

	do
		line++;
	while (line <= count && !text_line(reading, line).len);
	return line;
}

static const struct {
	Text title;
	enum section_kind kind;
} titles[] = {
	{ TEXT_INIT("Prosecution"), SECTION_PROSECUTION },
	{ TEXT_INIT("Protection"), SECTION_PROTECTION },
	{ TEXT_INIT("Prevention"), SECTION_PREVENTION },
	{ TEXT_INIT("Trafficking Profile"), SECTION_PROFILE },
	{ TEXT_INIT("Scope and Magnitude"), SECTION_PROFILE },
	{ TEXT_INIT("Recommendations"), SECTION_RECOMMENDATIONS },
	{ TEXT_INIT("Prioritized Recommendations"), SECTION_RECOMMENDATIONS },
};

static bool section_opens(Text line, enum section_kind *kind, Text *title)
{
	Text bare = line, rest = line;
	size_t colon;

	if (text_ends(bare, TEXT(":")))
		bare = text_trim(text_slice(bare, 0, bare.len - 1));
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (text_equal_nocase(bare, titles[i].title)) {
			*kind = titles[i].kind;
			*title = line;
			return true;
		}
	text_take_nocase(&rest, TEXT("Prioritized "));
	if (!text_starts_nocase(rest, TEXT("Recommendations")) ||
	    (colon = text_find_char(line, ':')) == TEXT_NONE)
		return false;
	*kind = SECTION_RECOMMENDATIONS;
	*title = text_slice(line, 0, colon + 1);
	return true;
}

/* "- Train police": length of the sign and the blanks behind it, 0 when there is none. */
static size_t bullet_length(Text line)
{
	static const Text signs[] = { TEXT_INIT("- "), TEXT_INIT("* "), TEXT_INIT("\xE2\x80\xA2"),
		TEXT_INIT("\xE2\x80\x93 "), TEXT_INIT("\xC2\xB7") };
	Text rest = line;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_take(&rest, signs[i])) {
			text_take_blanks(&rest);
			return line.len - rest.len;
		}
	return 0;
}

static bool ends_sentence(Text line)
{
	return text_ends(line, TEXT(".")) || text_ends(line, TEXT("?")) ||
	    text_ends(line, TEXT(".\xE2\x80\x9D")) || text_ends(line, TEXT(":"));
}

/* Whether the paragraph goes on from `line` to the next line of text. */
static bool runs_on(const struct reading *reading, uint32_t line, uint32_t next)
{
	enum section_kind kind;
	Text title, text = narrative_line(reading, line), following = narrative_line(reading, next),
		    word = following;

	if (!following.len || section_opens(following, &kind, &title))
		return false;
	if (!reading->doubled) {
		for (uint32_t between = line + 1; between < next; between++)
			if (narrative_is_frame(reading, between))
				return !ends_sentence(text);
		return next == line + 1;
	}
	word = text_cut_word(&word);
	if (!text_ends(text, TEXT(".")))
		return true;
	return utf8_length(text) + 1 + utf8_length(word) >
	    reading->longest * SHORT_OF_LONGEST / 100;
}

/* ---- sections ---- */

static struct narrative_section *add_section(
    struct reading *reading, enum section_kind kind, uint32_t line)
{
	struct narrative_section *section =
	    array_add(&reading->narrative->sections, reading->arena);

	if (section)
		*section = (struct narrative_section){ .kind = kind, .line = line };
	return section;
}

static void add_paragraph(struct reading *reading, struct narrative_section *section, Text text)
{
	struct narrative_paragraph *paragraph = array_add(&section->paragraphs, reading->arena);
	Text slug = section_slug(section->kind);

	if (!paragraph)
		return;
	paragraph->span = transcript_span(reading->transcript, text);
	paragraph->first_line = transcript_line(reading->transcript, paragraph->span.start);
	paragraph->last_line = transcript_line(
	    reading->transcript, paragraph->span.start + paragraph->span.length - 1);
	paragraph->id =
	    text_format(reading->arena, "%.*s.%u", TEXT_ARG(slug), section->paragraphs.count);
}

/* The section that an untitled paragraph belongs to: first the profile, and compliance from the
 * paragraph on that speaks of it. */
static struct narrative_section *section_for(
    struct reading *reading, struct narrative_section *current, uint32_t line, Text first)
{
	bool complies = text_starts_nocase(first, TEXT("The Government of")) ||
	    text_find_nocase(first, TEXT("minimum standards")) != TEXT_NONE;

	if (!current)
		return add_section(reading, complies ? SECTION_COMPLIANCE : SECTION_PROFILE, line);
	if (current->kind == SECTION_PROFILE && !current->title.text.len && complies)
		return add_section(reading, SECTION_COMPLIANCE, line);
	return current;
}

void narrative_read_sections(struct reading *reading)
{
	uint32_t count = reading->transcript->lines.count;
	struct narrative_section *current = NULL;

	for (uint32_t line = next_text(reading, reading->title_end); line <= count;) {
		enum section_kind kind;
		Text title, first = narrative_line(reading, line), last = first;

		if (section_opens(first, &kind, &title)) {
			current = add_section(reading, kind, line);
			if (current)
				current->title = transcript_field(reading->transcript, title);
			first = text_trim(text_from(first, title.len));
			if (!first.len) {
				line = next_text(reading, line);
				continue;
			}
		} else {
			current = section_for(reading, current, line, first);
		}
		for (;;) {
			uint32_t next = next_text(reading, line);
			bool more = next <= count && runs_on(reading, line, next);
			line = next;
			if (!more)
				break;
			last = narrative_line(reading, line);
		}
		if (!current)
			return;
		if (last.at < first.at)
			last = first;
		add_paragraph(
		    reading, current, (Text){ first.at, (size_t)(last.at + last.len - first.at) });
	}
}

/* ---- recommendations: items with ';' between, the last with "and"; or a list ---- */

/* "and" and signs at the ends of an item are not of it. */
static Text bare_item(Text item)
{
	for (;;) {
		size_t len = item.len;

		item = text_trim(item);
		item = text_from(item, bullet_length(item));
		if (text_starts_nocase(item, TEXT("and ")))
			item = text_from(item, 4);
		if (text_ends(item, TEXT(" and")))
			item.len -= 4;
		if (text_ends(item, TEXT(".")) || text_ends(item, TEXT(",")))
			item.len--;
		if (item.len == len)
			return item;
	}
}

static void add_recommendation(struct reading *reading, Text item)
{
	struct narrative_paragraph whole = { 0 };
	Field *field;

	item = bare_item(item);
	field = item.len ? array_add(&reading->narrative->recommendations, reading->arena) : NULL;
	if (!field)
		return;
	whole.span = transcript_span(reading->transcript, item);
	*field = (Field){ narrative_flow(reading->record, &whole, reading->arena), whole.span };
}

/* The first item of a list: up to a line that begins with a bullet, or with a capital behind a
 * line that ends in a stop. */
static Text cut_list_item(Text *rest)
{
	Text all = *rest, left = all, before = text_cut(&left, '\n');

	while (left.len) {
		Text line = left, next = text_trim(text_cut(&left, '\n'));

		if (bullet_length(next) ||
		    (ends_sentence(text_trim(before)) && next.len && !ascii_is_lower(next.at[0]))) {
			*rest = line;
			return text_slice(all, 0, (size_t)(line.at - all.at));
		}
		before = next.len ? next : before;
	}
	*rest = text_from(all, all.len);
	return all;
}

void narrative_read_recommendations(struct reading *reading)
{
	for (uint32_t i = 0; i < reading->narrative->sections.count; i++) {
		const struct narrative_section *section = &reading->narrative->sections.items[i];

		if (section->kind != SECTION_RECOMMENDATIONS)
			continue;
		for (uint32_t k = 0; k < section->paragraphs.count; k++) {
			Text rest = transcript_slice(
			    reading->transcript, section->paragraphs.items[k].span);
			while (rest.len) {
				Text item = cut_list_item(&rest);
				while (item.len)
					add_recommendation(reading, text_cut(&item, ';'));
			}
		}
	}
}
