/* Lists of what a reader would rather have (RFC 9110, 12.4.2): "gzip;q=0.5, zstd". */
#ifndef HTTP_PREFERENCE_H
#define HTTP_PREFERENCE_H

#include "base/text.h"

#define PREFERENCE_ONE 1000 /* weights are in thousandths */

struct preference {
	Text name;  /* trimmed, may be empty; parameters other than the weight are not looked at */
	int weight; /* 1000 without one; what is no weight counts as 0 */
};

/* Cuts the next item off *list; false at its end. */
bool preference_take(Text *list, struct preference *preference);

/* The weight that the list `accept` gives to a media type (12.5.1): that of the narrowest range
 * which holds it, 0 when none does. Parameters of `content_type` are not compared. */
int preference_of_type(Text accept, Text content_type);

#endif
