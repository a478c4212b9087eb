/* Redaction of whole records, as containers give them: without cuts a record is the same; words
 * that are cut wherever they stand are in no byte of what goes out, whatever the reader had made of
 * them; and what holds of every record holds of a redacted one. CHANCERY_HISTORIES and
 * CHANCERY_SEED change how many canaries fly, and which. */
#include "intake/invariants.h"

#include "base/files.h"
#include "base/utf8.h"
#include "redact/redact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#undef fail

#define SOURCES_MOST   256
#define CANARIES       4
#define HISTORIES      2400
#define CANARY_LETTERS "BCDFGHJKLMNPQRSTVWZ"

struct source {
	char name[200];
	Text bytes;
};

static struct {
	struct catalog *catalog;
	struct arena arena;
	struct source sources[SOURCES_MOST];
	unsigned count;
	uint64_t random;
} here;

/* xorshift64*: the same canaries for the same seed. */
static uint32_t pick(uint32_t below)
{
	here.random ^= here.random >> 12;
	here.random ^= here.random << 25;
	here.random ^= here.random >> 27;
	return (uint32_t)((here.random * 0x2545F4914F6CDD1Du) >> 33) % (below ? below : 1);
}

/* --- reading --- */

static void read_source(const struct source *source, Text bytes,
    enum fault (*take)(void *, const struct received *, struct error *), void *context)
{
	struct error err = { 0 };
	struct intake *intake = intake_open(
	    &(struct intake_settings){
		.catalog = here.catalog, .threads = 1, .take = take, .context = context },
	    &err);

	assert_non_null(intake);
	if (intake_read_bytes(intake, source->name, bytes, &err) != FAULT_NONE)
		print_message("%s: %s\n", source->name, err.text);
	intake_close(intake, &err);
}

static void put_structure(struct out *out, const struct record *record)
{
	out_begin(out, RECORD_STRUCTURE_LIMIT);
	record_put_structure(out, record);
	assert_int_equal(out->fault, FAULT_NONE);
}

/* As the vault gives it: out of its structure. */
static struct record *decoded(const struct received *received, struct arena *arena)
{
	struct error err = { 0 };
	struct record *record =
	    record_from_json(received->structure, received->record->transcript.text, arena, &err);

	assert_non_null(record);
	return record;
}

/* --- the same without cuts --- */

static void drop_bytes(struct record *record)
{
	uint32_t kept = 0;

	record->transcript.shifts.count = 0;
	for (uint32_t i = 0; i < record->notes.count; i++)
		if (record->notes.items[i].kind != NOTE_NOT_UTF8 &&
		    record->notes.items[i].kind != NOTE_NUL_BYTE)
			record->notes.items[kept++] = record->notes.items[i];
	record->notes.count = kept;
}

static void show_difference(const char *name, Text a, Text b)
{
	size_t at = 0;

	while (at < a.len && at < b.len && a.at[at] == b.at[at])
		at++;
	size_t from = at > 200 ? at - 200 : 0;
	print_error("%s differs at %zu:\n  was %.*s\n  is  %.*s\n", name, at,
	    TEXT_ARG(text_slice(a, from, 400)), TEXT_ARG(text_slice(b, from, 400)));
}

static enum fault take_same(void *context, const struct received *received, struct error *err)
{
	struct arena arena;
	struct record *old, *again = NULL;
	struct out was, is;
	unsigned *count = context;

	if (!received->record)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	old = decoded(received, &arena);
	assert_int_equal(
	    redact_record(old, &(CutList){ 0 }, here.catalog, &arena, &again, err), FAULT_NONE);
	assert_true(text_equal(again->transcript.text, old->transcript.text));
	drop_bytes(old);
	put_structure(&was, old);
	put_structure(&is, again);
	if (!text_equal(out_text(&was), out_text(&is)))
		show_difference(received->path, out_text(&was), out_text(&is));
	assert_true(text_equal(out_text(&was), out_text(&is)));
	out_end(&was);
	out_end(&is);
	arena_end(&arena);
	++*count;
	return FAULT_NONE;
}

static void is_the_same_without_cuts(void **state)
{
	unsigned count = 0;

	(void)state;
	for (unsigned i = 0; i < here.count; i++)
		read_source(&here.sources[i], here.sources[i].bytes, take_same, &count);
	assert_true(count >= here.count);
}

/* --- what holds of every record --- */

static void check_redacted(const struct received *received, struct record *redacted)
{
	struct out out;

	put_structure(&out, redacted);
	struct received now = { .path = received->path,
		.format = received->format,
		.source = redacted->transcript.text,
		.record = redacted,
		.structure = out_text(&out) };
	const char *wrong = check_received(&now);
	if (wrong)
		print_error(
		    "%s: %s\n%.*s\n", received->path, wrong, TEXT_ARG(redacted->transcript.text));
	assert_null(wrong);
	out_end(&out);
}

/* --- anywhere --- */

static uint32_t border(Text text, uint32_t at)
{
	while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static Text a_reason(void)
{
	static const Text rows[] = { TEXT_INIT("b(6)"), TEXT_INIT("b(7)(C)"), TEXT_INIT("1.4(b)"),
		TEXT_INIT("own:xxxxx"), TEXT_INIT("own:source-2") };

	return rows[pick(sizeof rows / sizeof *rows)];
}

static void add_cut(CutList *cuts, struct arena *arena, Span span)
{
	struct cut *cut = span.length ? array_add(cuts, arena) : NULL;

	if (cut)
		*cut = (struct cut){ .span = span, .reason = a_reason() };
}

static enum fault take_anywhere(void *context, const struct received *received, struct error *err)
{
	struct arena arena;
	struct record *old, *redacted = NULL;
	CutList cuts = { 0 };
	struct error refused = { 0 };

	(void)context;
	(void)err;
	if (!received->record)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	old = decoded(received, &arena);
	Text text = old->transcript.text;
	for (uint32_t i = 1 + pick(6); i; i--) {
		uint32_t from = border(text, pick((uint32_t)text.len));
		uint32_t to = border(text, from + 1 + pick(pick(2) ? 12 : 400));

		if (from < text.len)
			add_cut(&cuts, &arena,
			    (Span){ from, (to > text.len ? (uint32_t)text.len : to) - from });
	}
	enum fault fault = redact_record(old, &cuts, here.catalog, &arena, &redacted, &refused);
	assert_true(fault == FAULT_NONE || fault == FAULT_CONFLICT);
	if (fault == FAULT_NONE)
		check_redacted(received, redacted);
	arena_end(&arena);
	return FAULT_NONE;
}

static void holds_wherever_is_cut(void **state)
{
	(void)state;
	for (int round = 0; round < 8; round++)
		for (unsigned i = 0; i < here.count; i++)
			read_source(&here.sources[i], here.sources[i].bytes, take_anywhere, NULL);
}

/* --- nothing but metadata --- */

static enum fault take_all(void *context, const struct received *received, struct error *err)
{
	struct arena arena;
	struct record *old, *redacted = NULL;
	CutList cuts = { 0 };

	(void)context;
	if (!received->record)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	old = decoded(received, &arena);
	assert_int_equal(redact_all_words(old, TEXT("b(1)"), &arena, &cuts, err), FAULT_NONE);
	assert_int_equal(
	    redact_record(old, &cuts, here.catalog, &arena, &redacted, err), FAULT_NONE);
	check_redacted(received, redacted);
	assert_int_equal(redacted->references.count, 0);
	assert_true(old->kind == RECORD_NARRATIVE ||
	    redaction_mark_length(redacted->title, NULL) == redacted->title.len);
	assert_int_equal(redacted->created.precision, old->created.precision);
	assert_int_equal(redacted->created.seconds, old->created.seconds);
	assert_true(text_equal(redacted->origin, old->origin));
	assert_true(
	    old->kind == RECORD_DOCUMENT || redacted->classification == old->classification);
	if (redacted->tags.count != old->tags.count)
		print_error("%s: %.*s\n", received->path, TEXT_ARG(redacted->transcript.text));
	assert_int_equal(redacted->tags.count, old->tags.count);
	for (uint32_t i = 0; redacted->cable && i < redacted->cable->blocks.count; i++) {
		Text words =
		    transcript_slice(&redacted->transcript, redacted->cable->blocks.items[i].span);

		/* "04 MAY 2006", of a stamp within the message */
		assert_true(redaction_before(words).len < 20);
	}
	arena_end(&arena);
	return FAULT_NONE;
}

static void leaves_only_metadata(void **state)
{
	(void)state;
	for (unsigned i = 0; i < here.count; i++)
		read_source(&here.sources[i], here.sources[i].bytes, take_all, NULL);
}

/* --- canaries --- */

struct history {
	char words[CANARIES][16];
	unsigned count, flown, refused, records;
};

static bool is_word_byte(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Of the same make: capitals, small letters or figures. */
static void make_canary(char *canary, Text word)
{
	size_t len = 7 + pick(3);
	bool digits = true;

	for (size_t i = 0; i < word.len; i++)
		digits &= ascii_is_digit(word.at[i]);
	len = digits ? 7 : len;
	for (size_t i = 0; i < len; i++) {
		char c = digits ? (char)(i ? '0' + pick(10) : '9')
				: CANARY_LETTERS[pick(sizeof CANARY_LETTERS - 1)];

		canary[i] = word.len > 1 && ascii_is_lower(word.at[1]) && i ? ascii_lower(c) : c;
	}
	canary[len] = '\0';
}

/* A place that the reader took a value from, or any. */
static void collect(const json_t *tree, const char *key, SpanList *spans, struct arena *arena)
{
	const char *name;
	json_t *value;
	size_t i;

	if (json_is_array(tree) && json_array_size(tree) == 2 &&
	    json_is_integer(json_array_get(tree, 0)) && json_is_integer(json_array_get(tree, 1)) &&
	    key && (strcmp(key, "spans") == 0 || strcmp(key, "span") == 0)) {
		Span *added = array_add(spans, arena);
		if (added)
			*added = (Span){ (uint32_t)json_integer_value(json_array_get(tree, 0)),
				(uint32_t)json_integer_value(json_array_get(tree, 1)) };
		return;
	}
	json_array_foreach(tree, i, value) collect(value, key, spans, arena);
	json_object_foreach((json_t *)tree, name, value)
	{
		bool within = key && strcmp(key, "spans") == 0;
		collect(value, within ? key : name, spans, arena);
	}
}

static Text word_at(Text text, uint32_t at)
{
	uint32_t from = at, to;

	while (from < text.len && !is_word_byte(text.at[from]))
		from++;
	while (from && is_word_byte(text.at[from - 1]))
		from--;
	to = from;
	while (to < text.len && is_word_byte(text.at[to]))
		to++;
	return text_slice(text, from, to - from);
}

struct choice {
	struct arena *arena;
	TextList words;
};

/* One word, or some that stand together. */
static enum fault take_choice(void *context, const struct received *received, struct error *err)
{
	struct choice *choice = context;
	SpanList spans = { 0 };
	json_t *tree;

	if (!received->record || choice->words.count)
		return FAULT_NONE;
	Text text = received->record->transcript.text;
	tree = json_read(received->structure, err);
	collect(tree, NULL, &spans, choice->arena);
	json_decref(tree);
	uint32_t at = pick((uint32_t)text.len);
	if (spans.count && pick(3)) {
		Span span = spans.items[pick(spans.count)];
		at = span.start + (pick(2) ? pick(span.length) : 0);
	}
	for (uint32_t words = 1 + (pick(3) ? 0 : pick(CANARIES)); words; words--) {
		Text word = word_at(text, at);
		Text *added =
		    word.len && word.len < 60 ? array_add(&choice->words, choice->arena) : NULL;

		if (!added)
			break;
		*added = text_copy(choice->arena, word);
		at = (uint32_t)(word.at + word.len - text.at);
	}
	return FAULT_NONE;
}

static bool is_whole_at(Text text, size_t at, size_t len)
{
	return !(at && is_word_byte(text.at[at - 1])) &&
	    !(at + len < text.len && is_word_byte(text.at[at + len]));
}

/* The canary as the word stands there: DOE, Doe, doe. */
static void put_canary(struct out *out, Text word, const char *canary)
{
	for (size_t i = 0; canary[i]; i++) {
		size_t like = i && word.len > 1 ? 1 : 0;
		bool low = ascii_is_lower(word.at[like]);

		out_char(out, low ? ascii_lower(canary[i]) : ascii_upper(canary[i]));
	}
}

static void replace_words(struct out *out, Text text, Text word, const char *canary)
{
	size_t at = 0, next;

	while ((next = text_find_nocase(text_from(text, at), word)) != TEXT_NONE) {
		next += at;
		Text there = text_slice(text, next, word.len);
		out_put(out, text_slice(text, at, next - at));
		if (is_whole_at(text, next, word.len))
			put_canary(out, there, canary);
		else
			out_put(out, there);
		at = next + word.len;
	}
	out_put(out, text_from(text, at));
}

static Text squeezed(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len + 1);
	size_t len = 0;

	assert_non_null(bytes);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && i + 1 < text.len && text.at[i + 1] == 'n')
			i++;
		else if (!ascii_is_space(text.at[i]) && text.at[i] != '-')
			bytes[len++] = ascii_lower(text.at[i]);
	}
	return (Text){ bytes, len };
}

static bool is_in(Text text, const char *canary)
{
	return text_find_nocase(text, text_of(canary)) != TEXT_NONE;
}

static void assert_silent(const struct received *received, const struct history *history, Text text)
{
	struct arena arena;

	arena_begin(&arena, 0);
	Text tight = squeezed(&arena, text);
	for (unsigned i = 0; i < history->count; i++)
		if (is_in(text, history->words[i]) || is_in(tight, history->words[i])) {
			print_error("%s: %s sings in %.*s\n", received->path, history->words[i],
			    TEXT_ARG(text));
			assert_true(false);
		}
	arena_end(&arena);
}

static void cut_canaries(
    const struct record *record, const struct history *history, struct arena *arena, CutList *cuts)
{
	for (unsigned i = 0; i < history->count; i++) {
		struct error err = { 0 };
		SpanList spans = { 0 };

		assert_int_equal(
		    redact_find_words(record, text_of(history->words[i]), arena, &spans, &err),
		    FAULT_NONE);
		for (uint32_t k = 0; k < spans.count; k++)
			add_cut(cuts, arena, spans.items[k]);
	}
}

static enum fault take_canaries(void *context, const struct received *received, struct error *err)
{
	struct history *history = context;
	struct arena arena;
	CutList cuts = { 0 };
	struct record *old, *redacted = NULL;
	struct error refused = { 0 };

	(void)err;
	if (!received->record)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	old = decoded(received, &arena);
	cut_canaries(old, history, &arena, &cuts);
	history->records++;
	enum fault fault = redact_record(old, &cuts, here.catalog, &arena, &redacted, &refused);
	if (fault == FAULT_CONFLICT) {
		history->refused++;
	} else {
		struct out out;

		assert_int_equal(fault, FAULT_NONE);
		history->flown += cuts.count > 0;
		put_structure(&out, redacted);
		assert_silent(received, history, redacted->transcript.text);
		assert_silent(received, history, out_text(&out));
		out_end(&out);
		check_redacted(received, redacted);
	}
	arena_end(&arena);
	return FAULT_NONE;
}

static void fly(const struct source *source, struct history *history)
{
	struct arena arena;
	struct choice choice = { .arena = &arena };
	struct out a, b, *from = &a, *to = &b;

	arena_begin(&arena, 0);
	out_begin(&a, RECORD_LIMIT);
	out_begin(&b, RECORD_LIMIT);
	read_source(source, source->bytes, take_choice, &choice);
	out_put(from, source->bytes);
	history->count = choice.words.count;
	for (unsigned i = 0; i < history->count; i++) {
		struct out *other = from;

		make_canary(history->words[i], choice.words.items[i]);
		out_reset(to);
		replace_words(to, out_text(from), choice.words.items[i], history->words[i]);
		from = to;
		to = other;
	}
	/* An export holds each word twice, as text and as what was read, at places that would move.
	 */
	if (history->count && text_find(text_of(source->name), TEXT("jsonl")) == TEXT_NONE)
		read_source(source, out_text(from), take_canaries, history);
	out_end(&a);
	out_end(&b);
	arena_end(&arena);
}

static uint64_t setting(const char *name, uint64_t usual)
{
	const char *set = getenv(name);

	return set && *set ? strtoull(set, NULL, 10) : usual;
}

static void says_no_cut_word(void **state)
{
	struct history history = { 0 };
	uint64_t histories = setting("CHANCERY_HISTORIES", HISTORIES);

	(void)state;
	for (uint64_t i = 0; i < histories; i++)
		fly(&here.sources[i % here.count], &history);
	print_message("# %llu histories, %u records with canaries, %u refused for their address\n",
	    (unsigned long long)histories, history.flown, history.refused);
	assert_true(history.flown >= histories / 2);
	assert_true(history.refused < histories / 5);
}

/* --- sources --- */

static void add_source(const char *folder, Text name)
{
	struct source *source = &here.sources[here.count];
	struct error err = { 0 };

	if (here.count == SOURCES_MOST || text_ends(name, TEXT(".json")) ||
	    text_find_char(name, '.') == TEXT_NONE)
		return;
	snprintf(source->name, sizeof source->name, "%s/%.*s", folder, TEXT_ARG(name));
	assert_int_equal(
	    file_read(source->name, RECORD_LIMIT, &here.arena, &source->bytes, &err), FAULT_NONE);
	here.count++;
}

static void add_folder(const char *folder)
{
	struct error err = { 0 };
	TextList names = { 0 };

	assert_int_equal(folder_list(folder, &here.arena, &names, &err), FAULT_NONE);
	for (uint32_t i = 0; i < names.count; i++)
		add_source(folder, names.items[i]);
}

static int open_all(void **state)
{
	struct error err = { 0 };
	const char *shared = getenv("CHANCERY_SHARED");
	const char *seeds;

	(void)state;
	here.random = setting("CHANCERY_SEED", 1) * 0x9E3779B97F4A7C15u | 1;
	here.catalog = catalog_open(&err);
	arena_begin(&here.arena, 0);
	add_folder("tests/golden");
	add_folder("tests/sample");
	add_folder("tests/sample/revised");
	seeds = path_join(&here.arena, shared ? shared : "../shared", "seeds");
	if (file_exists(seeds))
		add_folder(seeds);
	return here.catalog ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	catalog_close(here.catalog);
	arena_end(&here.arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_the_same_without_cuts),
		cmocka_unit_test(holds_wherever_is_cut),
		cmocka_unit_test(leaves_only_metadata),
		cmocka_unit_test(says_no_cut_word),
	};

	return cmocka_run_group_tests_name("redact/histories", tests, open_all, close_all);
}
