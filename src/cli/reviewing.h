/* What the commands of review share: opening, numbers on the command line, and one line of a text
 * with words marked in it. */
#ifndef CLI_REVIEWING_H
#define CLI_REVIEWING_H

#include "cli/commands.h"
#include "review/review.h"

/* The archive that the first operand names. NULL on failure. */
struct review *reviewing_open(struct call *call, struct error *err);
/* --revision, or 0: the latest. */
enum fault reviewing_revision(const struct call *call, uint32_t *revision, struct error *err);
/* The operands from `first` on as numbers, in the arena. FAULT_USAGE. */
typedef ARRAY(int64_t) NumberList;
enum fault reviewing_numbers(
    const struct call *call, int first, NumberList *numbers, struct error *err);

/* One line, whatever stands in `text`: control characters as blanks. */
void put_plain(struct out *out, Text text);
/* The same in double brackets; bold on a terminal. */
void put_marked(struct out *out, Text text);
/* The line that a span begins in, its words marked as far as they stand in it. */
void put_line_of(struct out *out, const struct transcript *transcript, Span span);

#endif
