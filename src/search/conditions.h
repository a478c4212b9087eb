/* Conditions: what a query asks for, one by one: a record must meet all of them. */
#ifndef SEARCH_CONDITIONS_H
#define SEARCH_CONDITIONS_H

#include "search/query.h"

struct condition {
	Text written;  /* as it stands in the query, which it is a slice of: "-tag:KTIP" */
	Text reading;  /* in words, without its "not": "tag KTIP" */
	bool excluded; /* it must not hold */
	bool words;    /* words of the text, no field */
};
typedef ARRAY(struct condition) ConditionList;

/* Those of the query, in its order: none when it asks for everything, one when it is an OR. In the
 * arena. False for a query that search() refuses, or when memory ran out. */
bool conditions_of(Text query, struct arena *arena, ConditionList *conditions);
/* The one that says what `written` says, however it is spelt, or UINT32_MAX. */
uint32_t conditions_find(const ConditionList *conditions, Text written, struct arena *arena);
/* The query without number `left_out`: the others with a blank between. In the arena. */
Text conditions_without(const ConditionList *conditions, uint32_t left_out, struct arena *arena);

#endif
