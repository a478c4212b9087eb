/* The public log as it lies in the edition, piece by piece: it grows with the archive. */
#include <errno.h>
#include <unistd.h>

#include "pages/pages.h"

#define PIECE (64u << 10)

struct log_stream {
	const struct edition_extra_file *file;
	uint64_t at;
};

static enum fault next_piece(void *context, struct out *piece, struct error *err)
{
	struct log_stream *log = context;
	char bytes[PIECE];
	ssize_t got = pread(log->file->fd, bytes, sizeof bytes, (off_t)log->at);

	if (got < 0)
		return fail_errno(err, errno, "cannot read the public log");
	if (got == 0 && log->at < log->file->size)
		return fail(err, FAULT_CORRUPT, "the public log is shorter than the edition says");
	out_put(piece, (Text){ bytes, (size_t)got });
	log->at += (uint64_t)got;
	return FAULT_NONE;
}

enum fault page_public_log(struct visit *visit, struct error *err)
{
	struct log_stream *log = ARENA_NEW(visit->arena, struct log_stream);

	if (!log)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read the public log");
	log->file = edition_extra_file(visit->edition, EXTRA_LOG);
	if (log->file->fd < 0)
		return fail(err, FAULT_NOT_FOUND, "this edition has no public log");
	visit->filename = TEXT("log.jsonl");
	visit_stream(visit, (struct stream){ next_piece, NULL, log });
	return FAULT_NONE;
}
