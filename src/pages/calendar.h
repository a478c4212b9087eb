/* Calendar: the months of a year and the days of a month with how many records each has; what has
 * some is a link. */
#ifndef PAGES_CALENDAR_H
#define PAGES_CALENDAR_H

#include "pages/visit.h"

/* The twelve months of `year` ("2008") as a list; `months` are values of FACET_MONTH. Those without
 * records are named but lead nowhere. */
void calendar_put_year(struct visit *visit, const struct facet_list *months, Text year);

/* Only those of them that have records. */
void calendar_put_months(struct visit *visit, const struct facet_list *months, Text year);

/* Links from a month to its year and to the months beside it, where they have records. */
void calendar_put_beside(struct visit *visit, int year, int month);
/* A month as a table of weeks from Monday on. */
void calendar_put_month(struct visit *visit, int year, int month);

#endif
