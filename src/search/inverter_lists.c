/* Lists: keys and lists lie in one pool of chunks, a list in slices that are linked. Of each
 * document a posting, then, of a word, its positions:
 *
 *   posting   2 * (documents left out) + (more follows); then 2 * (frequency - 1) + (in the
 *             subject); then times in the subject less one
 *   position  as segment_layout.h says, not packed */
#include <string.h>
#include <sys/mman.h>

#include "search/inverter_lists.h"

#define CHUNK  (1u << CHUNK_BITS)
#define LINK   4u
#define LEVELS 16u

/* Each about 1.6 times the one before: a fifth of the pool is room that nothing came for. */
static const uint16_t slice_sizes[LEVELS] = { 8, 12, 16, 24, 40, 64, 96, 160, 256, 416, 672, 1088,
	1760, 2848, 4096, 4096 };

/* --- the pool --- */

static bool add_chunk(struct inverter *inverter)
{
	uint32_t count = inverter->chunk_count;
	void *chunk = MAP_FAILED;

	/* Mapped, so that what is freed is given back, whatever else the thread holds. */
	if (count < INVERTER_CHUNKS)
		chunk =
		    mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (chunk == MAP_FAILED) {
		inverter->failed = true;
		return false;
	}
	inverter->chunks[inverter->chunk_count++] = chunk;
	inverter->next = count << CHUNK_BITS;
	inverter->end = inverter->next + CHUNK;
	if (count == 0)
		inverter->next += LINK; /* address 0 is none */
	return true;
}

uint32_t pool_take(struct inverter *inverter, uint32_t size)
{
	uint32_t address;

	if (inverter->end - inverter->next < size && !add_chunk(inverter))
		return 0;
	address = inverter->next;
	inverter->next += size;
	return address;
}

void pool_end(struct inverter *inverter)
{
	for (uint32_t i = 0; i < inverter->chunk_count; i++)
		munmap(inverter->chunks[i], CHUNK);
	inverter->chunk_count = inverter->next = inverter->end = 0;
}

/* --- writing --- */

static bool add_slice(struct inverter *inverter, struct term *term)
{
	struct slices *list = &term->list;
	unsigned level = term->level;
	uint32_t address;

	if (list->first && level < LEVELS - 1)
		level++;
	address = pool_take(inverter, slice_sizes[level]);
	if (!address)
		return false;
	if (list->first)
		memcpy(pool_at(inverter, list->end), &address, LINK);
	else
		list->first = address;
	list->at = address;
	list->end = address + slice_sizes[level] - LINK;
	term->level = (uint8_t)level;
	return true;
}

void list_flush(struct list_writer *writer)
{
	struct term *term = writer->term;
	const uint8_t *from = writer->bytes;
	uint32_t part;

	for (uint32_t left = writer->len; left; left -= part, from += part) {
		if (term->list.at == term->list.end && !add_slice(writer->inverter, term))
			return;
		part = term->list.end - term->list.at;
		part = part < left ? part : left;
		memcpy(pool_at(writer->inverter, term->list.at), from, part);
		term->list.at += part;
	}
	writer->len = 0;
}

void list_begin(struct list_writer *writer, struct inverter *inverter, struct term *term,
    uint32_t document, uint32_t frequency, uint32_t in_subject)
{
	uint32_t gap = term->documents ? document - term->document - 1 : document;
	bool more = frequency > 1 || in_subject;

	writer->inverter = inverter;
	writer->term = term;
	writer->len = 0;
	list_number(writer, gap * 2 + more);
	if (more)
		list_number(writer, (frequency - 1) * 2 + (in_subject > 0));
	if (in_subject)
		list_number(writer, in_subject - 1);
	term->document = document;
	term->documents++;
	term->occurrences += frequency;
}

/* --- reading --- */

static void enter_slice(struct slice_reader *reader, uint32_t address)
{
	uint32_t size = slice_sizes[reader->level] - LINK;

	reader->at = pool_at(reader->inverter, address);
	reader->end = reader->at + size;
	reader->link = address + size;
}

void slice_reader_next(struct slice_reader *reader)
{
	uint32_t address;

	memcpy(&address, pool_at(reader->inverter, reader->link), LINK);
	reader->level += reader->level < LEVELS - 1;
	enter_slice(reader, address);
}

void posting_begin(
    struct posting *posting, const struct inverter *inverter, const struct term *term)
{
	*posting = (struct posting){ .left = term->documents, .document = UINT32_MAX };
	posting->reader.inverter = inverter;
	if (term->list.first)
		enter_slice(&posting->reader, term->list.first);
}
