/* Random questions over a few records: the whole language, all orders, pages and counts. */
#define RECORDS 220
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 1000
#else
#define ROUNDS 10000
#endif

#include "search/oracle_similar.h"

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_oracle),
		cmocka_unit_test(similar_agrees),
		cmocka_unit_test(spellings_agree),
	};

	return cmocka_run_group_tests_name("search/random", tests, open_world, close_world);
}
