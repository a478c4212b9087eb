/* Which words a term stands for. */
#include "search/term.h"

#include <setjmp.h>
#include <cmocka.h>

static const struct {
	const char *term, *accepted, *refused; /* words with blanks between */
} cases[] = {
	{ "visa", "visa", "visas vis vias" },
	{ "traf*", "traf traffic trafficker", "tra trap" },
	{ "~visas", "visa visas", "vis visit visible" },
	{ "~visa", "visa visas", "vis visit" },
	{ "~running", "run runs running", "runner rune rungs" },
	{ "~happiness", "happy happiness", "happen" },
	{ "~capability", "capable capability capabilities", "cape capital" },
	{ "~trafficking", "trafficked traffickers trafficking", "traffic" },
	{ "~skies", "sky skies", "ski skis" },
	{ "~sky", "sky skies", "ski" },
	{ "~dying", "die died dying dies", "dye" },
	{ "~die", "die died dying dies", "dice" },
	{ "~tries", "try tries trying tried", "trial" },
	{ "~us", "us", "use used" },
	{ "~2008", "2008", "2009 20080" },
	{ "~бишкек", "бишкек", "бишкека" },
};

static void assert_all(const struct term *term, const char *words, bool accepted)
{
	Text rest = text_of(words), word;

	for (word = text_cut_word(&rest); word.len; word = text_cut_word(&rest)) {
		if (term_accepts(term, word) != accepted)
			print_error("%.*s: %.*s\n", TEXT_ARG(term->folded), TEXT_ARG(word));
		assert_int_equal(term_accepts(term, word), accepted);
		/* Who walks from the head misses none. */
		if (accepted)
			assert_true(text_starts(word, term_head(term)));
	}
}

static void stands_for_words(void **state)
{
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct term term;

		assert_true(term_read(text_of(cases[i].term), &arena, &term));
		assert_true(term_head(&term).len > 0);
		assert_all(&term, cases[i].accepted, true);
		assert_all(&term, cases[i].refused, false);
		assert_string_equal(text_string(&arena, term_text(&term, &arena)), cases[i].term);
	}
	arena_end(&arena);
}

/* What lies in a damaged dictionary. */
static void any_bytes(void **state)
{
	static const char *const words[] = { "run\xFFning", "run\xC3", "run\xE2\x82", "ru\xF0\x9F",
		"runn\x80\x80ing", "rungs\xC3\xC3\xC3" };
	struct arena arena;
	struct term term;

	(void)state;
	arena_begin(&arena, 0);
	assert_true(term_read(TEXT("~running"), &arena, &term));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		/* Of its exact size, so that reading behind it is seen. */
		Text word = text_copy(&arena, text_of(words[i]));

		assert_false(term_accepts(&term, word));
	}
	arena_end(&arena);
}

static void refused_memory_is_told(void **state)
{
	struct arena arena;
	struct term term;

	(void)state;
	arena_begin(&arena, 1);
	assert_false(term_read(TEXT("~running"), &arena, &term));
	assert_true(arena.failed);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_for_words),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(refused_memory_is_told),
	};

	return cmocka_run_group_tests_name("search/term", tests, NULL, NULL);
}
