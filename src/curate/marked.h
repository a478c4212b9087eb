/* The text of a record as a curator reads it: every flag a numbered mark that leads to its row,
 * every cut struck out. What is shown is sign for sign what is in the transcript, but for the
 * numbers, which a script leaves out when it counts. */
#ifndef CURATE_MARKED_H
#define CURATE_MARKED_H

#include "curate/sheet.h"

/* A part of a text: what one page shows of it. */
#define PART_BYTES (256u << 10)
uint32_t part_count(Text text);
/* Part `number` from 1, clamped, on borders of signs. */
Span part_of(Text text, uint64_t number);
/* "Part 2 of 3" with links; nothing when there is one. `path` goes on with "&part=N". */
void part_links(struct sheet *sheet, Text text, uint64_t number, Text path);

/* Flags and cuts are numbered from 1 in their order; the numbers lead to #flagN and #cutN. */
enum fault marked_put(struct out *out, const struct review_record *read, Span part,
    struct arena *arena, struct error *err);

/* Signs (code points) of a text, which is UTF-8; and the bytes that so many signs are, clamped. */
uint32_t signs_of(Text text);
uint32_t bytes_of_signs(Text text, uint64_t signs);

#endif
