#include "http/preference.h"

/* In thousandths: "0.5" is 500. What is no weight (RFC 9110, 12.4.2) counts as 0. */
static int read_weight(Text text)
{
	int weight = text_take_char(&text, '1') ? PREFERENCE_ONE : 0, place = 100;

	if (weight == 0 && !text_take_char(&text, '0'))
		return 0;
	if (text.len && !text_take_char(&text, '.'))
		return 0;
	for (; text.len && place; place /= 10, text = text_from(text, 1)) {
		if (!ascii_is_digit(text.at[0]))
			return 0;
		weight += (text.at[0] - '0') * place;
	}
	return text.len || weight > PREFERENCE_ONE ? 0 : weight;
}

static int weight_of(Text parameters)
{
	while (parameters.len) {
		Text value = text_cut(&parameters, ';'), name = text_cut(&value, '=');

		if (text_equal_nocase(text_trim(name), TEXT("q")))
			return read_weight(text_trim(value));
	}
	return PREFERENCE_ONE;
}

bool preference_take(Text *list, struct preference *preference)
{
	Text item;

	if (!list->len)
		return false;
	item = text_cut(list, ',');
	preference->name = text_trim(text_cut(&item, ';'));
	preference->weight = weight_of(item);
	return true;
}

/* How narrow a range is that holds the type: 3 the type itself, 2 "text/" and a star, 1 two stars,
 * 0 when it does not hold it. */
static int narrowness(Text range, Text type)
{
	Text major = text_slice(type, 0, text_find_char(type, '/') + 1);

	if (text_equal_nocase(range, type))
		return 3;
	if (text_equal(range, TEXT("*/*")))
		return 1;
	return range.len == major.len + 1 && text_ends(range, TEXT("*")) &&
		text_starts_nocase(range, major)
	    ? 2
	    : 0;
}

int preference_of_type(Text accept, Text content_type)
{
	Text type = text_trim(text_cut(&content_type, ';'));
	struct preference preference;
	int weight = 0, narrowest = 0;

	while (preference_take(&accept, &preference)) {
		int narrow = narrowness(preference.name, type);

		if (narrow > narrowest) {
			narrowest = narrow;
			weight = preference.weight;
		}
	}
	return weight;
}
