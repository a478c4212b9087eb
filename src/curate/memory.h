/* What the session remembers between two pages: words that were looked for, records that were
 * chosen, a sentence to be shown. An address says its number only, so nothing of it stands in the
 * browser's history. The oldest is forgotten first. */
#ifndef CURATE_MEMORY_H
#define CURATE_MEMORY_H

#include "base/text.h"

#define MEMORY_ENTRIES 64

struct memory {
	char *texts[MEMORY_ENTRIES];
	size_t lengths[MEMORY_ENTRIES];
	uint64_t last; /* number of the entry that was kept last, from 1 on */
};

/* Copies; the number of the entry, 0 when memory is out. */
uint64_t memory_keep(struct memory *memory, Text text);
/* Borrowed until the next keep; at == NULL for what was forgotten, or never was. */
Text memory_recall(const struct memory *memory, uint64_t number);
void memory_end(struct memory *memory); /* a zeroed one is allowed */

#endif
