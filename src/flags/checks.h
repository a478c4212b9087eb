/* Checks: numbers that prove themselves. Each takes the bytes that a pattern found, with whatever
 * signs stand between the digits, and says whether they can be such a number. */
#ifndef FLAGS_CHECKS_H
#define FLAGS_CHECKS_H

#include "base/text.h"

typedef bool check_function(Text found);

/* name in a pack, function */
#define CHECKS(X) \
	X("luhn", check_luhn)         /* payment cards, ISO/IEC 7812-1: 13 to 19 digits */ \
	X("iban", check_iban)         /* ISO 13616: modulus 97 is 1 */ \
	X("mrz", check_mrz)           /* ICAO 9303: weights 7, 3, 1 of number, birth and expiry */ \
	X("cpf", check_cpf)           /* Brazil: 11 digits, the last two of check */ \
	X("dni", check_dni)           /* Spain: 8 digits and their letter, modulus 23 */ \
	X("china-id", check_china_id) /* GB 11643: 18 signs, modulus 11 */ \
	X("phone", check_phone) /* 6 to 20 digits, extension included; no date, no run of years */

#define CHECK_DECLARE(name, function) check_function function;
CHECKS(CHECK_DECLARE)
#undef CHECK_DECLARE

/* NULL when there is none of this name. */
check_function *check_find(Text name);

#endif
