/* Days and civil dates by arithmetic on 400-year eras that begin on 1 March, so that the leap day
 * is the last of its year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

#define DAY_SECONDS 86400
#define ERA_DAYS    146097
#define EPOCH_DAYS  719468 /* 0000-03-01 to 1970-01-01 */

static const Text month_names[12] = {
	TEXT_INIT("January"),
	TEXT_INIT("February"),
	TEXT_INIT("March"),
	TEXT_INIT("April"),
	TEXT_INIT("May"),
	TEXT_INIT("June"),
	TEXT_INIT("July"),
	TEXT_INIT("August"),
	TEXT_INIT("September"),
	TEXT_INIT("October"),
	TEXT_INIT("November"),
	TEXT_INIT("December"),
};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

static int64_t days_of(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

static void set_date(Civil *civil, int64_t days)
{
	int64_t z = days + EPOCH_DAYS, era = floor_div(z, ERA_DAYS),
		day_of_era = z - era * ERA_DAYS;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
	    day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;

	civil->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
}

bool clock_is_date(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	    day <= month_days(year, month);
}

int clock_day_of_year(int year, int month, int day)
{
	return (int)(days_of(year, month, day) - days_of(year, 1, 1)) + 1;
}

int64_t clock_seconds(Civil civil)
{
	return days_of(civil.year, civil.month, civil.day) * DAY_SECONDS + civil.hour * 3600 +
	    civil.minute * 60 + civil.second;
}

Civil clock_civil(int64_t seconds)
{
	int64_t days = floor_div(seconds, DAY_SECONDS);
	int left = (int)(seconds - days * DAY_SECONDS);
	Civil civil = { .hour = left / 3600, .minute = left / 60 % 60, .second = left % 60 };

	set_date(&civil, days);
	return civil;
}

Moment moment_of(Civil civil, enum precision precision)
{
	Civil start = { .year = civil.year, .month = 1, .day = 1 };

	if (precision == PRECISION_UNKNOWN)
		return MOMENT_UNKNOWN;
	if (precision >= PRECISION_MONTH)
		start.month = civil.month;
	if (precision >= PRECISION_DAY)
		start.day = civil.day;
	if (precision >= PRECISION_MINUTE) {
		start.hour = civil.hour;
		start.minute = civil.minute;
	}
	if (precision >= PRECISION_SECOND)
		start.second = civil.second;
	return (Moment){ clock_seconds(start), precision };
}

Moment clock_now(void)
{
	Moment moment;

	if (moment_read(text_of(getenv("CHANCERY_NOW")), &moment))
		return (Moment){ moment.seconds, PRECISION_SECOND };
	return (Moment){ (int64_t)time(NULL), PRECISION_SECOND };
}

int clock_month(Text name)
{
	for (int month = 1; month <= 12; month++)
		if (text_equal_nocase(name, text_slice(month_names[month - 1], 0, 3)))
			return month;
	return 0;
}

Text clock_month_name(int month)
{
	return month >= 1 && month <= 12 ? month_names[month - 1] : TEXT("");
}

Text moment_text(struct arena *arena, Moment moment)
{
	Civil at = clock_civil(moment.seconds);

	switch (moment.precision) {
	case PRECISION_YEAR:
		return text_format(arena, "%04d", at.year);
	case PRECISION_MONTH:
		return text_format(arena, "%04d-%02d", at.year, at.month);
	case PRECISION_DAY:
		return text_format(arena, "%04d-%02d-%02d", at.year, at.month, at.day);
	case PRECISION_MINUTE:
		return text_format(arena, "%04d-%02d-%02dT%02d:%02dZ", at.year, at.month, at.day,
		    at.hour, at.minute);
	case PRECISION_SECOND:
		return text_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month,
		    at.day, at.hour, at.minute, at.second);
	default:
		return TEXT("");
	}
}

Text moment_iso(struct arena *arena, Moment moment)
{
	if (moment.precision == PRECISION_MINUTE)
		moment.precision = PRECISION_SECOND;
	return moment_text(arena, moment);
}

/* "HH:MM[:SS]" */
static bool take_time(Text *rest, Civil *civil, enum precision *precision)
{
	if (!text_take_number(rest, 2, 0, 23, &civil->hour) || !text_take_char(rest, ':') ||
	    !text_take_number(rest, 2, 0, 59, &civil->minute))
		return false;
	*precision = PRECISION_MINUTE;
	if (!text_take_char(rest, ':'))
		return true;
	*precision = PRECISION_SECOND;
	return text_take_number(rest, 2, 0, 59, &civil->second);
}

/* "YYYY[-MM[-DD]]" */
static bool take_date(Text *rest, Civil *civil, enum precision *precision)
{
	if (!text_take_number(rest, 4, 1, 9999, &civil->year))
		return false;
	*precision = PRECISION_YEAR;
	if (!text_take_char(rest, '-'))
		return true;
	*precision = PRECISION_MONTH;
	if (!text_take_number(rest, 2, 1, 12, &civil->month))
		return false;
	if (!text_take_char(rest, '-'))
		return true;
	*precision = PRECISION_DAY;
	return text_take_number(rest, 2, 1, 31, &civil->day) &&
	    clock_is_date(civil->year, civil->month, civil->day);
}

bool moment_read(Text text, Moment *moment)
{
	Civil civil = { .month = 1, .day = 1 };
	enum precision precision;

	if (!take_date(&text, &civil, &precision))
		return false;
	if (precision == PRECISION_DAY && text_take_char(&text, 'T')) {
		if (!take_time(&text, &civil, &precision) || !text_take_char(&text, 'Z'))
			return false;
	} else if (precision == PRECISION_DAY && text_take_char(&text, ' ')) {
		if (!take_time(&text, &civil, &precision))
			return false;
	}
	if (text.len)
		return false;
	*moment = moment_of(civil, precision);
	return true;
}
