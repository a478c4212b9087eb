/* The file: a new one, its header first, since all sizes are known by now. What is not whole is
 * taken away again. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "search/writer.h"

#define STEP       64u
#define WRITE_MOST ((size_t)4 << 20) /* between two looks for a signal */

struct file {
	int fd;
	uint64_t written;
	struct bytes buffer;
	enum fault fault;
	const char *path;
	struct error *err;
};

static void write_out(struct file *file, const uint8_t *at, size_t len)
{
	while (len && file->fault == FAULT_NONE) {
		ssize_t done = write(file->fd, at, len < WRITE_MOST ? len : WRITE_MOST);

		if (done < 0 && errno != EINTR)
			file->fault = fail_errno(file->err, errno, "cannot write '%s'", file->path);
		if (file->fault == FAULT_NONE)
			file->fault = interrupt_check(file->err);
		at += done > 0 ? done : 0;
		len -= done > 0 ? (size_t)done : 0;
	}
}

static void flush(struct file *file)
{
	write_out(file, file->buffer.at, file->buffer.len);
	file->buffer.len = 0;
}

static void put(struct file *file, const void *at, size_t len)
{
	if (file->buffer.len + len > WRITE_MOST)
		flush(file);
	if (len > WRITE_MOST)
		write_out(file, at, len);
	else
		bytes_put(&file->buffer, at, len);
	file->written += len;
}

static void align(struct file *file)
{
	static const uint8_t zeros[STEP];

	put(file, zeros, (size_t)((STEP - file->written % STEP) % STEP));
}

/* The bytes of a section that the piece has; NULL for a section that is not in pieces. */
static const struct bytes *piece_bytes(const struct piece *piece, unsigned section)
{
	switch (section) {
	case SECTION_POSTINGS:
		return &piece->postings;
	case SECTION_SKIPS:
		return &piece->skips;
	case SECTION_POSITIONS:
		return &piece->positions;
	case SECTION_BITMAPS:
		return &piece->bitmaps;
	default:
		return NULL;
	}
}

static uint64_t section_size(const struct seal *seal, unsigned section)
{
	uint64_t size = seal->sections[section].len;

	for (uint32_t i = 0; i < seal->piece_count; i++)
		if (piece_bytes(&seal->pieces[i], section))
			size += piece_bytes(&seal->pieces[i], section)->len;
	return size;
}

static struct segment_header header_of(const struct seal *seal)
{
	struct segment_header header = { .magic = SEGMENT_MAGIC,
		.version = SEGMENT_VERSION,
		.documents = seal->documents,
		.words = seal->words,
		.terms = seal->terms.count };
	uint64_t offset = sizeof header;

	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++) {
		offset = (offset + STEP - 1) / STEP * STEP;
		header.sections[i].offset = offset;
		header.sections[i].size = section_size(seal, i);
		offset += header.sections[i].size;
	}
	header.size = offset;
	return header;
}

static void put_section(struct file *file, const struct seal *seal, unsigned section)
{
	align(file);
	put(file, seal->sections[section].at, seal->sections[section].len);
	for (uint32_t i = 0; i < seal->piece_count; i++) {
		const struct bytes *bytes = piece_bytes(&seal->pieces[i], section);

		if (bytes)
			put(file, bytes->at, bytes->len);
	}
}

static void write_all(struct file *file, const struct seal *seal)
{
	struct segment_header header = header_of(seal);

	put(file, &header, sizeof header);
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++)
		put_section(file, seal, i);
	flush(file);
	if (file->fault == FAULT_NONE && file->buffer.failed)
		file->fault =
		    fail(file->err, FAULT_NO_MEMORY, "no memory left to write '%s'", file->path);
	if (file->fault == FAULT_NONE && fsync(file->fd) != 0)
		file->fault = fail_errno(file->err, errno, "cannot make '%s' durable", file->path);
}

enum fault writer_file(const struct seal *seal, const char *path, struct error *err)
{
	struct file file = { .path = path, .err = err };

	file.fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (file.fd < 0)
		return fail_errno(err, errno, "cannot create '%s'", path);
	write_all(&file, seal);
	bytes_end(&file.buffer);
	if (close(file.fd) != 0 && file.fault == FAULT_NONE)
		file.fault = fail_errno(err, errno, "cannot write '%s'", path);
	if (file.fault != FAULT_NONE)
		unlink(path);
	return file.fault;
}
