/* Reference ids: the exact form, and what people type for it. */
#include "record/reference_id.h"

#include <string.h>

#define STATION_LIMIT 40

int reference_century(int two_digits)
{
	return two_digits + (two_digits >= 66 ? 1900 : 2000);
}

static bool is_year(int year)
{
	return year >= 1966 && year <= 2010;
}

/* Cuts the digits (at most 7) off the end of *text. */
static bool cut_number(Text *text, uint64_t *number)
{
	size_t from = text->len;

	while (from && ascii_is_digit(text->at[from - 1]))
		from--;
	Text digits = text_from(*text, from);
	if (!text_take_digits(&digits, 7, number) || digits.len)
		return false;
	text->len = from;
	return true;
}

static bool is_station(Text text)
{
	if (!text.len || text.len > STATION_LIMIT || !ascii_is_letter(text.at[0]))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_letter(text.at[i]) && !ascii_is_digit(text.at[i]))
			return false;
	return true;
}

bool reference_id_read(Text text, ReferenceId *id)
{
	ReferenceId result = { 0 };
	int year;

	if (!text_take_number(&text, 2, 0, 99, &year) || !cut_number(&text, &result.number) ||
	    !is_station(text))
		return false;
	result.year = reference_century(year);
	result.station = text;
	if (!is_year(result.year))
		return false;
	*id = result;
	return true;
}

/* What a person types, cut into a year, letters and a number. */
struct typed {
	uint64_t year, number;
	bool has_year, has_number;
	size_t len;
	char letters[STATION_LIMIT];
};

static bool take_year(struct typed *typed, Text digits, uint64_t value)
{
	if (typed->has_year || (digits.len != 2 && digits.len != 4))
		return false;
	typed->year = digits.len == 2 ? (uint64_t)reference_century((int)value) : value;
	typed->has_year = is_year((int)typed->year);
	return typed->has_year;
}

/* Digits before the letters are a year, the first behind them the number, later ones the year. */
static bool take_digits(struct typed *typed, Text *rest)
{
	size_t count = 0;
	uint64_t value;

	while (count < rest->len && ascii_is_digit(rest->at[count]))
		count++;
	Text digits = text_slice(*rest, 0, count), eaten = digits;
	if (!text_take_digits(&eaten, 7, &value) || eaten.len)
		return false;
	*rest = text_from(*rest, count);
	if (typed->len && !typed->has_number) {
		typed->number = value;
		typed->has_number = true;
		return true;
	}
	return take_year(typed, digits, value);
}

static bool take_all(struct typed *typed, Text rest)
{
	while (rest.len) {
		char c = rest.at[0];

		if (ascii_is_digit(c)) {
			if (!take_digits(typed, &rest))
				return false;
			continue;
		}
		if (ascii_is_letter(c)) {
			if (typed->has_number || typed->len == STATION_LIMIT)
				return false;
			typed->letters[typed->len++] = ascii_upper(c);
		} else if ((unsigned char)c >= 0x80) {
			return false;
		}
		rest = text_from(rest, 1);
	}
	return typed->has_year && typed->has_number && typed->len;
}

Text reference_id_guess(Text text, struct arena *arena)
{
	struct typed typed = { 0 };

	text = text_trim(text);
	if (!take_all(&typed, text))
		return (Text){ 0 };
	ReferenceId id = { (int)typed.year, { typed.letters, typed.len }, typed.number };
	return reference_id_text(&id, arena);
}

Text reference_id_text(const ReferenceId *id, struct arena *arena)
{
	return text_format(arena, "%02d%.*s%llu", id->year % 100, TEXT_ARG(id->station),
	    (unsigned long long)id->number);
}
