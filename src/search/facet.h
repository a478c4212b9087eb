/* Facets: the values by which records are listed and counted, as they stand in addresses. */
#ifndef SEARCH_FACET_H
#define SEARCH_FACET_H

#include "base/text.h"

/* name, field in a query and in addresses, heading for people */
#define FACETS(X) \
	X(KIND, "kind", "Kind")                      /* cable */ \
	X(ORIGIN, "origin", "Origin")                /* bishkek */ \
	X(TAG, "tag", "Tag")                         /* KTIP */ \
	X(CLASSIFICATION, "class", "Classification") /* secret */ \
	X(COUNTRY, "country", "Country")             /* kyrgyzstan */ \
	X(CAPTION, "caption", "Caption")             /* SIPDIS */ \
	X(YEAR, "year", "Year")                      /* 2008 */ \
	X(MONTH, "month", "Month")                   /* 2008-02 */ \
	X(RELEASED, "released", "Released")          /* 2011-08-26 */

#define FACET_ENUM(name, field, heading) FACET_##name,
enum facet { FACETS(FACET_ENUM) FACET_COUNT };
#undef FACET_ENUM

Text facet_field(enum facet facet);
Text facet_heading(enum facet facet);

#endif
