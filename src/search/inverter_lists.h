/* What inverter.c asks of the pool and of the lists in it. */
#ifndef SEARCH_INVERTER_LISTS_H
#define SEARCH_INVERTER_LISTS_H

#include "search/inverter.h"

#define CHUNK_BITS 20

static inline uint8_t *pool_at(const struct inverter *inverter, uint32_t address)
{
	return inverter->chunks[address >> CHUNK_BITS] + (address & ((1u << CHUNK_BITS) - 1));
}
/* In one piece; 0 when refused. `size` is far below that of a chunk. */
uint32_t pool_take(struct inverter *inverter, uint32_t size);
void pool_end(struct inverter *inverter);

/* Writes one document of a term; what the pool refuses is lost (inverter->failed). */
struct list_writer {
	struct inverter *inverter;
	struct term *term;
	uint32_t len;
	uint8_t bytes[120];
};
void list_begin(struct list_writer *writer, struct inverter *inverter, struct term *term,
    uint32_t document, uint32_t frequency, uint32_t in_subject);
void list_flush(struct list_writer *writer);

static inline void list_number(struct list_writer *writer, uint32_t number)
{
	if (writer->len + 5 > sizeof writer->bytes)
		list_flush(writer);
	for (; number >= 0x80; number >>= 7)
		writer->bytes[writer->len++] = (uint8_t)(number | 0x80);
	writer->bytes[writer->len++] = (uint8_t)number;
}

#endif
