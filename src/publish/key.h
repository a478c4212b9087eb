/* Keys: a record of the edition before is published anew when its key is another one. */
#ifndef PUBLISH_KEY_H
#define PUBLISH_KEY_H

#include "publish/plan.h"

/* Changes when anything that is published of the record does, under what the plan shows. False when
 * out of memory. */
bool record_key(const struct plan *plan, const struct public_record *record, Sha256 *key);

#endif
