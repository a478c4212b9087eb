/* The same over so many records that windows are passed over and counts taken from lists. */
#define RECORDS 6000
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 40
#else
#define ROUNDS 120
#endif

#include "search/oracle_check.h"

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_oracle),
	};

	return cmocka_run_group_tests_name("search/many", tests, open_world, close_world);
}
