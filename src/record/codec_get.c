/* The record as JSON, the reading half: the same walk backwards, believing nothing. */
#include "record/codec.h"

#include "base/json_tree.h"
#include "record/shape.h"

struct reading {
	struct arena *arena;
	struct error *err;
	const struct record *record; /* its transcript bounds every span */
};

static enum fault get_members(
    struct reading *reading, const struct json_node *object, const struct shape *shape, void *base);

static enum fault wrong(struct reading *reading, const char *key)
{
	return fail(reading->err, FAULT_CORRUPT, "record: '%s' has the wrong type or value", key);
}

static enum fault no_memory(struct reading *reading)
{
	return fail(reading->err, FAULT_NO_MEMORY, "no memory to read a record back");
}

static enum fault get_text(
    struct reading *reading, const struct json_node *value, const char *key, Text *text)
{
	*text = (Text){ 0 };
	if (!value || json_node_is(value, JSON_NODE_NULL))
		return FAULT_NONE;
	if (!json_node_is(value, JSON_NODE_TEXT))
		return wrong(reading, key);
	Text read = json_node_text(value);
	if (!read.len)
		return FAULT_NONE;
	*text = text_copy(reading->arena, read);
	return text->len ? FAULT_NONE : no_memory(reading);
}

static bool get_pair(
    const struct json_node *value, int64_t low, int64_t high, int64_t *a, int64_t *b)
{
	const struct json_node *first = json_node_first(value);

	if (!first || value->count != 2 || first->kind != JSON_NODE_INTEGER ||
	    first[1].kind != JSON_NODE_INTEGER)
		return false;
	*a = first[0].integer;
	*b = first[1].integer;
	return *a >= 0 && *a <= UINT32_MAX && *b >= low && *b <= high;
}

static enum fault get_span(
    struct reading *reading, const struct json_node *value, const char *key, Span *span)
{
	int64_t start, length, end = (int64_t)reading->record->transcript.text.len;

	if (!get_pair(value, 0, UINT32_MAX, &start, &length) || start + length > end)
		return wrong(reading, key);
	*span = (Span){ (uint32_t)start, (uint32_t)length };
	return FAULT_NONE;
}

static enum fault get_lines(
    struct reading *reading, const struct json_node *value, const char *key, uint32_t *lines)
{
	int64_t first, last;

	lines[0] = lines[1] = 0;
	if (!value || json_node_is(value, JSON_NODE_NULL))
		return FAULT_NONE;
	if (!get_pair(value, 0, UINT32_MAX, &first, &last))
		return wrong(reading, key);
	lines[0] = (uint32_t)first;
	lines[1] = (uint32_t)last;
	return FAULT_NONE;
}

static enum fault get_field(
    struct reading *reading, const struct json_node *object, const char *key, Field *field)
{
	const struct json_node *span = json_node_member(json_node_member(object, "spans"), key);
	enum fault fault = get_text(reading, json_node_member(object, key), key, &field->text);

	field->span = (Span){ 0 };
	if (fault == FAULT_NONE && span)
		fault = get_span(reading, span, key, &field->span);
	return fault;
}

static enum fault get_number(
    struct reading *reading, const struct json_node *value, const struct member *member, void *at)
{
	int64_t number;

	if (member->kind == MEMBER_BOOL) {
		*(bool *)at = json_node_is(value, JSON_NODE_TRUE);
		return *(bool *)at || json_node_is(value, JSON_NODE_FALSE)
		    ? FAULT_NONE
		    : wrong(reading, member->key);
	}
	if (!json_node_is(value, JSON_NODE_INTEGER))
		return wrong(reading, member->key);
	number = value->integer;
	if (member->kind == MEMBER_U64) {
		*(uint64_t *)at = (uint64_t)number;
		return FAULT_NONE;
	}
	if (number < INT32_MIN || number > UINT32_MAX)
		return wrong(reading, member->key);
	if (member->kind == MEMBER_U32)
		*(uint32_t *)at = (uint32_t)number;
	else
		*(int *)at = (int)number;
	return FAULT_NONE;
}

static enum fault get_moment(struct reading *reading, const struct json_node *value,
    const struct member *member, Moment *moment)
{
	Text text;
	enum fault fault = get_text(reading, value, member->key, &text);

	*moment = MOMENT_UNKNOWN;
	if (fault != FAULT_NONE || !text.len)
		return fault;
	if (!moment_read(text, moment))
		return wrong(reading, member->key);
	if (member->kind == MEMBER_MINUTE && moment->precision == PRECISION_SECOND)
		moment->precision = PRECISION_MINUTE;
	return FAULT_NONE;
}

static enum fault get_clock(
    struct reading *reading, const struct json_node *value, const struct member *member, int *clock)
{
	Text text;
	enum fault fault = get_text(reading, value, member->key, &text);

	if (fault != FAULT_NONE || !text.len)
		return fault;
	if (!text_take_number(&text, 2, 0, 23, &clock[1]) || !text_take_char(&text, ':') ||
	    !text_take_number(&text, 2, 0, 59, &clock[2]) || text.len)
		return wrong(reading, member->key);
	return FAULT_NONE;
}

static enum fault get_named(struct reading *reading, const struct json_node *value,
    const struct member *member, unsigned *at)
{
	Text text = json_node_text(value);

	for (unsigned i = 0; i < member->names; i++)
		if (text_equal(member->name(i), text)) {
			*at = i;
			return FAULT_NONE;
		}
	return wrong(reading, member->key);
}

static enum fault get_class(struct reading *reading, const struct json_node *value,
    const struct member *member, enum classification *classification)
{
	Text text = json_node_text(value);

	*classification = classification_read(text);
	return json_node_is(value, JSON_NODE_NULL) || *classification != CLASS_UNKNOWN
	    ? FAULT_NONE
	    : wrong(reading, member->key);
}

static enum fault get_shift(
    struct reading *reading, const struct json_node *value, struct shift *shift)
{
	int64_t at, by;

	if (!get_pair(value, INT32_MIN, INT32_MAX, &at, &by))
		return wrong(reading, "shifts");
	*shift = (struct shift){ (uint32_t)at, (int32_t)by };
	return FAULT_NONE;
}

static enum fault get_array_item(
    struct reading *reading, const struct json_node *value, const struct member *member, void *item)
{
	switch (member->kind) {
	case MEMBER_LIST:
		return get_members(reading, value, member->shape, item);
	case MEMBER_TEXTS:
		return get_text(reading, value, member->key, item);
	case MEMBER_SHIFTS:
		return get_shift(reading, value, item);
	case MEMBER_FIELDS:
		return get_text(reading, value, member->key, &((Field *)item)->text);
	default:
		break;
	}
	struct member number = { .key = member->key,
		.kind = member->kind == MEMBER_U32S ? MEMBER_U32 : MEMBER_INT };
	return get_number(reading, value, &number, item);
}

static enum fault get_field_spans(struct reading *reading, const struct json_node *object,
    const struct member *member, AnyArray *array)
{
	const struct json_node *spans =
	    json_node_member(json_node_member(object, "spans"), member->key);

	const struct json_node *span = json_node_first(spans);

	for (uint32_t i = 0; i < array->count; i++) {
		Field *field = (Field *)(void *)(array->items + i * sizeof(Field));
		enum fault fault = get_span(reading, span, member->key, &field->span);
		if (fault != FAULT_NONE)
			return fault;
		span = i + 1 < spans->count ? json_node_next(span) : NULL;
	}
	return FAULT_NONE;
}

static enum fault get_array(struct reading *reading, const struct json_node *object,
    const struct member *member, AnyArray *array)
{
	const struct json_node *values = json_node_member(object, member->key);
	const struct json_node *item = json_node_first(values);
	size_t count = item ? values->count : 0, size = member_item_size(member);

	*array = (AnyArray){ 0 };
	if (!json_node_is(values, JSON_NODE_ARRAY))
		return wrong(reading, member->key);
	if (!count)
		return FAULT_NONE;
	array->items = arena_take(reading->arena, count * size);
	if (!array->items)
		return no_memory(reading);
	for (size_t i = 0; i < count; i++, item = json_node_next(item)) {
		enum fault fault = get_array_item(reading, item, member, array->items + i * size);
		if (fault != FAULT_NONE)
			return fault;
	}
	array->count = array->room = (uint32_t)count;
	return member->kind == MEMBER_FIELDS ? get_field_spans(reading, object, member, array)
					     : FAULT_NONE;
}

static enum fault get_flat(
    struct reading *reading, const struct json_node *object, const struct member *member, void **at)
{
	static const struct shape *const shapes[RECORD_KINDS] = { &cable_shape, &narrative_shape,
		&document_shape };

	if (member->shape != shapes[reading->record->kind])
		return FAULT_NONE;
	*at = arena_take(reading->arena, member->shape->size);
	return *at ? get_members(reading, object, member->shape, *at) : no_memory(reading);
}

static enum fault get_member(struct reading *reading, const struct json_node *object,
    const struct member *member, void *base)
{
	void *at = (char *)base + member->offset;
	const struct json_node *value = json_node_member(object, member->key);

	/* Keys may be added within version 1: what was written before has their zero. */
	if (!value && member->kind != MEMBER_FLAT)
		return FAULT_NONE;
	switch (member->kind) {
	case MEMBER_FIELD:
		return get_field(reading, object, member->key, at);
	case MEMBER_TEXT:
		return get_text(reading, value, member->key, at);
	case MEMBER_CLASS:
		return get_class(reading, value, member, at);
	case MEMBER_MOMENT:
	case MEMBER_MINUTE:
		return get_moment(reading, value, member, at);
	case MEMBER_CLOCK:
		return get_clock(reading, value, member, at);
	case MEMBER_SPAN:
		return get_span(reading, value, member->key, at);
	case MEMBER_LINES:
		return get_lines(reading, value, member->key, at);
	case MEMBER_NAMED:
		return get_named(reading, value, member, at);
	case MEMBER_OPTIONAL:
	case MEMBER_OBJECT:
		return get_members(reading, value, member->shape, at);
	case MEMBER_FLAT:
		return get_flat(reading, object, member, at);
	case MEMBER_DERIVED:
		return FAULT_NONE;
	case MEMBER_LIST:
	case MEMBER_FIELDS:
	case MEMBER_TEXTS:
	case MEMBER_U32S:
	case MEMBER_INTS:
	case MEMBER_SHIFTS:
		return get_array(reading, object, member, at);
	default:
		return get_number(reading, value, member, at);
	}
}

static enum fault get_members(
    struct reading *reading, const struct json_node *object, const struct shape *shape, void *base)
{
	if (json_node_is(object, JSON_NODE_NULL))
		return FAULT_NONE;
	if (!json_node_is(object, JSON_NODE_OBJECT))
		return wrong(reading, "object");
	for (uint32_t i = 0; i < shape->count; i++) {
		enum fault fault = get_member(reading, object, &shape->members[i], base);
		if (fault != FAULT_NONE)
			return fault;
	}
	return FAULT_NONE;
}

static enum fault read_tree(
    const struct json_node *tree, struct record *record, struct arena *arena, struct error *err)
{
	struct reading reading = { arena, err, record };
	Text schema = json_node_text(json_node_member(tree, "schema"));

	if (!text_equal(schema, TEXT("chancery.record/1")))
		return fail(err,
		    text_starts(schema, TEXT("chancery.record/")) ? FAULT_TOO_NEW : FAULT_CORRUPT,
		    "record: unknown schema '%.*s'", TEXT_ARG(schema));
	if (!json_node_member(tree, "kind"))
		return fail(err, FAULT_CORRUPT, "record: it does not say of what kind it is");
	enum fault fault = transcript_index(&record->transcript, arena, err);
	if (fault == FAULT_NONE)
		fault = get_members(&reading, tree, &record_shape, record);
	if (fault == FAULT_NONE && !record_id_is_valid(record->id))
		return fail(err, FAULT_CORRUPT, "record: it has no valid id");
	return fault;
}

struct record *record_from_json(Text json, Text text, struct arena *arena, struct error *err)
{
	struct record *record = ARENA_NEW(arena, struct record);
	const struct json_node *tree;
	struct arena scratch;

	if (!record) {
		fail(err, FAULT_NO_MEMORY, "no memory to read a record back");
		return NULL;
	}
	arena_begin(&scratch, 0);
	tree = json_tree_read(json, &scratch, err);
	record->transcript.text = text;
	if (!tree || read_tree(tree, record, arena, err) != FAULT_NONE)
		record = NULL;
	arena_end(&scratch);
	return record;
}
