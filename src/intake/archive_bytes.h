/* The packed bytes of an archive, given to libarchive. Only archive*.c includes this. */
#ifndef INTAKE_ARCHIVE_BYTES_H
#define INTAKE_ARCHIVE_BYTES_H

#include <archive.h>

#include "intake/archive.h"

#define PACKED_BLOCK ((size_t)64 << 10)

/* Where they come from: a file that can be read at any place, a window that holds them all, or a
 * pipe. */
enum packed_from { PACKED_FILE, PACKED_HELD, PACKED_PIPE };

struct packed {
	struct feed *feed;
	enum packed_from from;
	uint64_t base, size; /* where the archive begins in the file; its size, 0 in a pipe */
	uint64_t at;         /* of the next block */
	uint64_t given;      /* bytes given so far, again and again where it went back */
	size_t lent;         /* of the window, given and not yet dropped */
	char *block;         /* PACKED_FILE */
	struct error reason; /* what stopped the bytes */
};

/* Looks where the bytes of `feed` come from. FAULT_TOO_LARGE for a 7z in a pipe that cannot be
 * held. */
enum fault packed_begin(struct packed *packed, struct feed *feed, struct error *err);
void packed_end(struct packed *packed);
/* Opens `archive` on them; an ARCHIVE_ value. */
int packed_open(struct packed *packed, struct archive *archive);
/* Bytes of the archive that were looked at; never more than it has. */
uint64_t packed_seen(const struct packed *packed);

#endif
