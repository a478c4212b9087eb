/* One field of a record as JSON, in the shape that the conformance vectors state. */
#ifndef CLI_FIELD_H
#define CLI_FIELD_H

#include "base/json.h"
#include "catalog/catalog.h"
#include "record/record.h"

/* What a field is made of. For a fragment the record is what telegram_read makes of it. */
struct field_source {
	const struct record *record;
	const struct catalog *catalog;
	struct arena *arena;
	Text text;       /* the fragment, or the record's transcript */
	int year;        /* of the cable, for its references; 0 unknown */
	bool fragment;   /* `text` is a piece of a message */
	bool normalized; /* names and subjects in mixed case */
	bool as_written; /* TAGS as they are spelt */
};

/* NULL when no field has this name. */
const struct field *field_find(Text name);
/* Names of all fields, ", " between, for the message about a wrong one. */
Text field_names(struct arena *arena);
/* Its value; NULL when memory ran out. A cable's field of a narrative is null. */
json_t *field_value(const struct field *field, const struct field_source *source);

#endif
