/* News: what an edition changes for its readers, told in the public log. */
#ifndef PUBLISH_NEWS_H
#define PUBLISH_NEWS_H

#include "publish/plan.h"

/* The log of the edition before with a block for what is new in the plan; the same bytes when
 * nothing is. In the arena. FAULT_CORRUPT when that log does not hold. */
enum fault news_compose(
    const struct plan *plan, Text before, struct arena *arena, Text *log, struct error *err);

#endif
