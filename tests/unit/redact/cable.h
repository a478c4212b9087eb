/* For tests of redaction: a cable of invented words, read. */
#ifndef TEST_REDACT_CABLE_H
#define TEST_REDACT_CABLE_H

#include "redact/redact.h"
#include "telegram/telegram.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#undef fail

static struct catalog *catalog;
static struct arena arena; /* of one test */

#define CABLE \
	"VZCZCXRO1234\n" \
	"RR RUEHTL\n" \
	"DE RUEHRA #0061/01 0441503\n" \
	"ZNY CCCCC ZZH\n" \
	"R 131503Z FEB 08\n" \
	"FM AMEMBASSY RIGA\n" \
	"TO RUEHC/SECSTATE WASHDC 4711\n" \
	"INFO RUEHTL/AMEMBASSY TALLINN PRIORITY 0102\n" \
	"\n" \
	"C O N F I D E N T I A L RIGA 000061\n" \
	"\n" \
	"SIPDIS\n" \
	"\n" \
	"DEPT FOR EUR, INR AND OES\n" \
	"\n" \
	"E.O. 12958: DECL: 02/13/2018\n" \
	"TAGS: PREL, OVIP (KALNINA, ILZE), LG\n" \
	"SUBJECT: MINISTER KALNINA ON THE HARBOUR AT LIEPAJA\n" \
	"\n" \
	"REF: A. TALLINN 14 B. 07 STATE 1190\n" \
	"\n" \
	"Classified By: DCM Edgar Brandt for reasons 1.4 (b) and (d).\n" \
	"\n" \
	"1. (C) Minister Ilze\n" \
	"Kalnina said that Janis Berzins, whom Kalnina-Ozola met, would not pay.\n" \
	"\n" \
	"RIGA 00000061  002 OF 002\n" \
	"\n" \
	"2. (SBU) The CAF\xC3\x89 of ILZE \n" \
	"KALNINA is closed. XXXXX was there.\n" \
	"BRANDT\n"

static inline struct record *read_cable(const char *text)
{
	struct record *record = arena_take(&arena, sizeof *record);
	struct error err = { 0 };

	assert_non_null(record);
	record->transcript.text = text_of(text);
	assert_int_equal(transcript_index(&record->transcript, &arena, &err), FAULT_NONE);
	assert_int_equal(
	    telegram_read(record, record->transcript.text, catalog, &arena, &err), FAULT_NONE);
	return record;
}

/* The place of these words, the first one. */
static inline Span place(const struct record *record, const char *words)
{
	size_t at = text_find(record->transcript.text, text_of(words));

	assert_true(at != TEXT_NONE);
	return (Span){ (uint32_t)at, (uint32_t)strlen(words) };
}

static inline void cut(CutList *cuts, Span span, const char *reason)
{
	struct cut *added = array_add(cuts, &arena);

	assert_non_null(added);
	*added = (struct cut){ .span = span, .reason = text_of(reason) };
}

static inline bool holds(const struct record *record, const char *words)
{
	return text_find(record->transcript.text, text_of(words)) != TEXT_NONE;
}

static inline int open_catalog(void **state)
{
	struct error err = { 0 };

	(void)state;
	return (catalog = catalog_open(&err)) ? 0 : -1;
}

static inline int close_catalog(void **state)
{
	(void)state;
	catalog_close(catalog);
	return 0;
}

static inline int begin(void **state)
{
	(void)state;
	arena_begin(&arena, 0);
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

#endif
