/* Reference id of a cable: YY + STATION + number, 08ROME9 (format.md, section 7). */
#ifndef RECORD_REFERENCE_ID_H
#define RECORD_REFERENCE_ID_H

#include "base/arena.h"

typedef struct {
	int year;     /* 1966 to 2010 */
	Text station; /* upper case letters and digits, no blanks; borrowed from what was read */
	uint64_t number;
} ReferenceId;

/* 66-99 are 19yy, the rest 20yy. */
int reference_century(int two_digits);
/* Reads the exact form; any case; leading zeros of the number allowed. False leaves *id alone. */
bool reference_id_read(Text text, ReferenceId *id);
/* Reads what a person types: "08 Rome 9", "rome 9 (2008)", "2008ROME000009",
 * "#08ROME9". The canonical text in the arena, or an empty slice. */
Text reference_id_guess(Text typed, struct arena *arena);
/* Canonical text: two-digit year, station, number without leading zeros. */
Text reference_id_text(const ReferenceId *id, struct arena *arena);

#endif
