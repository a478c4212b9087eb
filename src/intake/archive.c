/* Members, one after the other. What comes out is counted wherever it goes, so that a small file
 * cannot become a large one unseen: a member that nobody reads is unpacked and counted as well. */
#include "intake/archive.h"

#include <archive_entry.h>
#include <locale.h>

#include "base/interrupt.h"
#include "base/utf8.h"
#include "intake/archive_bytes.h"

#define RATIO_FLOOR (1u << 20) /* bytes that may come out of anything */
#define NAME_SHOWN  160        /* bytes of a member's name in a sentence */
#define DRAIN_BLOCK ((size_t)64 << 10)

struct unpacking {
	struct intake *intake;
	struct feed *feed;
	struct archive *archive;
	struct packed packed;
	const char *name;     /* of the member, for sentences */
	uint64_t unpacked;    /* bytes of all members so far */
	uint64_t member;      /* of this member */
	uint64_t seen_before; /* packed_seen at its beginning */
	uint32_t members, files;
	bool ended; /* nothing can be read behind this member */
	char drain[DRAIN_BLOCK];
};

/* --- bytes of a member --- */

/* Of the whole, and of this member: room that earlier members left is not for a later one. */
static bool is_bomb(const struct unpacking *unpacking)
{
	uint64_t seen = packed_seen(&unpacking->packed);
	uint64_t here = seen - unpacking->seen_before + 2 * PACKED_BLOCK;

	return unpacking->unpacked > RATIO_FLOOR + ARCHIVE_RATIO * seen ||
	    unpacking->member > RATIO_FLOOR + ARCHIVE_RATIO * here;
}

static enum fault fail_damaged(
    const struct unpacking *unpacking, const char *name, struct error *err)
{
	const struct error *reason = &unpacking->packed.reason;
	const char *why = archive_error_string(unpacking->archive);
	struct arena arena;

	if (reason->fault != FAULT_NONE)
		return fail(err, reason->fault, "%s", reason->text);
	/* Asked before a format is settled, libarchive 3.6 follows a wild pointer. */
	if (archive_format(unpacking->archive) &&
	    archive_read_has_encrypted_entries(unpacking->archive) > 0)
		return fail(err, FAULT_BAD_INPUT, "'%s' is encrypted", name);
	arena_begin(&arena, 0);
	Text clean = utf8_repair(&arena, utf8_head(text_of(why ? why : "unreadable"), NAME_SHOWN));
	fail(err, FAULT_BAD_INPUT, "'%s' is damaged: %.*s", name, TEXT_ARG(clean));
	arena_end(&arena);
	return FAULT_BAD_INPUT;
}

static enum fault unpack(void *context, char *bytes, size_t room, size_t *got, struct error *err)
{
	struct unpacking *unpacking = context;
	la_ssize_t len = archive_read_data(unpacking->archive, bytes, room);

	if (len < 0) {
		unpacking->ended = unpacking->ended || len == ARCHIVE_FATAL;
		return fail_damaged(unpacking, unpacking->name, err);
	}
	unpacking->unpacked += (uint64_t)len;
	unpacking->member += (uint64_t)len;
	if (is_bomb(unpacking)) {
		unpacking->ended = true;
		return fail(err, FAULT_TOO_LARGE,
		    "'%s' unpacks to more than %d times its size; nothing behind this is read",
		    unpacking->name, ARCHIVE_RATIO);
	}
	*got = (size_t)len;
	return interrupt_check(err);
}

/* What the reader of a member left. Its faults have been told of, or tell of nothing that is
 * wanted; but a bomb and a signal end the archive. */
static enum fault drain(struct unpacking *unpacking, struct error *err)
{
	struct error reason = { 0 };
	size_t got = 1;

	while (got && !unpacking->ended && reason.fault == FAULT_NONE)
		if (unpack(unpacking, unpacking->drain, DRAIN_BLOCK, &got, &reason) != FAULT_NONE)
			break;
	if (reason.fault == FAULT_INTERRUPTED || reason.fault == FAULT_TOO_LARGE)
		return fail(err, reason.fault, "%s", reason.text);
	return FAULT_NONE;
}

/* --- one member --- */

/* UTF-8, no controls, of bounded length. */
static Text clean_name(struct arena *arena, Text raw)
{
	Text text = utf8_repair(arena, text_slice(raw, 0, ARCHIVE_NAME_LIMIT));
	char *bytes = arena_take(arena, text.len + 1);

	text = utf8_head(text, ARCHIVE_NAME_LIMIT);
	for (size_t i = 0; bytes && i < text.len; i++)
		bytes[i] =
		    (unsigned char)text.at[i] < ' ' || text.at[i] == '\x7F' ? '?' : text.at[i];
	return bytes ? (Text){ bytes, text.len } : (Text){ 0 };
}

/* A lone packed file has no name of its own. */
static Text name_of(
    const struct unpacking *unpacking, struct archive_entry *entry, struct arena *arena)
{
	const char *raw = archive_entry_pathname_utf8(entry);

	if (archive_format(unpacking->archive) == ARCHIVE_FORMAT_RAW)
		return (Text){ 0 };
	if (!raw)
		raw = archive_entry_pathname(entry);
	if (!raw || !*raw)
		return text_format(arena, "member %u", unpacking->members);
	return clean_name(arena, text_of(raw));
}

/* Why a member is not read; NULL: it is. */
static const char *refusal(struct archive_entry *entry)
{
	mode_t type = archive_entry_filetype(entry);

	if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) || type == AE_IFLNK)
		return "is a link, not a file";
	if (type && type != AE_IFREG)
		return "is a device or the like, not a file";
	if (archive_entry_is_encrypted(entry))
		return "is encrypted";
	return NULL;
}

static enum fault read_file(
    struct unpacking *unpacking, struct archive_entry *entry, const char *path, struct error *err)
{
	const char *why = refusal(entry);
	struct error reason = { 0 };
	struct feed feed;

	if (why) {
		fail(&reason, FAULT_BAD_INPUT, "'%s' %s", unpacking->name, why);
		return intake_reject_member(unpacking->intake, path, &reason, err);
	}
	feed_begin(&feed, unpacking->name, unpack, unpacking);
	enum fault fault = intake_read_member(unpacking->intake, path, &feed, err);
	feed_close(&feed);
	return fault;
}

static enum fault read_entry(
    struct unpacking *unpacking, struct archive_entry *entry, struct error *err)
{
	struct arena arena;

	unpacking->member = 0;
	unpacking->seen_before = packed_seen(&unpacking->packed);
	if (archive_entry_filetype(entry) == AE_IFDIR)
		return drain(unpacking, err);
	unpacking->files++;
	arena_begin(&arena, 0);
	Text name = name_of(unpacking, entry, &arena);
	Text shown = utf8_head(name, NAME_SHOWN);
	const char *outer = unpacking->feed->name, *between = name.len ? ": " : "";
	const char *path =
	    text_string(&arena, text_format(&arena, "%s%s%.*s", outer, between, TEXT_ARG(name)));
	unpacking->name =
	    text_string(&arena, text_format(&arena, "%s%s%.*s", outer, between, TEXT_ARG(shown)));
	enum fault fault = path && unpacking->name
	    ? read_file(unpacking, entry, path, err)
	    : fail(err, FAULT_NO_MEMORY, "no memory left to unpack '%s'", outer);
	if (fault == FAULT_NONE)
		fault = drain(unpacking, err);
	arena_end(&arena);
	return fault;
}

/* --- the archive --- */

static enum fault read_members(struct unpacking *unpacking, struct error *err)
{
	struct archive_entry *entry;
	const char *name = unpacking->feed->name;
	enum fault fault = FAULT_NONE;

	while (fault == FAULT_NONE && !unpacking->ended) {
		int result = archive_read_next_header(unpacking->archive, &entry);

		if (result == ARCHIVE_EOF && !unpacking->files)
			return fail(err, FAULT_BAD_INPUT, "'%s' holds no file", name);
		if (result == ARCHIVE_EOF)
			return FAULT_NONE;
		if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
			return fail_damaged(unpacking, name, err);
		if (++unpacking->members > ARCHIVE_MEMBERS)
			return fail(err, FAULT_TOO_LARGE,
			    "'%s' has more than %u members; the rest is not read", name,
			    ARCHIVE_MEMBERS);
		fault = read_entry(unpacking, entry, err);
	}
	return fault;
}

/* Only what is documented: each reader more is more to go wrong. */
static struct archive *open_reader(Text head)
{
	struct archive *archive = archive_read_new();

	if (!archive)
		return NULL;
	if (text_starts(head, TEXT("PK")))
		archive_read_support_format_zip(archive);
	else if (text_starts(head, TEXT("7z")))
		archive_read_support_format_7zip(archive);
	else {
		archive_read_support_format_tar(archive);
		archive_read_support_filter_gzip(archive);
		archive_read_support_filter_bzip2(archive);
		archive_read_support_filter_xz(archive);
		archive_read_support_filter_zstd(archive);
		archive_read_support_format_raw(archive);
	}
	return archive;
}

/* libarchive turns names into the locale's letters; in "C" all others are lost. The locale of this
 * thread only, and only while it is needed. */
static enum fault read_in_utf8(struct unpacking *unpacking, struct error *err)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
	enum fault fault = packed_open(&unpacking->packed, unpacking->archive) == ARCHIVE_OK
	    ? read_members(unpacking, err)
	    : fail_damaged(unpacking, unpacking->feed->name, err);

	if (utf8) {
		uselocale(before);
		freelocale(utf8);
	}
	return fault;
}

enum fault archive_split(struct intake *intake, struct feed *feed, struct error *err)
{
	struct unpacking *unpacking = calloc(1, sizeof *unpacking);
	Text head = text_slice(feed_window(feed), 0, INTAKE_HEAD);
	enum fault fault;

	if (!unpacking || !(unpacking->archive = open_reader(head))) {
		free(unpacking);
		return fail(err, FAULT_NO_MEMORY, "no memory left to unpack '%s'", feed->name);
	}
	unpacking->intake = intake;
	unpacking->feed = feed;
	fault = packed_begin(&unpacking->packed, feed, err);
	if (fault == FAULT_NONE)
		fault = read_in_utf8(unpacking, err);
	archive_read_free(unpacking->archive);
	packed_end(&unpacking->packed);
	free(unpacking);
	return fault;
}
