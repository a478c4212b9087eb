/* The same over so many records that windows are passed over and counts taken from lists. */
#define RECORDS 6000
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 40
#else
#define ROUNDS 120
#endif

#include "search/oracle_similar.h"

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_oracle),
		cmocka_unit_test(similar_agrees),
		cmocka_unit_test(spellings_agree),
	};

	return cmocka_run_group_tests_name("search/many", tests, open_world, close_world);
}
