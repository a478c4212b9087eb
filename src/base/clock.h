/* Time is UTC seconds with a precision (I6). A moment nobody gave is unknown, never invented. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"

enum precision {
	PRECISION_UNKNOWN,
	PRECISION_YEAR,
	PRECISION_MONTH,
	PRECISION_DAY,
	PRECISION_MINUTE,
	PRECISION_SECOND
};

typedef struct {
	int64_t seconds; /* since 1970-01-01T00:00:00Z; the start of what is meant */
	enum precision precision;
} Moment;

typedef struct {
	int year, month, day, hour, minute, second; /* month and day from 1 */
} Civil;

#define MOMENT_UNKNOWN ((Moment){ 0, PRECISION_UNKNOWN })

/* Now, to the second. CHANCERY_NOW=2011-08-26T00:00:00Z in the environment sets it, for tests. */
Moment clock_now(void);
bool clock_is_date(int year, int month, int day); /* proleptic Gregorian, years 1 to 9999 */
int clock_day_of_year(int year, int month, int day);
int64_t clock_seconds(Civil civil); /* civil must be valid */
Civil clock_civil(int64_t seconds);
Moment moment_of(Civil civil, enum precision precision);
/* 1..12 for "JAN".."DEC" in any case, 0 otherwise. */
int clock_month(Text name);
/* "January" for 1; borrowed for ever. */
Text clock_month_name(int month);

/* ISO 8601 at its precision: 2008 | 2008-02 | 2008-02-29 | 2008-02-29T11:38Z | ...:00Z. "" if
 * unknown. */
Text moment_text(struct arena *arena, Moment moment);
/* Always with seconds: 2008-02-29T11:38:00Z; only the date when no better is known. "" if unknown.
 */
Text moment_iso(struct arena *arena, Moment moment);
/* Reads every form that moment_text and moment_iso write, and "YYYY-MM-DD HH:MM[:SS]". The whole
 * text must fit. */
bool moment_read(Text text, Moment *moment);

#endif
