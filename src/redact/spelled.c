/* The ids that a cable cites stand in it in words, "06 Riga 73", and where its container lists them
 * in one, 06RIGA73: who takes out the one means the other, too. */
#include <stdlib.h>

#include "record/reference_id.h"
#include "redact/internal.h"

static bool overlaps_any(const SpanList *spans, uint32_t count, Span span)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (span_end(spans->items[middle]) <= span.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && spans->items[low].start < span_end(span);
}

static int by_letters(const void *a, const void *b)
{
	return text_compare_nocase(*(const Text *)a, *(const Text *)b);
}

static bool is_among(const TextList *ids, Text id)
{
	return id.len && bsearch(&id, ids->items, ids->count, sizeof id, by_letters);
}

static void add_id(TextList *ids, Text id, struct arena *arena)
{
	Text *added = id.len ? array_add(ids, arena) : NULL;

	if (added)
		*added = id;
}

/* That the words are, or a part of: "06 RIGA 73", and "RIGA" in it. */
static TextList ids_of(
    const struct record *record, Text words, const SpanList *found, struct arena *arena)
{
	const ReferenceList *references = &record->cable->references;
	TextList ids = { 0 };

	add_id(&ids, reference_id_guess(words, arena), arena);
	for (uint32_t i = 0; i < references->count; i++) {
		const struct reference *reference = &references->items[i];

		if (!overlaps_any(found, found->count, reference->raw.span))
			continue;
		add_id(&ids, reference->target, arena);
		for (uint32_t k = 0; k < reference->candidates.count; k++)
			add_id(&ids, reference->candidates.items[k], arena);
	}
	if (ids.count)
		qsort(ids.items, ids.count, sizeof *ids.items, by_letters);
	return ids;
}

/* The next stretch of letters and digits. */
static bool take_sign(Text text, size_t *at, Text *sign)
{
	size_t from = *at;

	while (from < text.len && !ascii_is_letter(text.at[from]) && !ascii_is_digit(text.at[from]))
		from++;
	*at = from;
	while (*at < text.len && (ascii_is_letter(text.at[*at]) || ascii_is_digit(text.at[*at])))
		++*at;
	*sign = text_slice(text, from, *at - from);
	return sign->len > 0;
}

void add_spellings(const struct record *record, Text words, struct arena *arena, SpanList *found)
{
	const ReferenceList *references = &record->cable->references;
	TextList ids = ids_of(record, words, found, arena);
	Text text = record->transcript.text, sign;
	uint32_t before = found->count;
	Span *added;

	for (size_t at = 0; ids.count && take_sign(text, &at, &sign);) {
		Span span = { (uint32_t)(at - sign.len), (uint32_t)sign.len };

		if (is_among(&ids, sign) && !overlaps_any(found, before, span) &&
		    (added = array_add(found, arena)))
			*added = span;
	}
	for (uint32_t i = 0; ids.count && i < references->count; i++) {
		const struct reference *reference = &references->items[i];

		if (is_among(&ids, reference->target) &&
		    !text_equal_nocase(reference->raw.text, reference->target) &&
		    !overlaps_any(found, before, reference->raw.span) &&
		    (added = array_add(found, arena)))
			*added = reference->raw.span;
	}
}
