/* The page of one value: its records as a listing, under a heading that says what the value is. */
#ifndef PAGES_VALUE_PAGE_H
#define PAGES_VALUE_PAGE_H

#include "pages/listing.h"
#include "pages/values.h"

struct value_page {
	enum facet facet;
	Text section;                    /* "/tag": the list of all values */
	Text typed;                      /* the value as it stands in the address */
	const struct facet_value *value; /* out */
	struct listing listing;          /* out */
	bool answered; /* out: a redirect to the usual spelling, or a 404, is written already */
};

/* Finds the value and asks for its records; see `answered` before writing more. */
enum fault value_page_ask(struct value_page *one, struct visit *visit, struct error *err);

#endif
