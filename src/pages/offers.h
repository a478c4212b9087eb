/* Offers: other searches, each a link with its count, for a query that found nothing or holds a
 * word that no record has. */
#ifndef PAGES_OFFERS_H
#define PAGES_OFFERS_H

#include "pages/listing.h"

#define OFFERS_WITHOUT 6 /* conditions of a query that are left out in turn, at most */

/* Other spellings; nothing when there are none, and beyond the first page of the list. */
enum fault offers_put_spellings(
    const struct listing *listing, struct visit *visit, struct error *err);
/* The query without each of its conditions, where that finds something; nothing when it has but
 * one. */
enum fault offers_put_without(
    const struct listing *listing, struct visit *visit, struct error *err);

#endif
