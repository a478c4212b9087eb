/* The record as JSON, the writing half: one walk over the shapes. */
#include "record/codec.h"

#include <string.h>

#include "record/shape.h"

#define AT(type, base, member) (*(const type *)((const char *)(base) + (member)->offset))

static json_t *put_object(
    const struct writing *writing, const struct shape *shape, const void *base);

static json_t *put_span(Span span)
{
	return json_pack("[I, I]", (json_int_t)span.start, (json_int_t)span.length);
}

static json_t *put_text(Text text)
{
	return text.len ? json_text(text) : json_null();
}

static void set_span(json_t *object, const char *key, json_t *span)
{
	json_t *spans = json_object_get(object, "spans");

	if (!spans) {
		spans = json_object();
		json_object_set_new(object, "spans", spans);
	}
	json_object_set_new(spans, key, span);
}

static json_t *put_field(json_t *object, const char *key, const Field *field)
{
	if (field->text.len && field->span.length)
		set_span(object, key, put_span(field->span));
	return put_text(field->text);
}

static json_t *put_fields(
    json_t *object, const struct member *member, const Field *fields, uint32_t count)
{
	json_t *array = json_array(), *spans = json_array();

	for (uint32_t i = 0; i < count; i++) {
		json_array_append_new(array, put_text(fields[i].text));
		json_array_append_new(spans, put_span(fields[i].span));
	}
	if (count)
		set_span(object, member->key, spans);
	else
		json_decref(spans);
	return array;
}

static json_t *put_array_item(
    const struct writing *writing, const struct member *member, const void *item)
{
	switch (member->kind) {
	case MEMBER_LIST:
		return put_object(writing, member->shape, item);
	case MEMBER_TEXTS:
		return put_text(*(const Text *)item);
	case MEMBER_U32S:
		return json_integer(*(const uint32_t *)item);
	case MEMBER_INTS:
		return json_integer(*(const int *)item);
	default:
		break;
	}
	const struct shift *shift = item;
	return json_pack("[I, I]", (json_int_t)shift->at, (json_int_t)shift->shift);
}

static json_t *put_array(const struct writing *writing, json_t *object, const struct member *member,
    const AnyArray *array)
{
	if (member->kind == MEMBER_FIELDS)
		return put_fields(
		    object, member, (const Field *)(const void *)array->items, array->count);
	json_t *result = json_array();
	for (uint32_t i = 0; i < array->count; i++)
		json_array_append_new(result,
		    put_array_item(writing, member, array->items + i * member_item_size(member)));
	return result;
}

static json_t *put_clock(const struct writing *writing, const int *clock)
{
	return clock[0] ? json_text(text_format(writing->arena, "%02d:%02d", clock[1], clock[2]))
			: json_null();
}

static json_t *put_lines(const uint32_t *lines)
{
	return lines[0] || lines[1]
	    ? json_pack("[I, I]", (json_int_t)lines[0], (json_int_t)lines[1])
	    : json_null();
}

static bool is_absent(const struct shape *shape, const void *base)
{
	const struct member *first = &shape->members[0];
	const void *at = (const char *)base + first->offset;

	return first->kind == MEMBER_LINES ? *(const uint32_t *)at == 0
					   : ((const Field *)at)->text.len == 0;
}

static json_t *put_number(const struct member *member, const void *base)
{
	switch (member->kind) {
	case MEMBER_U32:
		return json_integer(AT(uint32_t, base, member));
	case MEMBER_U64:
		return json_integer((json_int_t)AT(uint64_t, base, member));
	case MEMBER_INT:
		return json_integer(AT(int, base, member));
	default:
		return json_boolean(AT(bool, base, member));
	}
}

static json_t *put_member(
    const struct writing *writing, json_t *object, const struct member *member, const void *base)
{
	const void *at = (const char *)base + member->offset;

	switch (member->kind) {
	case MEMBER_FIELD:
		return put_field(object, member->key, at);
	case MEMBER_TEXT:
		return put_text(*(const Text *)at);
	case MEMBER_CLASS:
		return put_text(classification_text(*(const enum classification *)at));
	case MEMBER_MOMENT:
		return put_text(moment_text(writing->arena, *(const Moment *)at));
	case MEMBER_MINUTE:
		return put_text(moment_iso(writing->arena, *(const Moment *)at));
	case MEMBER_CLOCK:
		return put_clock(writing, at);
	case MEMBER_SPAN:
		return put_span(*(const Span *)at);
	case MEMBER_LINES:
		return put_lines(at);
	case MEMBER_NAMED:
		return json_text(member->name(*(const unsigned *)at));
	case MEMBER_OPTIONAL:
		return is_absent(member->shape, at) ? json_null()
						    : put_object(writing, member->shape, at);
	case MEMBER_OBJECT:
		return put_object(writing, member->shape, at);
	case MEMBER_DERIVED:
		return member->derive(writing, base);
	case MEMBER_LIST:
	case MEMBER_FIELDS:
	case MEMBER_TEXTS:
	case MEMBER_U32S:
	case MEMBER_INTS:
	case MEMBER_SHIFTS:
		return put_array(writing, object, member, at);
	default:
		return put_number(member, base);
	}
}

static void put_members(
    const struct writing *writing, json_t *object, const struct shape *shape, const void *base)
{
	for (uint32_t i = 0; i < shape->count; i++) {
		const struct member *member = &shape->members[i];

		if (member->kind == MEMBER_FLAT) {
			const void *inner = AT(void *const, base, member);
			if (inner)
				put_members(writing, object, member->shape, inner);
			continue;
		}
		json_object_set_new(object, member->key, put_member(writing, object, member, base));
	}
}

static json_t *put_object(
    const struct writing *writing, const struct shape *shape, const void *base)
{
	json_t *object = json_object();

	put_members(writing, object, shape, base);
	return object;
}

json_t *record_to_json(const struct record *record)
{
	struct arena arena;

	arena_begin(&arena, 0);
	struct writing writing = { record, &arena };
	json_t *tree = put_object(&writing, &record_shape, record);
	if (arena.failed) {
		json_decref(tree);
		tree = NULL;
	}
	arena_end(&arena);
	return tree;
}
