/* Sections and paragraphs. Lines are set in a proportional font and often each followed by an empty
 * one, so the end of a paragraph shows only in a line that ends early (docs/formats/narrative.md).
 */
#include "base/utf8.h"
#include "narrative/reading.h"
#include "record/reflow.h"

#define SHORT_OF_LONGEST \
	91 /* percent: with the next word the line would still have been so short */

/* ---- layout ---- */

void narrative_measure(struct reading *reading)
{
	uint32_t texts = 0, followed = 0, count = reading->transcript->lines.count;

	for (uint32_t i = reading->narrative->title_line + 1; i <= count; i++) {
		Text line = narrative_line(reading, i);
		size_t length = line.len ? utf8_length(line) : 0;

		if (length > reading->longest)
			reading->longest = length;
		texts += length > 0;
		followed += length > 0 && (i == count || !narrative_line(reading, i + 1).len);
	}
	reading->doubled = texts > 3 && followed * 10 >= texts * 9;
}

static uint32_t next_text(const struct reading *reading, uint32_t line)
{
	uint32_t count = reading->transcript->lines.count;

	do
		line++;
	while (line <= count && !narrative_line(reading, line).len);
	return line;
}

static bool section_opens(Text line, enum section_kind *kind, Text *title)
{
	static const enum section_kind alone[] = { SECTION_PROSECUTION, SECTION_PROTECTION,
		SECTION_PREVENTION };
	size_t colon;

	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
		if (text_equal_nocase(line, section_name(alone[i]))) {
			*kind = alone[i];
			*title = line;
			return true;
		}
	if (!text_starts_nocase(line, TEXT("Recommendations")) ||
	    (colon = text_find_char(line, ':')) == TEXT_NONE)
		return false;
	*kind = SECTION_RECOMMENDATIONS;
	*title = text_slice(line, 0, colon + 1);
	return true;
}

/* Whether the paragraph goes on from `line` to the next line of text. */
static bool runs_on(const struct reading *reading, uint32_t line, uint32_t next)
{
	enum section_kind kind;
	Text title, text = narrative_line(reading, line), following = narrative_line(reading, next),
		    word = following;

	if (!following.len || section_opens(following, &kind, &title))
		return false;
	if (!reading->doubled)
		return next == line + 1;
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

/* The section that an untitled paragraph belongs to: first the profile, then compliance. */
static struct narrative_section *section_for(
    struct reading *reading, struct narrative_section *current, uint32_t line)
{
	if (!current)
		return add_section(reading, SECTION_PROFILE, line);
	if (current->kind == SECTION_PROFILE)
		return add_section(reading, SECTION_COMPLIANCE, line);
	return current;
}

void narrative_read_sections(struct reading *reading)
{
	uint32_t count = reading->transcript->lines.count;
	struct narrative_section *current = NULL;

	for (uint32_t line = next_text(reading, reading->narrative->title_line); line <= count;) {
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
			current = section_for(reading, current, line);
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

/* ---- recommendations: one paragraph, items with ';' between, the last with "and" ---- */

static void add_recommendation(struct reading *reading, Text item)
{
	struct narrative_paragraph whole = { 0 };
	Field *field;

	item = text_trim(item);
	if (text_take(&item, TEXT("and ")))
		item = text_trim(item);
	if (text_ends(item, TEXT(".")))
		item.len--;
	field = item.len ? array_add(&reading->narrative->recommendations, reading->arena) : NULL;
	if (!field)
		return;
	whole.span = transcript_span(reading->transcript, item);
	*field = (Field){ narrative_flow(reading->record, &whole, reading->arena), whole.span };
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
			while (rest.len)
				add_recommendation(reading, text_cut(&rest, ';'));
		}
	}
}
