/* Values: the values of a facet with their counts, as the browse lists show them, and what to say
 * of one that is not there. */
#ifndef PAGES_VALUES_H
#define PAGES_VALUES_H

#include "pages/visit.h"

/* Every value of `facet` among the records that match `query` (empty: all of them), most first;
 * years, months and days newest first. `total` (may be NULL) is how many records match. */
enum fault values_ask(const struct visit *visit, enum facet facet, Text query,
    struct facet_list *list, uint64_t *total, struct error *err);
/* NULL when the list does not hold `value`. */
const struct facet_value *values_find(const struct facet_list *list, Text value);
/* In the order of the values' own spelling. */
void values_sort(struct facet_list *list);

/* <li><a>label</a> note <count></li>; the note (may be empty) says more, such as a country. */
void values_put(
    struct visit *visit, enum facet facet, const struct facet_value *value, Text label, Text note);
/* The same with its share of `most` drawn behind the label. */
void values_put_share(
    struct visit *visit, enum facet facet, const struct facet_value *value, uint64_t most);
/* Links to the letters that the sorted list has, then the list under one heading a letter. `put`
 * writes an item. */
typedef void value_putter(struct visit *visit, const struct facet_value *value);
void values_put_letters(struct visit *visit, const struct facet_list *list, value_putter *put);

/* Writes the page of a value that no record has: status 404, values that are spelt nearly so, where
 * to go on. */
enum fault values_put_missing(
    struct visit *visit, enum facet facet, Text section, Text value, struct error *err);

#endif
