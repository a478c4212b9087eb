/* The E.O. line: which order, and when or whether the message is to be declassified. E.O. 11652 and
 * 12065 speak of GDS and XGDS, 12356 of OADR, 12958 and 13526 of DECL: and X1 to X8. */
#include "telegram/reader.h"

#define LINE_MOST 400 /* bytes in which the date is looked for */

/* Two digits of a year: orders since 1995 look ahead, those before may mean either century. */
static int full_year(int year, Text order)
{
	bool late = text_equal(order, TEXT("12958")) || text_equal(order, TEXT("13526"));

	if (year > 99)
		return year;
	return year >= (late ? 95 : 66) ? 1900 + year : 2000 + year;
}

static bool take_number(Text *rest, int *number)
{
	uint64_t value;

	if (!text_take_digits(rest, 4, &value) || (rest->len && ascii_is_digit(rest->at[0])))
		return false;
	*number = (int)value;
	return true;
}

static bool take_sign(Text *rest)
{
	text_take_blanks(rest);
	bool taken =
	    text_take_char(rest, '/') || text_take_char(rest, '-') || text_take_char(rest, '.');
	text_take_blanks(rest);
	return taken;
}

/* m/d/y, y/m/d; d/m/y where only that is a date. */
static bool take_figures(Text *rest, Civil *civil, Text order)
{
	Text after = *rest;
	int a, b, c;

	if (!take_number(&after, &a) || !take_sign(&after) || !take_number(&after, &b) ||
	    !take_sign(&after) || !take_number(&after, &c))
		return false;
	if (a > 99)
		*civil = (Civil){ .year = a, .month = b, .day = c };
	else
		*civil = (Civil){ .year = full_year(c, order), .month = a, .day = b };
	if (civil->month > 12 && civil->day <= 12)
		*civil = (Civil){ .year = civil->year, .month = civil->day, .day = civil->month };
	*rest = after;
	return true;
}

static bool take_month(Text *rest, int *month)
{
	size_t len = 0;

	while (len < rest->len && ascii_is_letter(rest->at[len]))
		len++;
	*month = len >= 3 ? clock_month(text_slice(*rest, 0, 3)) : 0;
	if (!*month ||
	    (len > 4 && !text_equal_nocase(text_slice(*rest, 0, len), clock_month_name(*month))))
		return false;
	*rest = text_from(*rest, len);
	text_take_char(rest, '.');
	text_take_blanks(rest);
	return true;
}

/* JUNE 21, 2006; 21 JUNE 2006; 21JUN06 */
static bool take_words(Text *rest, Civil *civil, Text order)
{
	Text after = *rest;
	int year;

	*civil = (Civil){ 0 };
	if (take_month(&after, &civil->month)) {
		if (!take_number(&after, &civil->day))
			return false;
		text_take_char(&after, ',');
	} else if (take_number(&after, &civil->day)) {
		text_take_blanks(&after);
		if (!take_month(&after, &civil->month))
			return false;
		text_take_char(&after, ',');
	} else {
		return false;
	}
	text_take_blanks(&after);
	if (!take_number(&after, &year))
		return false;
	civil->year = full_year(year, order);
	*rest = after;
	return true;
}

static bool find_date(Text text, Text order, Moment *moment)
{
	Civil civil;

	text = text_slice(text, 0, LINE_MOST);
	for (size_t i = 0; i < text.len; i++) {
		Text rest = text_from(text, i);

		if (i && (ascii_is_digit(text.at[i - 1]) || ascii_is_letter(text.at[i - 1])))
			continue;
		if ((take_figures(&rest, &civil, order) || take_words(&rest, &civil, order)) &&
		    civil.year >= 1966 && clock_is_date(civil.year, civil.month, civil.day)) {
			*moment = moment_of(civil, PRECISION_DAY);
			return true;
		}
	}
	return false;
}

static bool is_not_applicable(Text rest)
{
	return text_equal_nocase(rest, TEXT("N/A")) || text_equal_nocase(rest, TEXT("NA")) ||
	    text_equal_nocase(rest, TEXT("N.A.")) || text_equal_nocase(rest, TEXT("N/A.")) ||
	    text_equal_nocase(rest, TEXT("NOT APPLICABLE"));
}

void order_read(struct reader *reader, Text line)
{
	struct cable *cable = reader->cable;
	Text rest = line;
	size_t digits = 0;
	bool misspelt;

	cable->executive_order = reader_joined(reader, line);
	keyword_take(&rest, &misspelt);
	while (digits < rest.len && ascii_is_digit(rest.at[digits]))
		digits++;
	if (digits >= 4 && !(digits < rest.len && rest.at[digits] == '/')) {
		cable->eo_number = text_slice(rest, 0, digits);
		rest = text_from(rest, digits);
	}
	text_take_blanks(&rest);
	text_take_char(&rest, ':');
	rest = text_trim(rest);
	if (text_take_nocase(&rest, TEXT("DECL")) && (text_take_char(&rest, ':') || true))
		rest = text_trim(rest);
	cable->eo_not_applicable = is_not_applicable(rest);
	if (cable->eo_not_applicable || !rest.len)
		return;
	cable->eo_declassify = rest;
	find_date(rest, cable->eo_number, &cable->declassify_on);
}
