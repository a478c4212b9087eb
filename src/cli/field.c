/* The fields of `chancery parse --field`: one row each. The shapes are those of the conformance
 * vectors (lists of strings, ISO dates, addressees as objects) and are described in
 * chancery-parse(1). */
#include "cli/field.h"

#include <string.h>

#include "catalog/station_id.h"
#include "catalog/tag_reading.h"
#include "record/codec.h"
#include "record/reflow.h"
#include "telegram/reference.h"
#include "telegram/tags.h"
#include "telegram/telegram.h"

struct field {
	Text name;
	json_t *(*value)(const struct field_source *source);
};

static json_t *text_list(const TextList *list)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < list->count; i++)
		json_array_append_new(array, json_text(list->items[i]));
	return array;
}

/* Absent is null, not "". */
static json_t *text_or_null(Text text)
{
	return text.len ? json_text(text) : json_null();
}

/* A member of the record's JSON, or of its message. */
static json_t *member_of(const struct field_source *source, const char *key)
{
	json_t *record = record_to_json(source->record);
	json_t *value = json_object_get(record, key);

	if (!value)
		value = json_object_get(json_object_get(record, "message"), key);
	json_incref(value);
	json_decref(record);
	return value ? value : json_null();
}

static json_t *header_value(const struct field_source *source)
{
	return member_of(source, "header");
}

static json_t *paragraphs_value(const struct field_source *source)
{
	return member_of(source, "paragraphs");
}

static json_t *notes_value(const struct field_source *source)
{
	return member_of(source, "notes");
}

static json_t *tags_value(const struct field_source *source)
{
	TextList list = { 0 };

	tags_list(source->record->cable, source->as_written ? TAGS_AS_SPELT : TAGS_CORRECTED,
	    source->arena, &list);
	return text_list(&list);
}

/* Of a fragment by what stands behind REF alone. */
static void read_references(const struct field_source *source, ReferenceList *list)
{
	const struct reference_context context = { .catalog = source->catalog,
		.arena = source->arena,
		.year = source->year,
		.own_id = source->record->id };

	reference_read_fragment(&context, source->text, list);
}

static json_t *references_value(const struct field_source *source)
{
	ReferenceList list = { 0 };
	json_t *array = json_array();

	if (!source->fragment)
		return json_decref(array), text_list(&source->record->references);
	read_references(source, &list);
	for (uint32_t i = 0; i < list.count; i++)
		if (list.items[i].target.len)
			json_array_append_new(array, json_text(list.items[i].target));
	return array;
}

/* With their kinds and bullets; of what is no cable its own words. */
static json_t *references_ng_value(const struct field_source *source)
{
	ReferenceList list = { 0 };
	json_t *array = json_array();

	if (source->fragment)
		read_references(source, &list);
	else
		memcpy(&list, &source->record->cable->references, sizeof list);
	for (uint32_t i = 0; i < list.count; i++) {
		const struct reference *one = &list.items[i];
		json_t *object = json_object();

		json_object_set_new(object, "kind", json_text(reference_kind_name(one->kind)));
		json_object_set_new(
		    object, "value", json_text(one->target.len ? one->target : one->raw.text));
		json_object_set_new(object, "bullet", text_or_null(one->bullet));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *subject_value(const struct field_source *source)
{
	return json_text(source->normalized
		? telegram_title_case(source->record->title, source->catalog, source->arena)
		: source->record->title);
}

static json_t *excluded_of(const struct cable_header *header, const struct addressee *addressee)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < header->excluded.count; i++)
		if (exempted_from(header, &header->excluded.items[i]) == addressee)
			json_array_append_new(
			    array, json_text(header->excluded.items[i].plad.text));
	return array;
}

static json_t *addressees_value(const struct field_source *source, const AddresseeList *list)
{
	const struct cable_header *header = &source->record->cable->header;
	json_t *array = json_array();

	for (uint32_t i = 0; i < list->count; i++) {
		const struct addressee *one = &list->items[i];
		json_t *object = json_object();

		json_object_set_new(object, "route", text_or_null(one->routing_indicator.text));
		json_object_set_new(object, "name", json_text(one->plad.text));
		json_object_set_new(object, "precedence", text_or_null(one->precedence.text));
		json_object_set_new(object, "mcn", text_or_null(one->message_number.text));
		json_object_set_new(object, "excluded", excluded_of(header, one));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *recipients_value(const struct field_source *source)
{
	return addressees_value(source, &source->record->cable->header.to);
}

static json_t *info_recipients_value(const struct field_source *source)
{
	return addressees_value(source, &source->record->cable->header.info);
}

static json_t *classified_by_value(const struct field_source *source)
{
	const struct cable *cable = source->record->cable;
	json_t *array = json_array();

	for (uint32_t i = 0; i < cable->classifiers.count; i++) {
		Text name = cable->classifiers.items[i].name.text;

		json_array_append_new(array,
		    json_text(source->normalized ? telegram_name_case(name, source->arena) : name));
	}
	return array;
}

static json_t *signers_value(const struct field_source *source)
{
	const struct cable *cable = source->record->cable;
	json_t *array = json_array();

	for (uint32_t i = 0; i < cable->signers.count; i++) {
		Text name = cable->signers.items[i].text;

		json_array_append_new(array,
		    json_text(source->normalized ? telegram_name_case(name, source->arena) : name));
	}
	return array;
}

static json_t *nondisclosure_value(const struct field_source *source)
{
	return text_or_null(moment_text(source->arena, source->record->cable->declassify_on));
}

static json_t *summary_value(const struct field_source *source)
{
	const struct cable *cable = source->record->cable;

	for (uint32_t i = 0; i < cable->remarks.count; i++)
		if (cable->remarks.items[i].kind == REMARK_SUMMARY)
			return json_text(record_words(
			    source->record, cable->remarks.items[i].span, source->arena));
	return json_null();
}

static json_t *reference_id_value(const struct field_source *source)
{
	if (!source->fragment)
		return text_or_null(source->record->id);
	return text_or_null(
	    reference_id_canonical(source->catalog, text_trim(source->text), source->arena).id);
}

static json_t *clean_content_value(const struct field_source *source)
{
	return json_text(telegram_clean(source->text, source->catalog, source->arena));
}

static json_t *titlefy_value(const struct field_source *source)
{
	return json_text(
	    telegram_title_case(text_trim(source->text), source->catalog, source->arena));
}

static json_t *tag_kind_value(const struct field_source *source)
{
	return json_text(catalog_tag_kind(source->catalog, text_trim(source->text)));
}

static const struct field fields[] = {
	{ TEXT_INIT("tags"), tags_value },
	{ TEXT_INIT("references"), references_value },
	{ TEXT_INIT("references_ng"), references_ng_value },
	{ TEXT_INIT("subject"), subject_value },
	{ TEXT_INIT("recipients"), recipients_value },
	{ TEXT_INIT("info_recipients"), info_recipients_value },
	{ TEXT_INIT("classified_by"), classified_by_value },
	{ TEXT_INIT("signers"), signers_value },
	{ TEXT_INIT("nondisclosure"), nondisclosure_value },
	{ TEXT_INIT("summary"), summary_value },
	{ TEXT_INIT("reference_id"), reference_id_value },
	{ TEXT_INIT("header"), header_value },
	{ TEXT_INIT("paragraphs"), paragraphs_value },
	{ TEXT_INIT("notes"), notes_value },
	{ TEXT_INIT("tag_kind"), tag_kind_value },
	{ TEXT_INIT("titlefy"), titlefy_value },
	{ TEXT_INIT("clean_content"), clean_content_value },
};

const struct field *field_find(Text name)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (text_equal(fields[i].name, name))
			return &fields[i];
	return NULL;
}

Text field_names(struct arena *arena)
{
	Text all = TEXT("");

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		all = text_format(
		    arena, i ? "%.*s, %.*s" : "%.*s%.*s", TEXT_ARG(all), TEXT_ARG(fields[i].name));
	return all;
}

json_t *field_value(const struct field *field, const struct field_source *source)
{
	if (!source->record->cable)
		return member_of(source, text_string(source->arena, field->name));
	return field->value(source);
}
