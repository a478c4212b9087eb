#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "cli/commands.h"
#include "pages/export.h"

const struct option_row command_export_options[] = {
	{ "as", "FORM",
	    "csv, jsonl (what a list shows), or records (JSON Lines of whole records)" },
	{ "query", "Q", "only what this search finds; otherwise everything" },
	{ "oldest", NULL, "oldest first; otherwise newest first" },
	{ "out", "FILE", "write there; otherwise to standard output" },
	{ 0 },
};

const char command_export_help[] =
    "Writes all records of the current edition that a search finds, in order of creation, without a cap: the same bytes\n"
    "as /search.csv and /search.jsonl of the site, but for addresses, which are paths here. FILE is replaced only when\n"
    "all is written. In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.\n\n"
    "examples: chancery export public --as csv --query 'origin:riga year:2008' --out riga.csv\n"
    "          chancery export public --as records > all.jsonl\n";

static enum fault read_form(const struct call *call, enum export_as *as, struct error *err)
{
	const char *given = call_option(call, "as");
	Text name = text_of(given);

	if (!given)
		return fail(err, FAULT_USAGE, "export needs --as csv, jsonl or records");
	if (text_equal(name, TEXT("csv")))
		*as = EXPORT_CSV;
	else if (text_equal(name, TEXT("jsonl")))
		*as = EXPORT_JSONL;
	else if (text_equal(name, TEXT("records")))
		*as = EXPORT_RECORDS;
	else
		return fail(err, FAULT_USAGE, "no form '%s'; there are csv, jsonl, records", given);
	return FAULT_NONE;
}

static enum fault write_all(int fd, const char *name, Text rest, struct error *err)
{
	while (rest.len) {
		ssize_t written = write(fd, rest.at, rest.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail_errno(err, errno, "cannot write to %s", name);
		rest = text_from(rest, (size_t)written);
	}
	return FAULT_NONE;
}

/* Ends the stream. */
static enum fault run(struct stream *stream, int fd, const char *name, struct error *err)
{
	struct out piece;
	enum fault fault;

	out_begin(&piece, STREAM_PIECE_LIMIT);
	do {
		fault = stream_next(stream, &piece, err);
		if (!fault)
			fault = write_all(fd, name, out_text(&piece), err);
		if (!fault)
			fault = interrupt_check(err);
	} while (!fault && piece.len);
	out_end(&piece);
	stream_end(stream);
	return fault;
}

/* Beside the file, then in its place: a half-written one is never taken for the whole (I9). */
static enum fault run_into(
    struct stream *stream, struct call *call, const char *path, struct error *err)
{
	const char *beside = text_string(call->arena, text_format(call->arena, "%s.new", path));
	int fd = beside ? open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
	enum fault fault;

	if (fd < 0) {
		stream_end(stream);
		return fail_errno(err, errno, "cannot write '%s'", path);
	}
	fault = run(stream, fd, path, err);
	if (!fault && fsync(fd) != 0 && errno != EINVAL)
		fault = fail_errno(err, errno, "cannot write '%s'", path);
	if (close(fd) != 0 && !fault)
		fault = fail_errno(err, errno, "cannot write '%s'", path);
	if (!fault && rename(beside, path) != 0)
		fault = fail_errno(err, errno, "cannot write '%s'", path);
	if (fault)
		unlink(beside);
	return fault;
}

enum fault command_export(struct call *call, struct error *err)
{
	const char *path = call_option(call, "out");
	struct export_request request = {
		.edition = call->edition,
		.query = text_of(call_option(call, "query")),
		.sort = call_option(call, "oldest") ? SORT_OLDEST : SORT_NEWEST,
	};
	struct stream stream;
	struct index *index;
	enum fault fault;

	if (read_form(call, &request.as, err))
		return err->fault;
	index = index_open(call->edition, call->catalog, err);
	if (!index)
		return err->fault;
	request.index = index;
	fault = export_open(&stream, &request, err);
	if (!fault)
		fault = path ? run_into(&stream, call, path, err)
			     : run(&stream, STDOUT_FILENO, "standard output", err);
	index_close(index);
	return fault;
}
