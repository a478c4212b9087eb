/* For tests of containers and formats: what intake hands over, held against the invariants and
 * copied; a record exported again; a source spoilt. CHANCERY_FUZZ_RUNS sets the number of runs. */
#ifndef TEST_INTAKE_TAKEN_H
#define TEST_INTAKE_TAKEN_H

#include "intake/invariants.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#undef fail

#define TAKEN_MOST 64

struct taken {
	char *path, *id, *format, *structure, *text, *reason; /* each with a NUL */
	char *created, *released, *references;                /* each reference with a blank */
	Text source;                                          /* with a NUL behind it */
	enum fault fault;
	uint32_t line, articles;
	enum classification classification;
	bool note[NOTE_KINDS];
};

struct takings {
	struct taken items[TAKEN_MOST];
	int count, records, rejections; /* count: of both, in order */
};

static struct catalog *catalog;

/* What a test's records keep besides check_received, or NULL. */
static const char *(*taken_also)(const struct received *received);

static inline int open_catalog(void **state)
{
	struct error err = { 0 };

	(void)state;
	catalog = catalog_open(&err);
	return catalog ? 0 : -1;
}

static inline int close_catalog(void **state)
{
	(void)state;
	catalog_close(catalog);
	return 0;
}

static inline char *taken_copy(Text text)
{
	char *copy = malloc(text.len + 1);

	assert_non_null(copy);
	if (text.len)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return copy;
}

static inline char *taken_references(const struct record *record)
{
	struct out out;

	out_begin(&out, 1u << 20);
	for (uint32_t i = 0; i < record->references.count; i++)
		out_printf(&out, "%.*s ", TEXT_ARG(record->references.items[i]));
	char *copy = taken_copy(out_text(&out));
	out_end(&out);
	return copy;
}

static inline void taken_record(struct taken *taken, const struct received *received)
{
	static const struct record none;
	const struct record *record = received->record ? received->record : &none;
	struct arena arena;

	arena_begin(&arena, 0);
	taken->id = taken_copy(record->id);
	taken->text = taken_copy(record->transcript.text);
	taken->structure = taken_copy(received->record ? received->structure : TEXT(""));
	taken->created = taken_copy(moment_text(&arena, record->created));
	taken->released = taken_copy(moment_text(&arena, record->stated_release));
	taken->references = taken_references(record);
	taken->classification = record->classification;
	taken->articles = record->top_box.articles.count;
	for (uint32_t i = 0; i < record->notes.count; i++)
		taken->note[record->notes.items[i].kind] = true;
	arena_end(&arena);
}

static inline const char *taken_check(const struct received *received)
{
	const char *wrong = check_received(received);

	return wrong || !received->record || !taken_also ? wrong : taken_also(received);
}

static inline enum fault taken_take(
    void *context, const struct received *received, struct error *err)
{
	struct takings *takings = context;
	const char *wrong = taken_check(received);

	(void)err;
	if (wrong)
		print_error("%s: %s\n", received->path, wrong);
	assert_null(wrong);
	takings->records += received->record != NULL;
	takings->rejections += received->record == NULL;
	if (takings->count == TAKEN_MOST)
		return FAULT_NONE;
	struct taken *taken = &takings->items[takings->count++];
	taken->path = taken_copy(text_of(received->path));
	taken->line = received->line;
	taken->format = taken_copy(received->format ? format_name(received->format) : TEXT(""));
	taken->reason = taken_copy(text_of(received->reason.text));
	taken->fault = received->reason.fault;
	taken->source = (Text){ taken_copy(received->source), received->source.len };
	taken_record(taken, received);
	return FAULT_NONE;
}

static inline void takings_end(struct takings *takings)
{
	for (int i = 0; i < takings->count; i++) {
		struct taken *taken = &takings->items[i];

		free(taken->path);
		free(taken->id);
		free(taken->format);
		free(taken->structure);
		free(taken->text);
		free(taken->reason);
		free(taken->created);
		free(taken->released);
		free(taken->references);
		free((char *)(uintptr_t)taken->source.at);
	}
	*takings = (struct takings){ 0 };
}

/* The last rejection, or one without a reason. */
static inline const struct taken *takings_rejected(const struct takings *takings)
{
	static char nothing[1];
	static const struct taken none = { .reason = nothing };

	for (int i = takings->count; i > 0; i--)
		if (takings->items[i - 1].reason[0])
			return &takings->items[i - 1];
	return &none;
}

/* `format` NULL: told by content. One thread, so that a run repeats. takings_end gives back what
 * is kept. */
static inline struct intake *takings_open(struct takings *takings, const char *format)
{
	struct error err = { 0 };
	struct intake *intake =
	    intake_open(&(struct intake_settings){ .catalog = catalog,
			    .format = format ? format_find(text_of(format)) : NULL,
			    .threads = 1,
			    .take = taken_take,
			    .context = takings },
		&err);

	*takings = (struct takings){ 0 };
	assert_non_null(intake);
	return intake;
}

static inline void take_bytes(const char *format, Text bytes, struct takings *takings)
{
	struct error err = { 0 };
	struct intake *intake = takings_open(takings, format);

	assert_int_equal(intake_read_bytes(intake, "x", bytes, &err), FAULT_NONE);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
}

/* A line as an export has it: the structure with the text in it. */
static inline char *export_line(const struct taken *taken, size_t flags)
{
	struct error err = { 0 };
	json_t *tree = json_read(text_of(taken->structure), &err);

	assert_non_null(tree);
	json_object_set_new(tree, "transcript", json_string(taken->text));
	json_object_set_new(tree, "released", json_string("2011-08-26T00:00:00Z"));
	char *line = json_dumps(tree, flags);
	json_decref(tree);
	assert_non_null(line);
	return line;
}

/* A small generator: the same numbers on every machine. */
static uint64_t dice_state;
static inline uint32_t dice(uint32_t sides)
{
	dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice_state >> 33) % sides;
}

/* Spoils some bytes of a copy: every other time in place only, else cuts and doubles, too. Returns
 * the new length, at most `room`. */
static inline size_t spoil(char *bytes, size_t len, size_t room)
{
	static const char signs[] = "<>&;\"'\\{}[]()!?:,./-=_|# \n\r\t\f\0\x80\xC2\xB6\xC3\xE9\xFF"
				    "09AVZaxzdivheadnotp";
	bool in_place = dice(2);

	for (uint32_t turns = 1 + dice(6); turns && len; turns--) {
		size_t at = dice((uint32_t)len), to = dice((uint32_t)len);
		size_t part = 1 + dice(dice(2) ? 60 : 200);

		if (part > len - at)
			part = len - at;
		switch (dice(in_place ? 4 : 7)) {
		case 0:
			bytes[at] = (char)dice(256);
			break;
		case 1:
			memmove(bytes + to, bytes + at, part < len - to ? part : len - to);
			break;
		default:
			bytes[at] = signs[dice(sizeof signs - 1)];
			break;
		case 4:
			memmove(bytes + at, bytes + at + part, len - at - part);
			len -= part;
			break;
		case 5:
			if (len + part > room)
				break;
			memmove(bytes + at + part, bytes + at, len - at);
			len += part;
			break;
		case 6:
			len = dice(8) ? len : at;
			break;
		}
	}
	return len;
}

/* CHANCERY_FUZZ_RUNS in the environment, for long runs. */
static inline unsigned spoil_runs(void)
{
	Text text = text_of(getenv("CHANCERY_FUZZ_RUNS"));
	uint64_t runs;

	return text_take_digits(&text, 7, &runs) ? (unsigned)runs : 600;
}

typedef void read_fn(const char *format, Text bytes, struct takings *takings);

/* Reads spoilt copies of `sample`, as take_bytes does; the checks are those of taken_take. */
static inline void take_spoilt(read_fn *read, const char *format, Text sample)
{
	unsigned runs = spoil_runs();
	size_t room = sample.len * 2 + 1000;
	char *bytes = malloc(room);

	assert_non_null(bytes);
	for (unsigned run = 0; run < runs; run++) {
		struct takings takings;

		dice_state = run * 2654435761u + 1;
		memcpy(bytes, sample.at, sample.len);
		size_t len = spoil(bytes, sample.len, room);
		read(format, (Text){ bytes, len }, &takings);
		/* A file of exports may be empty lines. */
		assert_true(takings.count > 0 || (format && strcmp(format, "jsonl") == 0));
		takings_end(&takings);
	}
	free(bytes);
}

#endif
