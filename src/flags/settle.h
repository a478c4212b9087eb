/* Settling: what all rules found becomes the flags of one record. */
#ifndef FLAGS_SETTLE_H
#define FLAGS_SETTLE_H

#include "flags/rules.h"

/* Joins flags of one rule that overlap, drops those that yield to another rule's, and puts the rest
 * in the order of flags_find. */
void flags_settle(FlagList *found, const struct rules *rules);
/* A mark whose name was taken out by an earlier publisher protects nobody any more: a notice. */
void flags_soften(FlagList *found, const struct record *record);

#endif
