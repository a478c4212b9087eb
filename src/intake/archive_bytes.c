/* Magic bytes, and the callbacks of libarchive. A zip has a table at its end, a 7z cannot be read
 * without: where a file is behind the feed it is read by place, past the feed's window. */
#include "intake/archive_bytes.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"

#define SEVEN_ZIP "7z\xBC\xAF\x27\x1C"

#define TAR_BLOCK    512
#define TAR_SUM_AT   148
#define TAR_SUM_SIZE 8

/* Old tars have no magic: the header's sum tells. */
static bool has_tar_sum(Text head)
{
	uint64_t said = 0, sum = (uint64_t)' ' * TAR_SUM_SIZE;

	if (head.len < TAR_BLOCK || head.at[0] == '\0')
		return false;
	Text digits = text_slice(head, TAR_SUM_AT, TAR_SUM_SIZE);
	text_take_blanks(&digits);
	while (digits.len && digits.at[0] >= '0' && digits.at[0] <= '7') {
		said = said * 8 + (uint64_t)(digits.at[0] - '0');
		digits = text_from(digits, 1);
	}
	for (size_t i = 0; i < TAR_BLOCK; i++)
		if (i < TAR_SUM_AT || i >= TAR_SUM_AT + TAR_SUM_SIZE)
			sum += (unsigned char)head.at[i];
	return said == sum;
}

bool archive_is(Text head)
{
	static const Text magic[] = { TEXT_INIT("PK\3\4"), TEXT_INIT("PK\5\6"),
		TEXT_INIT(SEVEN_ZIP), TEXT_INIT("\x1F\x8B\x08"),
		TEXT_INIT("\xFD"
			  "7zXZ\0"),
		TEXT_INIT("\x28\xB5\x2F\xFD") };

	for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
		if (text_starts(head, magic[i]))
			return true;
	if (text_starts(head, TEXT("BZh")) && text_starts(text_from(head, 4), TEXT("1AY&SY")))
		return true;
	return has_tar_sum(head);
}

/* --- where the bytes come from --- */

static bool find_file(struct packed *packed)
{
	struct feed *feed = packed->feed;
	struct stat about;

	if (feed->fd < 0 || fstat(feed->fd, &about) != 0 || !S_ISREG(about.st_mode))
		return false;
	off_t place = lseek(feed->fd, 0, SEEK_CUR);
	size_t seen = feed_window(feed).len;
	if (place < 0 || (uint64_t)place < seen || place > about.st_size)
		return false;
	packed->base = (uint64_t)place - seen;
	packed->size = (uint64_t)about.st_size - packed->base;
	return true;
}

enum fault packed_begin(struct packed *packed, struct feed *feed, struct error *err)
{
	*packed = (struct packed){ .feed = feed, .from = PACKED_FILE };
	if (find_file(packed)) {
		packed->block = malloc(PACKED_BLOCK);
		return packed->block
		    ? FAULT_NONE
		    : fail(err, FAULT_NO_MEMORY, "no memory left to unpack '%s'", feed->name);
	}
	packed->from = PACKED_PIPE;
	if (text_starts(feed_window(feed), TEXT(SEVEN_ZIP)) && !feed->ended) {
		enum fault fault = feed_fill(feed, ARCHIVE_HELD_LIMIT, err);
		if (fault != FAULT_NONE)
			return fault;
		if (!feed->ended)
			return fail(err, FAULT_TOO_LARGE,
			    "'%s' is a 7z of more than %zu MiB that does not come from a file; its table "
			    "stands at its end: read it from a file",
			    feed->name, ARCHIVE_HELD_LIMIT >> 20);
	}
	if (feed->ended) {
		packed->from = PACKED_HELD;
		packed->size = feed_window(feed).len;
	}
	return FAULT_NONE;
}

void packed_end(struct packed *packed)
{
	free(packed->block);
	*packed = (struct packed){ 0 };
}

uint64_t packed_seen(const struct packed *packed)
{
	return packed->size && packed->given > packed->size ? packed->size : packed->given;
}

/* --- callbacks --- */

static la_ssize_t give_file(struct packed *packed, const void **bytes)
{
	ssize_t len;
	uint64_t left = packed->at < packed->size ? packed->size - packed->at : 0;
	size_t want = left < PACKED_BLOCK ? (size_t)left : PACKED_BLOCK;

	while ((len = pread(
		    packed->feed->fd, packed->block, want, (off_t)(packed->base + packed->at))) < 0)
		if (errno != EINTR) {
			fail_errno(&packed->reason, errno, "cannot read '%s'", packed->feed->name);
			return ARCHIVE_FATAL;
		}
	packed->at += (uint64_t)len;
	*bytes = packed->block;
	return len;
}

static la_ssize_t give_held(struct packed *packed, const void **bytes)
{
	Text block = text_slice(feed_window(packed->feed), packed->at, PACKED_BLOCK);

	packed->at += block.len;
	*bytes = block.at;
	return (la_ssize_t)block.len;
}

static la_ssize_t give_pipe(struct packed *packed, const void **bytes)
{
	feed_drop(packed->feed, packed->lent);
	packed->lent = 0;
	if (feed_fill(packed->feed, 1, &packed->reason) != FAULT_NONE)
		return ARCHIVE_FATAL;
	Text block = text_slice(feed_window(packed->feed), 0, PACKED_BLOCK);
	packed->lent = block.len;
	*bytes = block.at;
	return (la_ssize_t)block.len;
}

static la_ssize_t give(struct archive *archive, void *context, const void **bytes)
{
	struct packed *packed = context;
	la_ssize_t len;

	if (interrupt_check(&packed->reason) != FAULT_NONE)
		len = ARCHIVE_FATAL;
	else if (packed->from == PACKED_FILE)
		len = give_file(packed, bytes);
	else
		len = packed->from == PACKED_HELD ? give_held(packed, bytes)
						  : give_pipe(packed, bytes);
	if (len < 0)
		archive_set_error(archive, EIO, "%s", packed->reason.text);
	else
		packed->given += (uint64_t)len;
	return len;
}

static la_int64_t go(struct archive *archive, void *context, la_int64_t by, int whence)
{
	struct packed *packed = context;
	int64_t from = whence == SEEK_SET ? 0
	    : whence == SEEK_CUR          ? (int64_t)packed->at
					  : (int64_t)packed->size;

	(void)archive;
	if (by < -from || by > (int64_t)packed->size - from)
		return ARCHIVE_FATAL;
	packed->at = (uint64_t)(from + by);
	return (la_int64_t)packed->at;
}

int packed_open(struct packed *packed, struct archive *archive)
{
	archive_read_set_read_callback(archive, give);
	if (packed->from != PACKED_PIPE)
		archive_read_set_seek_callback(archive, go);
	archive_read_set_callback_data(archive, packed);
	return archive_read_open1(archive);
}
