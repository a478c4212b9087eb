/* What approve, release, withdraw, withhold, admit and a review that is passed share: one decision
 * about many records, in one transaction. */
#ifndef CLI_DECIDE_H
#define CLI_DECIDE_H

#include "cli/commands.h"

/* Who decides: --curator, else $CHANCERY_CURATOR, else $USER, else "unknown". */
Text curator_of(const struct call *call);

/* The id of a record as typed, or as the typed words mean. In the arena. FAULT_NOT_FOUND. */
enum fault find_id(struct call *call, Text typed, Text *id, struct error *err);
/* Ids that --query finds, whatever their state; no transaction may be open. In the arena. */
enum fault find_by_query(struct call *call, TextList *ids, struct error *err);

/* Called before what was simulated is undone. */
typedef enum fault simulated_look(struct call *call, struct error *err);

/* Decides about the operands behind the first, what --query finds, or with `every` (may be NULL)
 * all records in that state. All or nothing: an unknown id undoes the rest. Records for which
 * nothing would change are left alone and counted as such. With the option --simulate nothing is
 * kept, and `look` (may be NULL) is called before. Prints a sum, "released 3 records", and a line a
 * record, of many only with --verbose. */
enum fault decide(struct call *call, const struct decision *decision, const enum state *every,
    const char *done, simulated_look *look, struct error *err);

#endif
