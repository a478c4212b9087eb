/* One error struct and one table of faults, read by the command line and by the server. The deepest
 * function speaks (lower case, no full stop, what and where); only the edge prints. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/* name, exit code, HTTP status */
#define FAULTS(X) \
	X(NONE, 0, 200) \
	X(USAGE, 2, 400)         /* the command line is wrong */ \
	X(NOT_FOUND, 3, 404)     /* the name is well formed, nothing has it */ \
	X(BAD_INPUT, 4, 400)     /* what was given is wrong; the message says where */ \
	X(CONFLICT, 5, 409)      /* exists already, or is held by someone else */ \
	X(CORRUPT, 6, 500)       /* a stored hash or invariant does not hold */ \
	X(IO, 7, 500)            /* the system said no; its reason is in the message */ \
	X(NO_MEMORY, 8, 503)     /* an arena's or an output's limit, or the machine's */ \
	X(NO_SPACE, 9, 507)      /* the disk is full */ \
	X(DENIED, 10, 403)       /* no permission */ \
	X(TOO_NEW, 11, 500)      /* written by a newer Chancery */ \
	X(TOO_LARGE, 12, 413)    /* beyond a named limit */ \
	X(GONE, 13, 410)         /* was public, was withdrawn */ \
	X(TOO_COSTLY, 14, 400)   /* a query beyond its budget */ \
	X(INTERRUPTED, 130, 503) /* SIGINT or SIGTERM */

#define FAULT_ENUM(name, exit_code, status) FAULT_##name,
enum fault { FAULTS(FAULT_ENUM) };
#undef FAULT_ENUM

struct error {
	enum fault fault;
	char text[400];
};

/* Records the first failure and returns it; a later call on a filled error changes nothing. */
enum fault fail(struct error *err, enum fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a failed system call: the fault follows from `number` (ENOSPC, EACCES, ENOENT ...)
 * and its reason is added after ": ". */
enum fault fail_errno(struct error *err, int number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *fault_name(enum fault fault); /* "NOT_FOUND" */
int fault_exit_code(enum fault fault);
int fault_http_status(enum fault fault);

#endif
