/* A document's text in the order of reading: head, source note, what follows, then the footnotes,
 * which in the markup stand in the midst of the words they belong to. Two walks over the tokens:
 * the first finds the notes and the depth, the second writes. */
#include "intake/tei.h"

#include <stddef.h>

#include "base/utf8.h"

enum element_effect {
	EFFECT_NONE,
	EFFECT_PARAGRAPH, /* a blank line before and behind */
	EFFECT_LINE,      /* a line end before and behind */
};

/* Inline elements are not here: they are only their words. */
static const struct element {
	Text name;
	enum element_effect effect;
	int counter; /* offset in struct tei_text, or -1 */
} elements[] = {
#define COUNTER(member) (int)offsetof(struct tei_text, member)
	{ TEXT_INIT("p"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("head"), EFFECT_PARAGRAPH, COUNTER(head) },
	{ TEXT_INIT("opener"), EFFECT_PARAGRAPH, COUNTER(opener) },
	{ TEXT_INIT("dateline"), EFFECT_PARAGRAPH, COUNTER(dateline) },
	{ TEXT_INIT("byline"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("salute"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("closer"), EFFECT_PARAGRAPH, COUNTER(closer) },
	{ TEXT_INIT("postscript"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("div"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("attachment"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("list"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("table"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("figure"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("lg"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("address"), EFFECT_PARAGRAPH, -1 },
	{ TEXT_INIT("item"), EFFECT_LINE, COUNTER(item) },
	{ TEXT_INIT("row"), EFFECT_LINE, COUNTER(row) },
	{ TEXT_INIT("signed"), EFFECT_LINE, -1 },
	{ TEXT_INIT("addrLine"), EFFECT_LINE, -1 },
	{ TEXT_INIT("l"), EFFECT_LINE, -1 },
	{ TEXT_INIT("date"), EFFECT_NONE, COUNTER(date) },
#undef COUNTER
};

static const struct element *find_element(Text name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (text_equal(elements[i].name, name))
			return &elements[i];
	return NULL;
}

/* --- the first walk --- */

static void begin_note(struct tei_text *text, const struct tei_token *tag)
{
	struct tei_note *note = array_add(&text->notes, &text->piece->arena);

	if (note)
		*note = (struct tei_note){
			.at = tag->at,
			.content = tag->at + tag->whole.len,
			.end = text->source.len,
			.sign = utf8_repair(
			    &text->piece->arena, utf8_head(tei_attribute(tag, TEXT("n")), 8)),
			.is_source = text_equal(tei_attribute(tag, TEXT("type")), TEXT("source")),
		};
}

static enum fault find_notes(struct tei_text *text, struct error *reason)
{
	uint32_t open[TEI_DEPTH];
	unsigned depth = 0, open_count = 0;
	struct tei_token token;
	size_t at = 0;

	while (tei_next(text->source, &at, &token)) {
		bool is_note = text_equal(token.name, TEXT("note"));

		if (token.kind == TEI_START && ++depth > TEI_DEPTH)
			return fail(reason, FAULT_TOO_LARGE,
			    "markup is nested more than %d elements deep", TEI_DEPTH);
		if (token.kind == TEI_START && is_note && text->notes.count < TEI_NOTES) {
			open[open_count++] = text->notes.count;
			begin_note(text, &token);
		}
		if (token.kind == TEI_END && depth)
			depth--;
		if (token.kind == TEI_END && is_note && open_count) {
			uint32_t number = open[--open_count];
			if (number < text->notes.count)
				text->notes.items[number].end = token.at;
		}
		if (open_count > depth)
			open_count = depth;
	}
	return FAULT_NONE;
}

/* --- the second --- */

static void walk(struct tei_text *text, size_t from, size_t to);

/* The notes lie in order of their tags. */
static struct tei_note *note_at(const struct tei_text *text, size_t at)
{
	uint32_t low = 0, high = text->notes.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text->notes.items[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < text->notes.count && text->notes.items[low].at == at ? &text->notes.items[low]
									  : NULL;
}

static Text sign_of(struct tei_text *text, const struct tei_note *note)
{
	return text_format(
	    &text->piece->arena, "[%.*s]", TEXT_ARG(note->sign.len ? note->sign : TEXT("*")));
}

static void walk_note(struct tei_text *text, struct tei_note *note)
{
	if (note->written)
		return;
	note->written = true;
	tei_put_break(text, 2);
	text->note_parts = 0;
	text->note = note;
	if (!note->is_source) {
		text->note_number++;
		tei_put_place(text);
		tei_put_sign(text, sign_of(text, note));
		text->blank = true;
	}
	walk(text, note->content, note->end);
	tei_put_break(text, 2);
	text->note = NULL;
}

/* Where a note stands in the words: a sign for it. A source note within a head comes behind it. */
static void meet_note(struct tei_text *text, struct tei_note *note)
{
	text->blank = false;
	if (!note->is_source) {
		if (!text->part || text->feeds)
			tei_put_begin(text);
		tei_put_sign(text, sign_of(text, note));
	} else if (!text->note && !text->head) {
		walk_note(text, note);
	}
}

static void end_head(struct tei_text *text, size_t to)
{
	for (; text->next_source < text->notes.count; text->next_source++) {
		struct tei_note *note = &text->notes.items[text->next_source];

		if (note->at >= to)
			return;
		if (note->is_source)
			walk_note(text, note);
	}
}

static void begin_date(struct tei_text *text, const struct tei_token *tag)
{
	if (!text->dateline || text->date > 1 || text->document->date_printed.span.length)
		return;
	text->printed = tei_date(tag);
	text->date_waits = true;
	text->date_at = SIZE_MAX; /* no word yet */
}

static void end_date(struct tei_text *text)
{
	Span *span = &text->document->date_printed.span;
	bool waits = text->date_waits;

	if (text->date || span->length)
		return;
	text->date_waits = false;
	if (waits || text->date_at >= text->decoder.len)
		return;
	*span = (Span){ (uint32_t)text->date_at, (uint32_t)(text->decoder.len - text->date_at) };
}

static void end_dateline(struct tei_text *text)
{
	const struct document_part *part = text->part;
	Span *span = &text->document->dateline.span;

	if (part && !span->length)
		*span = (Span){ part->span.start, (uint32_t)text->decoder.len - part->span.start };
}

static void act(struct tei_text *text, const struct tei_token *tag)
{
	const struct element *element = find_element(tag->name);
	unsigned *counter = element && element->counter >= 0
	    ? (unsigned *)(void *)((char *)text + element->counter)
	    : NULL;
	bool begins = tag->kind == TEI_START;

	if (text_equal(tag->name, TEXT("lb")) && !text->feeds && text->decoder.len)
		text->feeds = 1;
	if (text_equal(tag->name, TEXT("cell")) && begins)
		text->tab = text->part != NULL;
	if (!element || tag->kind == TEI_EMPTY)
		return;
	if (!begins && counter == &text->dateline)
		end_dateline(text);
	if (element->effect)
		tei_put_break(text, element->effect == EFFECT_LINE ? 1 : 2);
	if (begins && counter)
		++*counter;
	else if (counter && *counter)
		--*counter;
	if (counter == &text->head && begins)
		text->heads++;
	if (counter == &text->date && begins)
		begin_date(text, tag);
	else if (counter == &text->date)
		end_date(text);
}

static void walk(struct tei_text *text, size_t from, size_t to)
{
	Text source = text_slice(text->source, 0, to);
	struct tei_token token;

	while (tei_next(source, &from, &token)) {
		struct tei_note *note = NULL;

		if (token.kind == TEI_TEXT || token.kind == TEI_CDATA)
			tei_put_words(text, &token);
		if (token.kind == TEI_START && text_equal(token.name, TEXT("note")))
			note = note_at(text, token.at);
		if (note) {
			meet_note(text, note);
			from = note->end;
		} else if (token.name.len) {
			act(text, &token);
		}
		if (token.kind == TEI_END && !text->head && !text->note &&
		    text_equal(token.name, TEXT("head")))
			end_head(text, token.at);
	}
}

enum fault tei_write(struct tei_text *text, struct error *reason)
{
	struct record *record = &text->piece->record;

	if (find_notes(text, reason) != FAULT_NONE ||
	    decoder_begin(&text->decoder, text->source, &text->piece->arena, reason) != FAULT_NONE)
		return reason->fault;
	walk(text, 0, text->source.len);
	tei_put_break(text, 2);
	text->opener = text->closer = text->item = text->row = text->head = 0;
	text->dateline = text->date = 0;
	for (uint32_t i = 0; i < text->notes.count; i++)
		walk_note(text, &text->notes.items[i]);
	if (text->decoder.len)
		decoder_insert(&text->decoder, '\n');
	return decoder_end(&text->decoder, &record->transcript, reason);
}
