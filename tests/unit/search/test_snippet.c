/* Which place of a record is shown, and what is marked in it. */
#include "search/snippet.h"

#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#undef fail

static enum fault give_passages(
    const void *source, Text id, struct arena *arena, PassageList *passages, struct error *err)
{
	(void)arena;
	if (!text_equal(id, TEXT("08ROME1")))
		return fail(err, FAULT_NOT_FOUND, "no record");
	*passages = *(const PassageList *)source;
	return FAULT_NONE;
}

static void add_leaves(LeafList *leaves, const struct node *node, struct arena *arena)
{
	if (node->kind == NODE_WORDS)
		*(const struct node **)array_add(leaves, arena) = node;
	for (uint32_t i = 0; node->kind != NODE_NOT && i < node->children.count; i++)
		add_leaves(leaves, node->children.items[i], arena);
}

static enum fault ask(const PassageList *passages, const char *query, Text id, struct arena *arena,
    struct snippet *snippet)
{
	struct index index = { .source = { .source = passages, .passages = give_passages } };
	struct question question = { .index = &index, .arena = arena };
	struct error err = { 0 };

	assert_int_equal(query_read(text_of(query), arena, &question.tree, &err), FAULT_NONE);
	add_leaves(&question.leaves, question.tree, arena);
	return snippet_of(&index, &question, id, arena, snippet, &err);
}

static const char *marked(const struct snippet *snippet, struct arena *arena)
{
	Text shown = TEXT("");
	uint32_t at = 0;

	for (uint32_t i = 0; i < snippet->marks.count; i++) {
		Span mark = snippet->marks.items[i];

		shown = text_format(arena, "%.*s%.*s[%.*s]", TEXT_ARG(shown),
		    TEXT_ARG(text_slice(snippet->text, at, mark.start - at)),
		    TEXT_ARG(text_slice(snippet->text, mark.start, mark.length)));
		at = mark.start + mark.length;
	}
	shown =
	    text_format(arena, "%.*s%.*s", TEXT_ARG(shown), TEXT_ARG(text_from(snippet->text, at)));
	return text_string(arena, shown);
}

static struct passage few[] = { { TEXT_INIT(""), TEXT_INIT("PORT VISIT PLANNED") },
	{ TEXT_INIT("1"), TEXT_INIT("(The port visit went well, a visit  to the port.)") },
	{ TEXT_INIT("2"),
	    TEXT_INIT("No visa was asked for at the port. Traffickers ran, Élan too.") },
	{ TEXT_INIT("2.A"), TEXT_INIT("Kept from [redacted: 1.4(b), phrase] quietly.") },
	{ TEXT_INIT("3"), TEXT_INIT("A visa, a visa and a running visit; the visas ran out.") },
	{ TEXT_INIT(""), TEXT_INIT("08ROME1") } };

static const struct {
	const char *query, *block, *text;
} cases[] = {
	{ "tag:KTIP", "", "" },
	{ "missing", "", "" },
	{ "well", "1", "(The port visit went [well], a visit to the port.)" },
	{ "\"port visit\"", "1", "(The [port] [visit] went well, a visit to the port.)" },
	{ "\"visit port\"~1", "1", "(The [port] [visit] went well, a visit to the port.)" },
	{ "\"visit port\"~2", "1", "(The [port] [visit] went well, a [visit] to the [port].)" },
	{ "elan traf*", "2", "No visa was asked for at the port. [Traffickers] ran, [Élan] too." },
	{ "quietly", "2.A", "Kept from [redacted: 1.4(b), phrase] [quietly]." },
	{ "\"from quietly\"", "", "" },
	{ "\"from quietly\"~1", "2.A", "Kept [from] [redacted: 1.4(b), phrase] [quietly]." },
	{ "redacted", "", "" },
	{ "phrase", "", "" },
	{ "~trafficked", "2", "No visa was asked for at the port. [Traffickers] ran, Élan too." },
	{ "~visa", "3", "A [visa], a [visa] and a running visit; the [visas] ran out." },
	{ "visa", "3", "A [visa], a [visa] and a running visit; the visas ran out." },
	{ "\"visa visa visa\"~9", "", "" },
	{ "~runs", "3", "A visa, a visa and a [running] visit; the visas ran out." },
	{ "visa port", "2", "No [visa] was asked for at the [port]. Traffickers ran, Élan too." },
	{ "plan*", "", "PORT VISIT [PLANNED]" },
	{ "subject:port", "", "[PORT] VISIT PLANNED" },
	{ "subject:port visa", "3", "A [visa], a [visa] and a running visit; the visas ran out." },
	{ "08rome1", "", "[08ROME1]" },
	{ "\"the port\" -well", "1", "([The] [port] visit went well, a visit to [the] [port].)" },
};

static void shows_the_best_place(void **state)
{
	const PassageList passages = { few, 6, 6 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct snippet snippet = { 0 };
		struct arena arena;

		arena_begin(&arena, 0);
		assert_int_equal(
		    ask(&passages, cases[i].query, TEXT("08ROME1"), &arena, &snippet), FAULT_NONE);
		assert_string_equal(marked(&snippet, &arena), cases[i].text);
		assert_string_equal(text_string(&arena, snippet.block), cases[i].block);
		arena_end(&arena);
	}
}

static struct snippet one(const char *text, const char *query, struct arena *arena)
{
	struct passage both[] = { { .text = TEXT("") }, { .text = text_of(text) } };
	const PassageList passages = { both, 2, 2 };
	struct snippet snippet = { 0 };

	assert_int_equal(ask(&passages, query, TEXT("08ROME1"), arena, &snippet), FAULT_NONE);
	return snippet;
}

static void long_places_are_cut_at_words(void **state)
{
	static char text[60000];
	struct arena arena;
	struct snippet snippet;

	(void)state;
	arena_begin(&arena, 0);
	for (int i = 0; i < 1000; i++)
		snprintf(text + i * 6, 7,
		    i == 500 || i == 503 ? "élan "
			: i == 100       ? "lone  "
					 : "words\n");
	snippet = one(text, "elan OR lone", &arena);
	assert_true(text_starts(snippet.text, TEXT("…words words")));
	assert_true(text_ends(snippet.text, TEXT("words…")));
	assert_true(snippet.text.len > 150 && snippet.text.len <= 206);
	assert_int_equal(snippet.marks.count, 2);
	snippet = one(text + 499 * 6, "elan", &arena);
	assert_true(text_starts(snippet.text, TEXT("words élan words")));
	text[504 * 6] = '\0';
	snippet = one(text, "elan", &arena);
	assert_true(text_ends(snippet.text, TEXT("words words élan")));
	memset(text, 'x', 50000);
	snprintf(text + 50000, 100, " end --------------------------");
	snippet = one(text, "xx*", &arena);
	assert_int_equal(snippet.text.len, 200 + strlen("…"));
	snippet = one(text, "end", &arena);
	assert_string_equal(text_string(&arena, snippet.text), "…end…");
	arena_end(&arena);
}

static void faults_are_passed_on(void **state)
{
	const PassageList passages = { few, 5, 5 }, none = { NULL, 0, 0 };
	struct snippet snippet = { .text = TEXT("kept") };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	assert_int_equal(
	    ask(&passages, "visa", TEXT("08ROME2"), &arena, &snippet), FAULT_NOT_FOUND);
	assert_int_equal(ask(&none, "visa", TEXT("08ROME1"), &arena, &snippet), FAULT_NONE);
	assert_true(text_equal(snippet.text, TEXT("kept")));
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_the_best_place),
		cmocka_unit_test(long_places_are_cut_at_words),
		cmocka_unit_test(faults_are_passed_on),
	};

	return cmocka_run_group_tests_name("search/snippet", tests, NULL, NULL);
}
