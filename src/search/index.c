/* The index of an edition, made in memory when it is opened and never changed after, so that
 * threads share it.
 *
 *   words      every folded word of the edition, sorted by byte: a prefix is a range of numbers
 *   documents  in order of creation; each with the numbers of its words in order of reading,
 * passages (passages.h) parted by WORD_BREAK, the subject first; and with the numbers of its
 * values, column by column columns    the values there are and their labels
 *
 * Memory: 4 bytes a word of text, about 250 bytes and 4 for each value a document, 16 bytes and
 * itself for each different word; all in one arena. Building takes half as much again. There are no
 * postings: a query reads every document, which is slow and easy to believe. What will be fast is
 * held against this. */
#include "search/index.h"

#include <stdlib.h>
#include <string.h>

#include "search/columns.h"
#include "search/passages.h"
#include "search/words.h"

struct builder {
	struct index *index;
	struct arena scratch;
	struct dictionary words;
	struct columns columns;
	ARRAY(struct document) documents;
	ARRAY(uint32_t) text; /* words of the record at hand */
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the search index");
}

struct builder *index_begin(const struct catalog *catalog, struct error *err)
{
	struct builder *builder = calloc(1, sizeof *builder);
	struct index *index = calloc(1, sizeof *index);

	if (!builder || !index) {
		free(builder);
		free(index);
		no_memory(err);
		return NULL;
	}
	arena_begin(&index->arena, 0);
	arena_begin(&builder->scratch, 0);
	index->catalog = catalog;
	builder->index = index;
	builder->columns.catalog = catalog;
	builder->columns.keep = &index->arena;
	builder->columns.scratch = &builder->scratch;
	return builder;
}

void index_close(struct index *index)
{
	if (index)
		arena_end(&index->arena);
	free(index);
}

void index_drop(struct builder *builder)
{
	if (!builder)
		return;
	index_close(builder->index);
	arena_end(&builder->scratch);
	free(builder);
}

static bool add_number(struct builder *builder, uint32_t number)
{
	uint32_t *item = array_add(&builder->text, &builder->scratch);

	if (item)
		*item = number;
	return item != NULL;
}

static bool add_passage(struct builder *builder, Text text, struct arena *temporary)
{
	struct word word;

	for (uint32_t at = 0; word_take(text, &at, temporary, &word);) {
		uint32_t number = dictionary_add(
		    &builder->words, word.folded, &builder->scratch, &builder->index->arena);

		if (number == DICTIONARY_FULL || !add_number(builder, number))
			return false;
	}
	return !temporary->failed;
}

static void *copy_of(struct arena *arena, const void *items, size_t size)
{
	void *copy = arena_take(arena, size);

	return copy && size ? memcpy(copy, items, size) : copy;
}

static bool add_words(struct builder *builder, struct document *document,
    const struct record *record, struct arena *temporary)
{
	PassageList passages = { 0 };

	builder->text.count = 0;
	if (!passages_of(record, temporary, &passages))
		return false;
	for (uint32_t i = 0; i < passages.count; i++) {
		if (i && !add_number(builder, WORD_BREAK))
			return false;
		if (!add_passage(builder, passages.items[i].text, temporary))
			return false;
		if (i == 0)
			document->subject_count = builder->text.count;
	}
	document->word_count = builder->text.count;
	document->length = builder->text.count - (passages.count - 1);
	document->words = copy_of(&builder->index->arena, builder->text.items,
	    builder->text.count * sizeof *builder->text.items);
	return document->words != NULL;
}

static bool add_values(struct builder *builder, struct document *document,
    const struct published *published, struct arena *temporary)
{
	if (!columns_of(&builder->columns, published, temporary, document->starts))
		return false;
	document->values = copy_of(&builder->index->arena, builder->columns.numbers.items,
	    builder->columns.numbers.count * sizeof *builder->columns.numbers.items);
	document->has = columns_has(published);
	return document->values != NULL;
}

enum fault index_add(struct builder *builder, const struct published *published, struct error *err)
{
	const struct record *record = published->record;
	struct arena *keep = &builder->index->arena;
	struct arena temporary;
	struct document document = {
		.id = text_copy(keep, record->id),
		.title = text_copy(keep, record->title),
		.origin = text_copy(keep, record->origin),
		.kind = record->kind,
		.classification = record->classification,
		.created = record->created,
		.released = published->released,
	};
	struct document *item = NULL;

	arena_begin(&temporary, 0);
	if (add_words(builder, &document, record, &temporary) &&
	    add_values(builder, &document, published, &temporary))
		item = array_add(&builder->documents, &builder->scratch);
	arena_end(&temporary);
	if (!item || keep->failed)
		return no_memory(err);
	*item = document;
	builder->index->length += document.length;
	return FAULT_NONE;
}

struct numbered {
	Text word;
	uint32_t number;
};

static int by_word(const void *a, const void *b)
{
	return text_compare(((const struct numbered *)a)->word, ((const struct numbered *)b)->word);
}

/* Sorts the words and gives every occurrence its word's new number. */
static bool sort_words(struct builder *builder)
{
	struct index *index = builder->index;
	uint32_t count = builder->words.keys.count;
	struct numbered *sorted = arena_take(&builder->scratch, count * sizeof *sorted);
	uint32_t *moved = arena_take(&builder->scratch, count * sizeof *moved);

	index->words = arena_take(&index->arena, count * sizeof *index->words);
	if (!sorted || !moved || !index->words)
		return false;
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = (struct numbered){ builder->words.keys.items[i], i };
	qsort(sorted, count, sizeof *sorted, by_word);
	for (uint32_t i = 0; i < count; i++) {
		index->words[i] = sorted[i].word;
		moved[sorted[i].number] = i;
	}
	index->word_count = count;
	for (uint32_t d = 0; d < index->document_count; d++) {
		struct document *document = &index->documents[d];

		for (uint32_t i = 0; i < document->word_count; i++)
			if (document->words[i] != WORD_BREAK)
				document->words[i] = moved[document->words[i]];
	}
	return true;
}

static int by_creation(const void *a, const void *b)
{
	const struct document *x = a, *y = b;
	bool x_known = x->created.precision != PRECISION_UNKNOWN;
	bool y_known = y->created.precision != PRECISION_UNKNOWN;

	if (x_known != y_known)
		return x_known ? 1 : -1;
	if (x_known && x->created.seconds != y->created.seconds)
		return x->created.seconds < y->created.seconds ? -1 : 1;
	return text_compare(x->id, y->id);
}

static bool sort_documents(struct builder *builder)
{
	struct index *index = builder->index;
	uint32_t count = builder->documents.count;

	index->documents =
	    copy_of(&index->arena, builder->documents.items, count * sizeof *index->documents);
	if (!index->documents)
		return false;
	index->document_count = count;
	qsort(index->documents, count, sizeof *index->documents, by_creation);
	return true;
}

static int by_id(const void *a, const void *b, void *documents)
{
	const struct document *of = documents;

	return text_compare(of[*(const uint32_t *)a].id, of[*(const uint32_t *)b].id);
}

static bool sort_ids(struct index *index)
{
	index->by_id = arena_take(&index->arena, index->document_count * sizeof *index->by_id);
	if (!index->by_id)
		return false;
	for (uint32_t i = 0; i < index->document_count; i++)
		index->by_id[i] = i;
	qsort_r(index->by_id, index->document_count, sizeof *index->by_id, by_id, index->documents);
	return true;
}

struct index *index_finish(
    struct builder *builder, published_reader *read, const void *source, struct error *err)
{
	struct index *index = builder->index;

	index->read = read;
	index->source = source;
	memcpy(index->columns, builder->columns.values, sizeof index->columns);
	if (!sort_documents(builder) || !sort_words(builder) || !sort_ids(index)) {
		no_memory(err);
		index_drop(builder);
		return NULL;
	}
	builder->index = NULL;
	index_drop(builder);
	return index;
}

uint32_t index_find(const struct index *index, Text id)
{
	uint32_t low = 0, high = index->document_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(index->documents[index->by_id[middle]].id, id);

		if (order == 0)
			return index->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return UINT32_MAX;
}

uint32_t index_find_word(const struct index *index, Text word)
{
	uint32_t low = 0, high = index->word_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text_compare(index->words[middle], word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool document_has(const struct document *document, enum column column, const bool *accept)
{
	for (uint32_t i = document->starts[column]; i < document->starts[column + 1]; i++)
		if (accept[document->values[i]])
			return true;
	return false;
}
