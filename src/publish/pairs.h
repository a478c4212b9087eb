/* Pairs: what is to be added to an edition, cut into segments and written. Where a segment ends
 * follows from its own records alone, so that one which a killed publish had finished can be told
 * by its list. */
#ifndef PUBLISH_PAIRS_H
#define PUBLISH_PAIRS_H

#include "publish/plan.h"
#include "publish/publish.h"

/* Writes what no kept segment holds; *resumed: segments taken over. */
enum fault pairs_write(const struct plan *plan, struct vault *vault,
    const struct publish_settings *settings, uint64_t *resumed, struct error *err);

#endif
