/* Words around a match: the name that a mark belongs to, and words that must stand near. */
#ifndef FLAGS_WORDS_H
#define FLAGS_WORDS_H

#include "flags/rules.h"

/* The name before or behind the mark at `span`, within its sentence; zero when none is seen.
 * Capitals make a name; where all are capitals, the few words right beside the mark. */
Span subject_find(Text text, Span span, enum side side);

/* Whether one of the words stands within so many words of `span`, in its sentence. */
bool near_find(Text text, Span span, const struct near_words *near);

#endif
