/* What a form wants to be taken out: words, a stretch of the text, or what was flagged; and where
 * else the same words stand. */
#ifndef CURATE_WANTED_H
#define CURATE_WANTED_H

#include "curate/sheet.h"

enum wanted_reach { WANTED_IN_RECORD, WANTED_EVERYWHERE };

/* Fields of `form`: id, revision; words; from and signs (a stretch, counted in signs); flag, any
 * number of times. Each place once, in order of id, revision and span. FAULT_NOT_FOUND when the
 * words stand nowhere, FAULT_BAD_INPUT when there are none. No transaction may be open for
 * WANTED_EVERYWHERE. In the arena. */
enum fault wanted_find(
    struct sheet *sheet, Text form, enum wanted_reach reach, PlaceList *places, struct error *err);

/* The same from fields "place", as place_put writes them; with what is cut already. */
enum fault wanted_read(struct sheet *sheet, PlaceList *places, struct error *err);
/* "08RIGA61 1 120 14", for a value in quotes. */
void place_put(struct out *out, const struct review_place *place);

#endif
