/* What approve, release and withdraw share: one decision about many records, in one transaction. */
#ifndef CLI_DECIDE_H
#define CLI_DECIDE_H

#include "cli/commands.h"

/* Who decides: --curator, else $CHANCERY_CURATOR, else $USER, else "unknown". */
Text curator_of(const struct call *call);

/* Decides about the operands behind the first, or with `every` about all records in that state. All
 * or nothing: an unknown id undoes the rest. Records for which nothing would change are left alone
 * and counted as such. With the option --simulate nothing is kept. Prints one line a record that
 * changes and a sum: "released 3 records". */
enum fault decide(struct call *call, const struct decision *decision, const enum state *every,
    const char *done, struct error *err);

#endif
