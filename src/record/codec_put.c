/* The record as JSON, the writing half: one walk over the shapes. The spans of an object's fields
 * stand in a member of their own before the first field that has one, so they are looked for in
 * advance. */
#include "record/codec.h"

#include <string.h>

#include "record/shape.h"

#define AT(type, base, member) (*(const type *)((const char *)(base) + (member)->offset))

/* An object that is being written, the FLAT parts of it included. */
struct object {
	const struct writing *writing;
	const struct shape *shape;
	const void *base;
	bool has_spans; /* written already */
};

static void put_object(const struct writing *writing, const struct shape *shape, const void *base);

void put_null(const struct writing *writing)
{
	out_json_word(writing->out, TEXT("null"));
}

void put_bool(const struct writing *writing, bool value)
{
	out_json_word(writing->out, value ? TEXT("true") : TEXT("false"));
}

void put_text(const struct writing *writing, Text text)
{
	out_json_text(writing->out, text.len ? text : (Text){ 0 });
}

/* --- spans --- */

static bool has_span(const struct member *member, const void *base)
{
	const Field *field = &AT(Field, base, member);

	if (member->kind == MEMBER_FIELDS)
		return AT(AnyArray, base, member).count > 0;
	return member->kind == MEMBER_FIELD && field->text.len && field->span.length;
}

static void put_span(const struct writing *writing, Span span)
{
	out_json_pair(writing->out, span.start, span.length);
}

static void put_field_spans(const struct writing *writing, const AnyArray *array)
{
	const Field *fields = (const Field *)(const void *)array->items;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < array->count; i++)
		put_span(writing, fields[i].span);
	out_json_close(writing->out, ']');
}

static void put_member_spans(
    const struct writing *writing, const struct shape *shape, const void *base)
{
	for (uint32_t i = 0; i < shape->count; i++) {
		const struct member *member = &shape->members[i];

		if (member->kind == MEMBER_FLAT && AT(void *const, base, member))
			put_member_spans(writing, member->shape, AT(void *const, base, member));
		if (!has_span(member, base))
			continue;
		out_json_key(writing->out, member->key);
		if (member->kind == MEMBER_FIELDS)
			put_field_spans(writing, &AT(AnyArray, base, member));
		else
			put_span(writing, AT(Field, base, member).span);
	}
}

static void put_spans(struct object *object)
{
	struct out *out = object->writing->out;

	object->has_spans = true;
	out_json_key(out, "spans");
	out_json_open(out, '{');
	put_member_spans(object->writing, object->shape, object->base);
	out_json_close(out, '}');
}

/* --- values --- */

static void put_array_item(
    const struct writing *writing, const struct member *member, const void *item)
{
	const struct shift *shift = item;

	switch (member->kind) {
	case MEMBER_LIST:
		put_object(writing, member->shape, item);
		break;
	case MEMBER_FIELDS:
		put_text(writing, ((const Field *)item)->text);
		break;
	case MEMBER_TEXTS:
		put_text(writing, *(const Text *)item);
		break;
	case MEMBER_U32S:
		out_json_number(writing->out, *(const uint32_t *)item);
		break;
	case MEMBER_INTS:
		out_json_number(writing->out, *(const int *)item);
		break;
	default:
		out_json_pair(writing->out, shift->at, shift->shift);
		break;
	}
}

static void put_array(
    const struct writing *writing, const struct member *member, const AnyArray *array)
{
	size_t size = member_item_size(member);

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < array->count; i++)
		put_array_item(writing, member, array->items + i * size);
	out_json_close(writing->out, ']');
}

static void put_clock(const struct writing *writing, const int *clock)
{
	put_text(writing,
	    clock[0] ? text_format(writing->arena, "%02d:%02d", clock[1], clock[2]) : TEXT(""));
}

static void put_lines(const struct writing *writing, const uint32_t *lines)
{
	if (lines[0] || lines[1])
		out_json_pair(writing->out, lines[0], lines[1]);
	else
		put_null(writing);
}

static bool is_absent(const struct shape *shape, const void *base)
{
	const struct member *first = &shape->members[0];
	const void *at = (const char *)base + first->offset;

	return first->kind == MEMBER_LINES ? *(const uint32_t *)at == 0
					   : ((const Field *)at)->text.len == 0;
}

static void put_number(const struct writing *writing, const struct member *member, const void *base)
{
	switch (member->kind) {
	case MEMBER_U32:
		out_json_number(writing->out, AT(uint32_t, base, member));
		break;
	case MEMBER_U64:
		out_json_number(writing->out, (int64_t)AT(uint64_t, base, member));
		break;
	case MEMBER_INT:
		out_json_number(writing->out, AT(int, base, member));
		break;
	default:
		put_bool(writing, AT(bool, base, member));
		break;
	}
}

static void put_value(const struct writing *writing, const struct member *member, const void *base)
{
	const void *at = (const char *)base + member->offset;

	switch (member->kind) {
	case MEMBER_FIELD:
		put_text(writing, ((const Field *)at)->text);
		break;
	case MEMBER_TEXT:
		put_text(writing, *(const Text *)at);
		break;
	case MEMBER_CLASS:
		put_text(writing, classification_text(*(const enum classification *)at));
		break;
	case MEMBER_MOMENT:
		put_text(writing, moment_text(writing->arena, *(const Moment *)at));
		break;
	case MEMBER_MINUTE:
		put_text(writing, moment_iso(writing->arena, *(const Moment *)at));
		break;
	case MEMBER_CLOCK:
		put_clock(writing, at);
		break;
	case MEMBER_SPAN:
		put_span(writing, *(const Span *)at);
		break;
	case MEMBER_LINES:
		put_lines(writing, at);
		break;
	case MEMBER_NAMED:
		out_json_text(writing->out, member->name(*(const unsigned *)at));
		break;
	case MEMBER_OPTIONAL:
		if (is_absent(member->shape, at))
			put_null(writing);
		else
			put_object(writing, member->shape, at);
		break;
	case MEMBER_OBJECT:
		put_object(writing, member->shape, at);
		break;
	case MEMBER_DERIVED:
		member->derive(writing, base);
		break;
	case MEMBER_LIST:
	case MEMBER_FIELDS:
	case MEMBER_TEXTS:
	case MEMBER_U32S:
	case MEMBER_INTS:
	case MEMBER_SHIFTS:
		put_array(writing, member, at);
		break;
	default:
		put_number(writing, member, base);
		break;
	}
}

/* --- members --- */

static const struct member *find_member(const struct shape *shape, const char *key)
{
	for (uint32_t i = 0; i < shape->count; i++)
		if (shape->members[i].kind != MEMBER_FLAT &&
		    strcmp(shape->members[i].key, key) == 0)
			return &shape->members[i];
	return NULL;
}

/* A key that a FLAT part has as well ("title") stands once: in the first place, with the value of
 * the part, which has a span. */
static void put_own(struct object *object, const struct member *member)
{
	const struct member *twin = member;
	const void *base = object->base;

	for (uint32_t i = 0; i < object->shape->count; i++) {
		const struct member *flat = &object->shape->members[i];
		const void *inner =
		    flat->kind == MEMBER_FLAT ? AT(void *const, object->base, flat) : NULL;
		const struct member *found = inner ? find_member(flat->shape, member->key) : NULL;

		if (found) {
			twin = found;
			base = inner;
		}
	}
	if (!object->has_spans && has_span(member, object->base))
		put_spans(object);
	out_json_key(object->writing->out, member->key);
	put_value(object->writing, twin, base);
}

static void put_flat(struct object *object, const struct shape *shape, const void *base)
{
	for (uint32_t i = 0; base && i < shape->count; i++) {
		const struct member *member = &shape->members[i];

		if (!object->has_spans && has_span(member, base))
			put_spans(object);
		if (find_member(object->shape, member->key))
			continue;
		out_json_key(object->writing->out, member->key);
		put_value(object->writing, member, base);
	}
}

/* All but the record's own object: nothing is flat in them. */
static void put_plain(struct object *object)
{
	for (uint32_t i = 0; i < object->shape->count; i++) {
		const struct member *member = &object->shape->members[i];

		if (!object->has_spans && has_span(member, object->base))
			put_spans(object);
		out_json_key(object->writing->out, member->key);
		put_value(object->writing, member, object->base);
	}
}

static void put_object(const struct writing *writing, const struct shape *shape, const void *base)
{
	struct object object = { .writing = writing, .shape = shape, .base = base };

	out_json_open(writing->out, '{');
	put_plain(&object);
	out_json_close(writing->out, '}');
}

void record_put_structure(struct out *out, const struct record *record)
{
	struct arena arena;

	arena_begin(&arena, 0);
	struct writing writing = { out, record, &arena };
	struct object object = { .writing = &writing, .shape = &record_shape, .base = record };
	out_char(out, '{');
	for (uint32_t i = 0; i < record_shape.count; i++) {
		const struct member *member = &record_shape.members[i];

		if (member->kind == MEMBER_FLAT)
			put_flat(&object, member->shape, AT(void *const, record, member));
		else
			put_own(&object, member);
	}
	out_json_close(out, '}');
	if (arena.failed && out->fault == FAULT_NONE)
		out->fault = FAULT_NO_MEMORY;
	arena_end(&arena);
}

json_t *record_to_json(const struct record *record)
{
	struct error unheard = { 0 };
	struct out out;
	json_t *tree = NULL;

	out_begin(&out, RECORD_STRUCTURE_LIMIT);
	record_put_structure(&out, record);
	if (out.fault == FAULT_NONE)
		tree = json_read(out_text(&out), &unheard);
	out_end(&out);
	return tree;
}
