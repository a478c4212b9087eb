/* Intake: container files become records. It writes nothing, so it can be confined, fuzzed and run
 * again. One file format_<name>.c a format, formats.c the table. A container is cut into the bytes
 * of its records in one thread; they are read in several; they are handed over in the order in
 * which they stood, whatever the number of threads. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "catalog/catalog.h"
#include "record/record.h"

#define INTAKE_ARENA_LIMIT   (256u << 20) /* memory for one record while it is read */
#define INTAKE_PENDING_LIMIT (16u << 20)  /* bytes of records that wait for their turn */
#define INTAKE_HEAD          (64u << 10)  /* bytes looked at to tell the format */

struct format;
/* By name ("telegram", "page-text", "narrative"); NULL when there is none. */
const struct format *format_find(Text name);
Text format_name(const struct format *format);
Text format_summary(const struct format *format);
/* All of them, for --help and for walking; NULL behind the last. */
const struct format *const *format_list(void);

/* One record of a container, or the reason why a piece of it, or the whole file, is none. */
struct received {
	const char *path; /* of the container; "-" for standard input; "a.zip: b.txt" of a member */
	uint32_t line; /* where the piece begins, from 1; 0: the reason is about the whole file and
			* names it */
	const struct format *format; /* NULL when it could not be told */
	Text source;                 /* the record's bytes as received */
	const struct record *record; /* NULL when rejected; lives until the taker returns */
	Text structure;              /* record_put_structure */
	struct error reason;         /* of the rejection */
	bool skipped;                /* not read, as the check wanted: neither record nor reason */
	void *prepared;              /* by the check and the preparer of the settings */
};

/* Takes one received record, in the thread that called intake_read. A fault stops the reading. */
typedef enum fault received_taker(
    void *context, const struct received *received, struct error *err);

/* What a taker may have done beforehand, in the thread that reads (`thread` counts from 0), so that
 * the one that takes need not: `received` is what is known of it by then, memory comes out of the
 * record's arena. Neither is asked about what is rejected.
 * The check comes before reading; true: these bytes need not be read. It is not asked about bytes
 * that are a record only with what the container says elsewhere. */
#define INTAKE_THREADS_MOST 16
typedef bool received_check(
    void *context, unsigned thread, struct received *received, struct arena *arena);
/* Comes after reading; a fault rejects the record. */
typedef enum fault received_preparer(void *context, unsigned thread, struct received *received,
    struct arena *arena, struct error *reason);

struct intake_settings {
	const struct catalog *catalog;
	const struct format *format; /* NULL: told by content */
	Text id; /* instead of what the container states or the message gives; empty: none */
	unsigned threads;           /* 0: as many as there are cores */
	received_check *check;      /* may be NULL */
	received_preparer *prepare; /* may be NULL */
	received_taker *take;
	void *context;
};

struct intake;

/* NULL on failure. What `settings` point to must outlive it. */
struct intake *intake_open(const struct intake_settings *settings, struct error *err);
/* Reads one file ("-": standard input). What cannot be read (no such file, empty, binary, no known
 * form, beyond a limit) is handed over as a rejection like a bad record; only a fault of the taker,
 * an interrupt and want of memory come back. Records may be handed over later, in intake_close. */
enum fault intake_read(struct intake *intake, const char *path, struct error *err);
/* The same for bytes that are there already; `path` names them. */
enum fault intake_read_bytes(
    struct intake *intake, const char *path, Text bytes, struct error *err);
/* How many bytes of the files given so far have been gone through: those of archives as they lie.
 */
uint64_t intake_passed(const struct intake *intake);
/* Hands over what is still in work unless `intake` has failed before, and frees it. NULL is
 * allowed. */
enum fault intake_close(struct intake *intake, struct error *err);

#endif
