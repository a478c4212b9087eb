/* Classification as the archive knows it: the labels of a message, from E.O. 13526 and its
 * forebears. */
#ifndef RECORD_MARKING_H
#define RECORD_MARKING_H

#include "base/text.h"

/* name, slug in addresses, text; in order of rank */
#define CLASSIFICATIONS(X) \
	X(UNKNOWN, "unknown", "") \
	X(UNCLASSIFIED, "unclassified", "UNCLASSIFIED") \
	X(FOUO, "unclassified-fouo", "UNCLASSIFIED//FOR OFFICIAL USE ONLY") \
	X(CONFIDENTIAL, "confidential", "CONFIDENTIAL") \
	X(CONFIDENTIAL_NOFORN, "confidential-noforn", "CONFIDENTIAL//NOFORN") \
	X(SECRET, "secret", "SECRET") \
	X(SECRET_NOFORN, "secret-noforn", "SECRET//NOFORN") \
	X(TOP_SECRET, "top-secret", "TOP SECRET")

#define CLASSIFICATION_ENUM(name, slug, text) CLASS_##name,
enum classification { CLASSIFICATIONS(CLASSIFICATION_ENUM) CLASS_COUNT };
#undef CLASSIFICATION_ENUM

Text classification_text(enum classification classification);
Text classification_slug(enum classification classification);
/* By the exact text, as in a top box; CLASS_UNKNOWN when it is none. */
enum classification classification_read(Text text);
enum classification classification_of_slug(Text slug);

#endif
