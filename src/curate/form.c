/* What is asked: the fields of an address or of a form. */
#include "base/url.h"
#include "curate/sheet.h"

Text form_field(Text form, Text name, struct arena *arena)
{
	Text key, value;

	while (query_take(&form, arena, &key, &value))
		if (text_equal(key, name))
			return value.len ? text_trim(value) : TEXT("");
	return (Text){ 0 };
}

uint64_t form_number(Text form, Text name, struct arena *arena)
{
	Text digits = form_field(form, name, arena);
	uint64_t number;

	return text_take_digits(&digits, 19, &number) && !digits.len ? number : 0;
}

enum fault form_fields(
    Text form, Text name, struct arena *arena, TextList *values, struct error *err)
{
	Text key, value, *place;

	while (query_take(&form, arena, &key, &value))
		if (text_equal(key, name) && (place = array_add(values, arena)))
			*place = value;
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for what was asked")
			     : FAULT_NONE;
}

static Text fields_of(const struct sheet *sheet)
{
	return sheet->request->method == HTTP_POST ? sheet->request->posted : sheet->request->query;
}

Text sheet_field(const struct sheet *sheet, Text name)
{
	return form_field(fields_of(sheet), name, sheet->arena);
}

uint64_t sheet_number(const struct sheet *sheet, Text name)
{
	return form_number(fields_of(sheet), name, sheet->arena);
}

Text sheet_recall(const struct sheet *sheet, Text name)
{
	return memory_recall(&sheet->desk->memory, sheet_number(sheet, name));
}
