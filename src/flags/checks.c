/* Check digits. All work on a short copy of the letters and digits alone. */
#include "flags/checks.h"

#define SIGNS_LIMIT 128

struct signs {
	char at[SIGNS_LIMIT];
	size_t count;
};

/* Letters (upper-cased), digits and, for machine-readable zones, '<'. */
static struct signs signs_of(Text found)
{
	struct signs signs = { .count = 0 };

	for (size_t i = 0; i < found.len && signs.count < SIGNS_LIMIT; i++) {
		char c = ascii_upper(found.at[i]);

		if (ascii_is_upper(c) || ascii_is_digit(c) || c == '<')
			signs.at[signs.count++] = c;
	}
	return signs;
}

static size_t count_digits(const struct signs *signs)
{
	size_t count = 0;

	for (size_t i = 0; i < signs->count; i++)
		count += ascii_is_digit(signs->at[i]);
	return count;
}

static int value_of(char c)
{
	return ascii_is_digit(c) ? c - '0' : ascii_is_upper(c) ? c - 'A' + 10 : 0;
}

bool check_luhn(Text found)
{
	struct signs signs = signs_of(found);
	int sum = 0;

	if (signs.count < 13 || signs.count > 19 || count_digits(&signs) != signs.count)
		return false;
	for (size_t i = 0; i < signs.count; i++) {
		int digit = signs.at[signs.count - 1 - i] - '0';
		int twice = digit > 4 ? digit * 2 - 9 : digit * 2;

		sum += i % 2 ? twice : digit;
	}
	return sum > 0 && sum % 10 == 0;
}

bool check_iban(Text found)
{
	struct signs signs = signs_of(found);
	int rest = 0;

	if (signs.count < 15 || signs.count > 34)
		return false;
	/* The country and the check digits come last. */
	for (size_t i = 0; i < signs.count; i++) {
		int value = value_of(signs.at[(i + 4) % signs.count]);

		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest == 1;
}

static bool mrz_holds(const char *at, size_t count)
{
	static const int weights[] = { 7, 3, 1 };
	int sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += value_of(at[i]) * weights[i % 3];
	return ascii_is_digit(at[count]) && sum % 10 == at[count] - '0';
}

/* A line of birth and expiry: YYMMDD, check, sex, YYMMDD, check. */
static bool mrz_dates(const char *at)
{
	return mrz_holds(at, 6) && mrz_holds(at + 8, 6);
}

/* The zone's lines may come in any layout: two of 44 or 36 signs, or three of 30. What counts is a
 * place where the check digits of number and both dates fit. */
bool check_mrz(Text found)
{
	struct signs signs = signs_of(found);

	for (size_t i = 0; i + 28 <= signs.count; i++)
		if (mrz_holds(signs.at + i, 9) && mrz_dates(signs.at + i + 13))
			return true;
	for (size_t i = 0; i + 45 <= signs.count; i++)
		if (mrz_holds(signs.at + i + 5, 9) && mrz_dates(signs.at + i + 30))
			return true;
	return false;
}

static int cpf_digit(const char *digits, int count)
{
	int sum = 0;

	for (int i = 0; i < count; i++)
		sum += (digits[i] - '0') * (count + 1 - i);
	return sum * 10 % 11 % 10;
}

bool check_cpf(Text found)
{
	struct signs signs = signs_of(found);

	return signs.count == 11 && count_digits(&signs) == 11 &&
	    cpf_digit(signs.at, 9) == signs.at[9] - '0' &&
	    cpf_digit(signs.at, 10) == signs.at[10] - '0';
}

bool check_dni(Text found)
{
	static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	struct signs signs = signs_of(found);
	int number = 0;

	if (signs.count != 9 || count_digits(&signs) != 8 || !ascii_is_upper(signs.at[8]))
		return false;
	for (size_t i = 0; i < 8; i++)
		number = number * 10 + (signs.at[i] - '0');
	return letters[number % 23] == signs.at[8];
}

bool check_china_id(Text found)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	struct signs signs = signs_of(found);
	int sum = 0;

	if (signs.count != 18)
		return false;
	for (size_t i = 0; i < 17; i++) {
		if (!ascii_is_digit(signs.at[i]))
			return false;
		sum += (signs.at[i] - '0') * weights[i];
	}
	return "10X98765432"[sum % 11] == signs.at[17];
}

/* "2008-2012" and "14.05.2007" have the look of telephone numbers. */
static bool is_date(Text found)
{
	uint64_t first, second, third;

	if (!text_take_digits(&found, 4, &first) || !found.len)
		return false;
	char between = found.at[0];
	found = text_from(found, 1);
	if (!text_take_digits(&found, 4, &second))
		return false;
	if (!found.len)
		return first >= 1800 && first < 2100 && second >= 1800 && second < 2100;
	if (!text_take_char(&found, between) || !text_take_digits(&found, 4, &third) || found.len)
		return false;
	return (first <= 31 && second <= 31 && third >= 1800 && third < 2100) ||
	    (first >= 1800 && first < 2100 && second <= 12 && third <= 31);
}

bool check_phone(Text found)
{
	size_t digits = 0;

	for (size_t i = 0; i < found.len; i++)
		digits += ascii_is_digit(found.at[i]);
	return digits >= 6 && digits <= 20 && !is_date(found);
}

check_function *check_find(Text name)
{
#define CHECK_ROW(shown, function) \
	if (text_equal(name, TEXT(shown))) \
		return function;
	CHECKS(CHECK_ROW)
#undef CHECK_ROW
	return NULL;
}
