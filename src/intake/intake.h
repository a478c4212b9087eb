/* Intake: a container file becomes records. It writes nothing, so it can be confined, fuzzed and
 * run again. One file format_<name>.c a format, formats.c the table. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "catalog/catalog.h"
#include "record/record.h"

#define INTAKE_ARENA_LIMIT (256u << 20) /* memory for one record while it is read */
#define INTAKE_HEAD        (64u << 10)  /* bytes looked at to tell the format */

struct format;
/* By name ("telegram", "page-text", "narrative"); NULL when there is none. */
const struct format *format_find(Text name);
Text format_name(const struct format *format);
Text format_summary(const struct format *format);
/* All of them, for --help and for walking; NULL behind the last. */
const struct format *const *format_list(void);

/* One record of a container, or the reason why a piece of it is none. */
struct received {
	const char *path; /* of the container; "-" for standard input */
	uint32_t line;    /* where the piece begins, from 1 */
	const struct format *format;
	Text source;                 /* its bytes as received */
	const struct record *record; /* NULL when rejected; lives until the callback returns */
	struct error reason;         /* of the rejection */
};

/* Takes one received record. A fault stops the reading and comes back from intake_read. */
typedef enum fault received_taker(
    void *context, const struct received *received, struct error *err);

/* Reads one file ("-": standard input) and hands over its records in order. `format` NULL: told by
 * content. A file that is no container of records at all is FAULT_BAD_INPUT (empty, binary, unknown
 * form), one beyond a limit FAULT_TOO_LARGE; one bad record in a good container is handed over as a
 * rejection. */
enum fault intake_read(const char *path, const struct format *format, const struct catalog *catalog,
    received_taker *take, void *context, struct error *err);
/* The same with an id instead of the one that the container states or the message gives; empty:
 * none. */
enum fault intake_read_as(const char *path, const struct format *format, Text id,
    const struct catalog *catalog, received_taker *take, void *context, struct error *err);
/* The same for bytes that were read already; `path` names them in messages. */
enum fault intake_read_bytes(const char *path, Text bytes, const struct format *format, Text id,
    const struct catalog *catalog, received_taker *take, void *context, struct error *err);

#endif
