/* Commands: rows that declare what they need. main opens it with the right lock, calls the command,
 * prints the one error and exits with the table's code, so "who can write?" is answered by reading
 * this table. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "base/out.h"
#include "catalog/catalog.h"
#include "edition/edition.h"
#include "vault/vault.h"

enum needs {
	NEEDS_NOTHING = 0,
	NEEDS_CATALOG = 1,
	READS_VAULT = 2, /* the first operand is an archive */
	WRITES_VAULT = 4,
	READS_EDITION = 8, /* the first operand is a public folder */
};

/* name, needs, operands, summary */
#define COMMANDS(X) \
	X(init, NEEDS_NOTHING, "ARCHIVE", "make a new private archive") \
	X(ingest, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE FILE|FOLDER|-...", \
	    "read cables and reports into an archive; they are held") \
	X(status, READS_VAULT, "ARCHIVE", "what is held, reviewed, approved, released, withdrawn") \
	X(review, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE [ID...]", \
	    "what has to be looked at, and one record with its flags and cuts") \
	X(dismiss, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID|--query=Q N...|--rule=R", \
	    "say that what was flagged may stay") \
	X(redact, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID", "take words out") \
	X(restore, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID N...", "take cuts back") \
	X(withhold, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID...|--query=Q", \
	    "keep whole records in, whatever comes") \
	X(admit, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID...|--query=Q", \
	    "no longer withhold records") \
	X(approve, WRITES_VAULT | NEEDS_CATALOG, \
	    "ARCHIVE ID...|--all-held|--all-reviewed|--query=Q", \
	    "mark records as ready to be released") \
	X(release, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID...|--all-approved|--query=Q", \
	    "let records go public") \
	X(withdraw, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE ID...|--query=Q", \
	    "take records back from the public") \
	X(log, NEEDS_NOTHING, "ARCHIVE [ID]", "every decision, each chained to the one before") \
	X(curate, WRITES_VAULT | NEEDS_CATALOG, "ARCHIVE", \
	    "a page in the browser of this machine for all of that") \
	X(publish, READS_VAULT | NEEDS_CATALOG, "ARCHIVE PUBLIC", \
	    "seal what is released into a public edition") \
	X(search, READS_EDITION | NEEDS_CATALOG, "PUBLIC QUERY...", \
	    "print the records that match") \
	X(show, READS_EDITION | NEEDS_CATALOG, "PUBLIC ID", "print one public record") \
	X(export, READS_EDITION | NEEDS_CATALOG, "PUBLIC", \
	    "write out all records that match, as CSV or JSON Lines") \
	X(serve, NEEDS_NOTHING, "PUBLIC", "answer readers over HTTP") \
	X(verify, NEEDS_NOTHING, "PUBLIC", "recompute every hash of the current edition") \
	X(parse, NEEDS_CATALOG, "FILE|-", \
	    "read one file without an archive, JSON on standard output") \
	X(flags, NEEDS_CATALOG, "FILE|FOLDER|-", \
	    "show what in a file could harm people when published")

struct option_row {
	const char *name;  /* "format": given as --format */
	const char *value; /* "F": what its value is called; NULL for a switch */
	const char *help;
};

#define OPTIONS_LIMIT 12

struct call;
typedef enum fault command_run(struct call *call, struct error *err);

struct command {
	const char *name;
	unsigned needs;
	const char *operands, *summary;
	command_run *run;
	const struct option_row *options; /* ends with a row without a name */
	const char *help;                 /* paragraphs and examples for --help */
};

/* One call of a command. Everything is borrowed from main. */
struct call {
	const struct command *command;
	char **operands;
	int operand_count;
	const char
	    *values[OPTIONS_LIMIT]; /* by option row; "" for a switch that was given, NULL if not */
	struct catalog *catalog;
	struct vault *vault;
	struct edition *edition;
	struct arena *arena;
	struct out *out; /* standard output, written when the command is done */
};

/* NULL behind the last. */
const struct command *command_list(void);
const struct command *command_find(Text name);

/* Sorts `arguments` into operands and option values. FAULT_USAGE names the wrong one. */
enum fault call_read(struct call *call, char **arguments, struct error *err);
/* The value of an option ("" for a switch), NULL when not given. `name` must be in the command's
 * rows. */
const char *call_option(const struct call *call, const char *name);
/* A number from 1 to `most` that an option gives; *count stays as it is when the option was not
 * given. */
enum fault call_count(
    const struct call *call, const char *option, unsigned most, unsigned *count, struct error *err);
/* Writes what is in call->out to standard output now; for commands that go on working. */
enum fault call_flush(struct call *call, struct error *err);

/* Prints a sentence on standard error, one line whatever stands in it: control characters (a file's
 * name may hold them) as '?'. */
void tell(Text sentence);

/* Prints help: of one command, or the list of all. */
void help_put(struct out *out, const struct command *command);
void help_put_all(struct out *out);

#define COMMAND_EXTERN(name, needs, operands, summary) \
	extern const struct option_row command_##name##_options[]; \
	extern const char command_##name##_help[]; \
	command_run command_##name;
COMMANDS(COMMAND_EXTERN)
#undef COMMAND_EXTERN

#endif
