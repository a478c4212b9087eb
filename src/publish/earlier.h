/* Earlier texts of a record, as they may be read beside the newest. */
#ifndef PUBLISH_EARLIER_H
#define PUBLISH_EARLIER_H

#include "base/arena.h"
#include "base/error.h"

/* Stands where a newer version lost words. */
#define EARLIER_MARK "[removed]"

/* `earlier` with the mark in place of every run of words that `newest` does not have there: what a
 * newer version lost may have been taken out to protect somebody. Compared with the newest it shows
 * what was added, and where something went. In the arena. */
enum fault earlier_conceal(
    Text earlier, Text newest, struct arena *arena, Text *concealed, struct error *err);

#endif
