/* FL5, the date-time group: "R 291200Z FEB 08", "O P 241530ZJAN 76 ZFF4" (ACP 121). */
#include "telegram/reader.h"

#include "record/reference_id.h"

static bool take_prosign(Text *rest)
{
	if (!rest->len || text_find_char(TEXT("ZOPRY"), rest->at[0]) == TEXT_NONE)
		return false;
	if (rest->len < 2 || rest->at[1] != ' ')
		return false;
	*rest = text_from(*rest, 1);
	text_take_blanks(rest);
	return true;
}

bool dtg_looks_like(Text line)
{
	if (!take_prosign(&line))
		return false;
	take_prosign(&line);
	return line.len >= 2 && ascii_is_digit(line.at[0]) &&
	    (ascii_is_digit(line.at[1]) || line.at[1] == 'O');
}

static bool take_month(Text *rest, int *month)
{
	*month = clock_month(text_slice(*rest, 0, 3));
	if (*month)
		*rest = text_from(*rest, 3);
	return *month != 0;
}

static bool take_year(Text *rest, int *year)
{
	Text after = *rest;

	if (!text_take_number(&after, 2, 0, 99, year) || (after.len && ascii_is_digit(after.at[0])))
		return false;
	*year = reference_century(*year);
	if (*year > 2010)
		return false;
	*rest = after;
	return true;
}

bool dtg_read(const struct reader *reader, Text line, struct date_time_group *group, Text *fault)
{
	Text rest = line, day;
	Civil civil = { 0 };

	*group = (struct date_time_group){ .raw = reader_field(reader, line) };
	while (take_prosign(&rest))
		;
	group->precedence =
	    reader_field(reader, text_trim(text_slice(line, 0, line.len - rest.len)));
	day = rest;
	bool read = text_take_number(&rest, 2, 1, 31, &civil.day) &&
	    text_take_number(&rest, 2, 0, 23, &civil.hour) &&
	    text_take_number(&rest, 2, 0, 59, &civil.minute) && text_take_char(&rest, 'Z') &&
	    (text_take_blanks(&rest), take_month(&rest, &civil.month)) &&
	    (text_take_blanks(&rest), take_year(&rest, &civil.year));
	*fault = rest;
	if (read && !clock_is_date(civil.year, civil.month, civil.day)) {
		*fault = day;
		return false;
	}
	if (read)
		group->moment = moment_of(civil, PRECISION_MINUTE);
	return read;
}
