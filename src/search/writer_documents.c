/* What is kept of each document apart from its terms. */
#include <stdlib.h>
#include <string.h>

#include "search/writer.h"

static const struct lane *lane_of(const struct seal *seal, const struct document *document)
{
	return &seal->writer->lanes[document->lane];
}

static void put_numbers(struct seal *seal)
{
	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct document *document = &seal->writer->documents[i];
		uint16_t subject =
		    (uint16_t)(document->subject < UINT16_MAX ? document->subject : UINT16_MAX);

		bytes_put(&seal->sections[SECTION_SUBJECTS], &subject, sizeof subject);
		bytes_put(
		    &seal->sections[SECTION_CREATED], &document->created, sizeof document->created);
		bytes_put(&seal->sections[SECTION_RELEASED], &document->released,
		    sizeof document->released);
		bytes_put(&seal->sections[SECTION_PRECISIONS], &document->precisions, 1);
	}
	bytes_put(&seal->sections[SECTION_LENGTHS], seal->lengths, seal->documents);
}

/* The offsets come first, counted from behind them. */
static void put_offset(struct bytes *to, uint64_t *offset, uint64_t size)
{
	uint32_t number = (uint32_t)*offset;

	bytes_put(to, &number, sizeof number);
	*offset += size;
	to->failed |= *offset > UINT32_MAX;
}

static void put_passages(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_PASSAGES];
	uint64_t offset = 0;

	for (uint32_t i = 0; i < seal->documents; i++)
		put_offset(to, &offset, seal->writer->documents[i].starts_size);
	put_offset(to, &offset, 0);
	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct document *document = &seal->writer->documents[i];

		if (document->starts_size)
			bytes_put(to, lane_of(seal, document)->starts.at + document->starts,
			    document->starts_size);
	}
}

static uint32_t varint_size(uint32_t number)
{
	uint32_t size = 1;

	while (number >>= 7)
		size++;
	return size;
}

static void put_texts(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_TEXTS];
	uint64_t offset = 0;

	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct document *document = &seal->writer->documents[i];

		put_offset(
		    to, &offset, (uint64_t)varint_size(document->id_size) + document->text_size);
	}
	put_offset(to, &offset, 0);
	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct document *document = &seal->writer->documents[i];

		bytes_varint(to, document->id_size);
		if (document->text_size)
			bytes_put(to, lane_of(seal, document)->texts.at + document->text,
			    document->text_size);
	}
}

struct known {
	Text id;
	uint32_t number;
};

static int by_id(const void *a, const void *b)
{
	const struct known *x = a, *y = b;
	size_t len = x->id.len < y->id.len ? x->id.len : y->id.len;
	int order;

	for (size_t i = 0; i < len; i++) {
		unsigned char one = (unsigned char)ascii_lower(x->id.at[i]);
		unsigned char two = (unsigned char)ascii_lower(y->id.at[i]);

		if (one != two)
			return one < two ? -1 : 1;
	}
	if (x->id.len != y->id.len)
		return x->id.len < y->id.len ? -1 : 1;
	order = text_compare(x->id, y->id);
	return order ? order : x->number < y->number ? -1 : 1;
}

static void put_by_id(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_BY_ID];
	struct known *known = malloc(((size_t)seal->documents + 1) * sizeof *known);

	to->failed |= !known;
	if (!known)
		return;
	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct document *document = &seal->writer->documents[i];
		const char *at = (const char *)lane_of(seal, document)->texts.at;

		known[i] = (struct known){
			{ document->id_size ? at + document->text : NULL, document->id_size }, i
		};
	}
	qsort(known, seal->documents, sizeof *known, by_id);
	for (uint32_t i = 0; i < seal->documents; i++)
		bytes_put(to, &known[i].number, sizeof known[i].number);
	free(known);
}

bool writer_documents(struct seal *seal)
{
	bool failed = false;

	put_numbers(seal);
	put_passages(seal);
	put_texts(seal);
	put_by_id(seal);
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++)
		failed |= seal->sections[i].failed;
	return !failed;
}
