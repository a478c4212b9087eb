#include "curate/wanted.h"

#include <inttypes.h>
#include <stdlib.h>

#include "curate/marked.h"

/* --- order --- */

static int compare(const struct review_place *a, const struct review_place *b)
{
	int order = text_compare(a->id, b->id);

	if (order)
		return order;
	if (a->revision != b->revision)
		return a->revision < b->revision ? -1 : 1;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	return a->span.length < b->span.length ? -1 : a->span.length > b->span.length;
}

static int by_place(const void *a, const void *b)
{
	return compare(a, b);
}

/* A revision is decided about once, whatever it was found by. */
static void put_in_order(PlaceList *places)
{
	uint32_t kept = 0;

	if (places->count)
		qsort(places->items, places->count, sizeof *places->items, by_place);
	for (uint32_t i = 0; i < places->count; i++)
		if (!kept || compare(&places->items[kept - 1], &places->items[i]) != 0)
			places->items[kept++] = places->items[i];
	places->count = kept;
}

/* --- words --- */

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for what was found");
}

static bool is_cut(const VaultCutList *cuts, Span span)
{
	for (uint32_t i = 0; i < cuts->count; i++) {
		Span cut = cuts->items[i].span;

		if (cut.start <= span.start && cut.start + cut.length >= span.start + span.length)
			return true;
	}
	return false;
}

static enum fault add_stretch(struct sheet *sheet, const struct review_record *read, Span span,
    PlaceList *places, TextList *words, struct error *err)
{
	struct review_place *place = array_add(places, sheet->arena);
	Text *word = array_add(words, sheet->arena);

	if (!place || !word)
		return no_memory(err);
	*word = transcript_slice(&read->record->transcript, span);
	*place = (struct review_place){
		.id = read->holding.id,
		.revision = read->revision,
		.span = span,
		.line = transcript_line(&read->record->transcript, span.start),
		.is_cut = is_cut(&read->cuts, span),
	};
	place->context = transcript_get_line(&read->record->transcript, place->line);
	return FAULT_NONE;
}

/* The stretch that was marked with the mouse, in signs. */
static enum fault add_selection(struct sheet *sheet, Text form, const struct review_record *read,
    PlaceList *places, TextList *words, struct error *err)
{
	Text text = read->record->transcript.text;
	uint64_t signs = form_number(form, TEXT("signs"), sheet->arena);
	uint32_t start = bytes_of_signs(text, form_number(form, TEXT("from"), sheet->arena));
	Span span = { start, bytes_of_signs(text_from(text, start), signs) };

	if (!signs)
		return FAULT_NONE;
	if (!text_trim(transcript_slice(&read->record->transcript, span)).len)
		return fail(err, FAULT_BAD_INPUT, "nothing but blanks was selected");
	return add_stretch(sheet, read, span, places, words, err);
}

static enum fault add_flag(struct sheet *sheet, const struct review_record *read, uint64_t number,
    PlaceList *places, TextList *words, struct error *err)
{
	for (uint32_t i = 0; i < read->flags.count; i++) {
		const struct vault_flag *flag = &read->flags.items[i];

		if ((uint64_t)flag->number == number)
			return add_stretch(sheet, read,
			    flag->subject.length ? flag->subject : flag->span, places, words, err);
	}
	return fail(err, FAULT_CONFLICT, "the flags were found anew meanwhile: look again");
}

static enum fault add_flags(struct sheet *sheet, Text form, const struct review_record *read,
    PlaceList *places, TextList *words, struct error *err)
{
	TextList numbers = { 0 };
	enum fault fault = form_fields(form, TEXT("flag"), sheet->arena, &numbers, err);

	for (uint32_t i = 0; i < numbers.count && fault == FAULT_NONE; i++) {
		uint64_t number = 0;

		text_take_digits(&numbers.items[i], 19, &number);
		fault = add_flag(sheet, read, number, places, words, err);
	}
	return fault;
}

static enum fault add_words(
    struct sheet *sheet, Text form, bool selected, TextList *words, struct error *err)
{
	Text typed = form_field(form, TEXT("words"), sheet->arena), *word;

	if (selected || !typed.len)
		return FAULT_NONE;
	word = array_add(words, sheet->arena);
	if (!word)
		return no_memory(err);
	*word = typed;
	return FAULT_NONE;
}

static enum fault follow(struct sheet *sheet, Text id, const TextList *words,
    enum wanted_reach reach, PlaceList *places, struct error *err)
{
	struct review *review = sheet->desk->review;
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < words->count && fault == FAULT_NONE; i++) {
		fault = review_find_in(review, id, words->items[i], sheet->arena, places, err);
		/* The index reads words its own way; this record was looked through itself. */
		if (fault == FAULT_NONE && reach == WANTED_EVERYWHERE)
			fault = review_find(review, words->items[i], sheet->arena, places, err);
	}
	return fault;
}

enum fault wanted_find(
    struct sheet *sheet, Text form, enum wanted_reach reach, PlaceList *places, struct error *err)
{
	struct review_record read;
	TextList words = { 0 };
	PlaceList found = { 0 };
	Text id = form_field(form, TEXT("id"), sheet->arena);
	uint32_t revision = (uint32_t)form_number(form, TEXT("revision"), sheet->arena);

	if (review_read(sheet->desk->review, id, revision, sheet->arena, &read, err) !=
		FAULT_NONE ||
	    add_selection(sheet, form, &read, &found, &words, err) != FAULT_NONE ||
	    add_words(sheet, form, found.count > 0, &words, err) != FAULT_NONE ||
	    add_flags(sheet, form, &read, &found, &words, err) != FAULT_NONE)
		return err->fault;
	if (!words.count)
		return fail(err, FAULT_BAD_INPUT,
		    "no words: select some in the text, type them, or check a flag");
	if (follow(sheet, read.holding.id, &words, reach, &found, err) != FAULT_NONE)
		return err->fault;
	if (!found.count)
		return fail(err, FAULT_NOT_FOUND, "the words do not stand in '%.*s'",
		    TEXT_ARG(read.holding.id));
	put_in_order(&found);
	*places = found;
	return FAULT_NONE;
}

/* --- places in a form --- */

void place_put(struct out *out, const struct review_place *place)
{
	html_attr(out, place->id);
	out_printf(out, " %" PRIu32 " %" PRIu32 " %" PRIu32, place->revision, place->span.start,
	    place->span.length);
}

static bool take_number(Text *rest, uint32_t *number)
{
	Text word = text_cut_word(rest);
	uint64_t wide;

	if (!text_take_digits(&word, 10, &wide) || word.len || wide > UINT32_MAX)
		return false;
	*number = (uint32_t)wide;
	return true;
}

static bool take_place(Text value, struct review_place *place)
{
	*place = (struct review_place){ .id = text_cut_word(&value) };
	return take_number(&value, &place->revision) && place->revision &&
	    take_number(&value, &place->span.start) && take_number(&value, &place->span.length) &&
	    !text_trim(value).len;
}

/* `places` are in order, so each revision is read once. */
static enum fault note_cuts(struct sheet *sheet, PlaceList *places, struct error *err)
{
	VaultCutList cuts = { 0 };

	for (uint32_t i = 0; i < places->count; i++) {
		struct review_place *place = &places->items[i];

		if ((!i || !text_equal(place[-1].id, place->id) ||
			place[-1].revision != place->revision) &&
		    vault_cuts(sheet->desk->vault, place->id, place->revision, sheet->arena, &cuts,
			err) != FAULT_NONE)
			return err->fault;
		place->is_cut = is_cut(&cuts, place->span);
	}
	return FAULT_NONE;
}

enum fault wanted_read(struct sheet *sheet, PlaceList *places, struct error *err)
{
	TextList values = { 0 };

	if (form_fields(sheet->request->posted, TEXT("place"), sheet->arena, &values, err) !=
	    FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < values.count; i++) {
		struct review_place *place = array_add(places, sheet->arena);

		if (!place)
			return no_memory(err);
		if (!take_place(values.items[i], place))
			return fail(err, FAULT_BAD_INPUT, "a place in the form is none");
	}
	if (!places->count)
		return fail(err, FAULT_BAD_INPUT, "no place is checked");
	put_in_order(places);
	return note_cuts(sheet, places, err);
}
