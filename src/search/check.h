/* What `chancery verify` asks of search: edition_verify knows no more of an index file than its
 * bytes. */
#ifndef SEARCH_CHECK_H
#define SEARCH_CHECK_H

#include "edition/edition.h"

/* Reads every index file of the edition through (segment_check), holds its documents against the
 * records beside it, and tells what does not hold; then FAULT_CORRUPT. FAULT_INTERRUPTED between
 * two documents. */
enum fault index_check(
    const struct edition *edition, finding_taker *take, void *context, struct error *err);

#endif
