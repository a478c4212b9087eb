/* Dates as the editors wrote them into attributes. A day is the day where the paper was written, so
 * it is not moved by its zone; a time of day is, and without a zone it is left out (I6). */
#include "intake/tei.h"

struct stamp {
	Civil civil;
	enum precision precision;
	int zone; /* minutes east of UTC */
	bool has_zone;
};

static bool take_zone(Text *rest, struct stamp *stamp)
{
	int hours, minutes, sign = 1;

	if (text_take_char(rest, 'Z')) {
		stamp->has_zone = true;
		return true;
	}
	if (text_take_char(rest, '-'))
		sign = -1;
	else if (!text_take_char(rest, '+'))
		return true;
	if (!text_take_number(rest, 2, 0, 14, &hours) || !text_take_char(rest, ':') ||
	    !text_take_number(rest, 2, 0, 59, &minutes))
		return false;
	stamp->zone = sign * (hours * 60 + minutes);
	stamp->has_zone = true;
	return true;
}

static bool take_time(Text *rest, struct stamp *stamp)
{
	uint64_t fraction;

	if (!text_take_number(rest, 2, 0, 23, &stamp->civil.hour) || !text_take_char(rest, ':') ||
	    !text_take_number(rest, 2, 0, 59, &stamp->civil.minute))
		return false;
	stamp->precision = PRECISION_MINUTE;
	if (text_take_char(rest, ':')) {
		if (!text_take_number(rest, 2, 0, 59, &stamp->civil.second))
			return false;
		stamp->precision = PRECISION_SECOND;
		if (text_take_char(rest, '.') && !text_take_digits(rest, 9, &fraction))
			return false;
	}
	return true;
}

/* "1970", "1970-09", "1970-09-08", "1970-09-08T10:30:00-05:00" */
static bool read_stamp(Text rest, struct stamp *stamp)
{
	Civil *civil = &stamp->civil;

	*stamp = (struct stamp){ .civil = { .month = 1, .day = 1 } };
	rest = text_trim(rest);
	if (!text_take_number(&rest, 4, 1, 9999, &civil->year))
		return false;
	stamp->precision = PRECISION_YEAR;
	if (text_take_char(&rest, '-')) {
		if (!text_take_number(&rest, 2, 1, 12, &civil->month))
			return false;
		stamp->precision = PRECISION_MONTH;
	}
	if (stamp->precision == PRECISION_MONTH && text_take_char(&rest, '-')) {
		if (!text_take_number(&rest, 2, 1, 31, &civil->day))
			return false;
		stamp->precision = PRECISION_DAY;
	}
	if (stamp->precision == PRECISION_DAY && text_take_char(&rest, 'T') &&
	    !take_time(&rest, stamp))
		return false;
	return take_zone(&rest, stamp) && !rest.len &&
	    clock_is_date(civil->year, civil->month, civil->day);
}

static Moment moment_to(const struct stamp *stamp, enum precision precision)
{
	Civil civil = stamp->civil;

	if (precision > PRECISION_DAY && !stamp->has_zone)
		precision = PRECISION_DAY;
	if (precision <= PRECISION_DAY) {
		civil.hour = civil.minute = civil.second = 0;
		civil.day = precision < PRECISION_DAY ? 1 : civil.day;
		civil.month = precision < PRECISION_MONTH ? 1 : civil.month;
		return precision ? moment_of(civil, precision) : MOMENT_UNKNOWN;
	}
	if (precision == PRECISION_MINUTE)
		civil.second = 0;
	Moment moment = moment_of(civil, precision);
	moment.seconds -= (int64_t)stamp->zone * 60;
	return moment;
}

static enum precision shared_precision(const struct stamp *a, const struct stamp *b)
{
	enum precision most = a->precision < b->precision ? a->precision : b->precision;
	enum precision same = PRECISION_UNKNOWN;

	if (a->civil.year == b->civil.year)
		same = PRECISION_YEAR;
	if (same && a->civil.month == b->civil.month)
		same = PRECISION_MONTH;
	if (same == PRECISION_MONTH && a->civil.day == b->civil.day)
		same = PRECISION_DAY;
	if (same == PRECISION_DAY && a->has_zone && b->has_zone && a->zone == b->zone &&
	    a->civil.hour == b->civil.hour && a->civil.minute == b->civil.minute)
		same = a->civil.second == b->civil.second ? PRECISION_SECOND : PRECISION_MINUTE;
	return same < most ? same : most;
}

/* One end alone is a bound and no date. */
static Moment range(Text from, Text to)
{
	struct stamp first, last;

	if (!from.len || !to.len || !read_stamp(from, &first) || !read_stamp(to, &last))
		return MOMENT_UNKNOWN;
	return moment_to(&first, shared_precision(&first, &last));
}

Moment tei_date(const struct tei_token *tag)
{
	static const Text ends[][2] = {
		{ TEXT_INIT("doc-dateTime-min"), TEXT_INIT("doc-dateTime-max") },
		{ TEXT_INIT("from"), TEXT_INIT("to") },
		{ TEXT_INIT("notBefore"), TEXT_INIT("notAfter") },
	};
	struct stamp when;

	if (read_stamp(tei_attribute(tag, TEXT("when")), &when))
		return moment_to(&when, when.precision);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		Moment moment =
		    range(tei_attribute(tag, ends[i][0]), tei_attribute(tag, ends[i][1]));

		if (moment.precision)
			return moment;
	}
	return MOMENT_UNKNOWN;
}
