/* Archives made here by libarchive and read back: every packing, what is refused, what is damaged,
 * what would swell. */
#include "intake/taken.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/files.h"
#include "intake/archive.h"

#define PACKED_ROOM ((size_t)1 << 20)
#define MESSAGE(number) \
	"R 010000Z FEB 08\nFM AMEMBASSY ROME\nUNCLAS ROME 00000" number \
	"\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. Y.\n\nOSGODBY\n"

struct member {
	const char *name;
	mode_t type;
	const char *text, *link;
	size_t zeros; /* instead of a text */
};

struct packing {
	const char *name;
	int (*format)(struct archive *);
	int (*filter)(struct archive *);
};

static const struct packing packings[] = {
	{ "zip", archive_write_set_format_zip, NULL },
	{ "tar", archive_write_set_format_pax_restricted, NULL },
	{ "tar.gz", archive_write_set_format_pax_restricted, archive_write_add_filter_gzip },
	{ "tar.bz2", archive_write_set_format_ustar, archive_write_add_filter_bzip2 },
	{ "tar.xz", archive_write_set_format_gnutar, archive_write_add_filter_xz },
	{ "tar.zst", archive_write_set_format_pax_restricted, archive_write_add_filter_zstd },
	{ "7z", archive_write_set_format_7zip, NULL },
};
#define PACKINGS (sizeof packings / sizeof *packings)

static char packed[PACKED_ROOM];

static void write_data(struct archive *archive, const struct member *member)
{
	static const char zeros[1 << 16];

	if (member->text)
		archive_write_data(archive, member->text, strlen(member->text));
	for (size_t left = member->zeros; left;) {
		size_t len = left < sizeof zeros ? left : sizeof zeros;

		archive_write_data(archive, zeros, len);
		left -= len;
	}
}

static Text pack(const struct packing *packing, const struct member *members)
{
	struct archive *archive = archive_write_new();
	size_t len = 0;

	packing->format(archive);
	if (packing->filter)
		packing->filter(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(
	    archive_write_open_memory(archive, packed, sizeof packed, &len), ARCHIVE_OK);
	for (; members->name; members++) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, members->name);
		archive_entry_set_filetype(entry, members->type ? members->type : AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		if (members->type == AE_IFLNK)
			archive_entry_set_symlink(entry, members->link);
		else if (members->link)
			archive_entry_set_hardlink(entry, members->link);
		archive_entry_set_size(
		    entry, (la_int64_t)(members->text ? strlen(members->text) : members->zeros));
		archive_write_header(archive, entry);
		write_data(archive, members);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return (Text){ packed, len };
}

/* --- reading --- */

static void read_bytes(Text bytes, struct takings *takings)
{
	take_bytes(NULL, bytes, takings);
}

static void read_path(const char *path, struct takings *takings)
{
	struct error err = { 0 };
	struct intake *intake = takings_open(takings, NULL);

	assert_int_equal(intake_read(intake, path, &err), FAULT_NONE);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
}

static void read_pipe(Text bytes, struct takings *takings)
{
	int ends[2], before = dup(STDIN_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes.at, bytes.len), (ssize_t)bytes.len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	read_path("-", takings);
	dup2(before, STDIN_FILENO);
	close(before);
}

static void read_file(Text bytes, struct takings *takings)
{
	struct error err = { 0 };
	char folder[] = "/tmp/chancery-archive-XXXXXX", path[100];

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a", folder);
	assert_int_equal(file_write(folder, "a", bytes, &err), FAULT_NONE);
	read_path(path, takings);
	assert_int_equal(folder_remove(folder, &err), FAULT_NONE);
}

static const struct member two[] = {
	{ .name = "in/", .type = AE_IFDIR },
	{ .name = "in/a.txt", .text = MESSAGE("1") },
	{ .name = "in/b.txt", .text = MESSAGE("2") },
	{ 0 },
};

static void reads_every_packing(void **state)
{
	static void (*const ways[])(Text, struct takings *) = { read_bytes, read_pipe, read_file };

	(void)state;
	for (size_t i = 0; i < PACKINGS; i++)
		for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
			struct takings takings;

			ways[way](pack(&packings[i], two), &takings);
			if (takings.records != 2 || takings.rejections != 0)
				print_error("%s: %d records, %d rejections: %s\n", packings[i].name,
				    takings.records, takings.rejections,
				    takings_rejected(&takings)->reason);
			assert_int_equal(takings.records, 2);
			assert_int_equal(takings.rejections, 0);
			assert_true(text_ends(text_of(takings.items[1].path), TEXT(": in/b.txt")));
			takings_end(&takings);
		}
}

/* What comes before it and behind it is read. */
static void refuses_members(void **state)
{
	static char inner[4096];
	static const struct {
		struct member member;
		const char *says;
	} rows[] = {
		{ { .name = "l", .type = AE_IFLNK, .link = "in/a.txt" },
		    "'x: l' is a link, not a file" },
		{ { .name = "h", .link = "in/a.txt" }, "'x: h' is a link, not a file" },
		{ { .name = "f", .type = AE_IFIFO }, "'x: f' is a device or the like, not a file" },
		{ { .name = "b", .text = "\1\2\3\4" }, "'x: b' looks like a binary file" },
		{ { .name = "e", .text = "" }, "'x: e' is empty" },
		{ { .name = "n.zip", .text = inner },
		    "'x: n.zip' is an archive within an archive; unpack it first" },
	};

	(void)state;
	snprintf(inner, sizeof inner, "PK\3\4 and more");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct member members[] = { two[1], rows[i].member, two[2], { 0 } };
		struct takings takings;

		read_bytes(pack(&packings[1], members), &takings);
		assert_int_equal(takings.records, 2);
		assert_int_equal(takings.rejections, 1);
		assert_string_equal(takings_rejected(&takings)->reason, rows[i].says);
		takings_end(&takings);
	}
}

static void refuses_bombs(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKINGS; i++) {
		struct member members[] = { two[1], { .name = "z", .zeros = 100u << 20 }, two[2],
			{ 0 } };
		struct takings takings;

		if (!packings[i].filter && i == 1)
			continue; /* a plain tar cannot swell */
		read_bytes(pack(&packings[i], members), &takings);
		/* A 7z of libarchive has its members in the order given, as the others have. */
		assert_int_equal(takings.records, 1);
		assert_true(text_find(text_of(takings_rejected(&takings)->reason),
				TEXT("unpacks to more than 200 times")) != TEXT_NONE);
		takings_end(&takings);
	}
}

static void keeps_what_came_before_the_damage(void **state)
{
	struct takings takings;
	Text bytes;

	(void)state;
	bytes = pack(&packings[1], two);
	size_t second = text_find(bytes, TEXT("UNCLAS ROME 000002"));
	assert_true(second != TEXT_NONE);
	read_bytes(text_slice(bytes, 0, second), &takings);
	assert_int_equal(takings.records, 1);
	assert_int_equal(takings.rejections, 1);
	assert_int_equal(takings_rejected(&takings)->fault, FAULT_BAD_INPUT);
	assert_true(text_starts(
	    text_of(takings_rejected(&takings)->reason), TEXT("'x: in/b.txt' is damaged: ")));
	takings_end(&takings);

	bytes = pack(&packings[2], two);
	read_bytes(text_slice(bytes, 0, 40), &takings);
	assert_int_equal(takings.records, 0);
	assert_int_equal(takings.rejections, 1);
	takings_end(&takings);
}

static void repairs_names(void **state)
{
	static const struct member members[] = { { .name = "caf\xE9\n.txt", .text = MESSAGE("1") },
		{ 0 } };
	static const struct member named[] = { { .name = "caf\xC3\xA9.txt", .text = MESSAGE("1") },
		{ 0 } };
	static const struct member none[] = { { .name = "in", .type = AE_IFDIR }, { 0 } };
	struct takings takings;

	(void)state;
	read_bytes(pack(&packings[3], members), &takings);
	assert_int_equal(takings.records, 1);
	assert_string_equal(takings.items[0].path, "x: caf\xEF\xBF\xBD?.txt");
	takings_end(&takings);
	read_bytes(pack(&packings[3], named), &takings);
	assert_string_equal(takings.items[0].path, "x: caf\xC3\xA9.txt");
	takings_end(&takings);
	read_bytes(pack(&packings[1], none), &takings);
	assert_int_equal(takings.rejections, 1);
	assert_string_equal(takings_rejected(&takings)->reason, "'x' holds no file");
	takings_end(&takings);
}

static void tells_archives(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKINGS; i++)
		assert_true(archive_is(text_slice(pack(&packings[i], two), 0, INTAKE_HEAD)));
	assert_false(archive_is(TEXT("BZh9 is how the letter begins")));
	assert_false(
	    archive_is(TEXT(MESSAGE("1") MESSAGE("1") MESSAGE("1") MESSAGE("1") MESSAGE("1"))));
	assert_false(archive_is(TEXT("")));
}

/* Changed bytes, lost ends: any answer but a crash, and every file is answered for. */
static void survives_mutations(void **state)
{
	static const size_t chosen[] = { 0, 2, 6 };

	(void)state;
	for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
		take_spoilt(take_bytes, NULL, pack(&packings[chosen[i]], two));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_archives),
		cmocka_unit_test(reads_every_packing),
		cmocka_unit_test(refuses_members),
		cmocka_unit_test(refuses_bombs),
		cmocka_unit_test(keeps_what_came_before_the_damage),
		cmocka_unit_test(repairs_names),
		cmocka_unit_test(survives_mutations),
	};

	return cmocka_run_group_tests(tests, open_catalog, close_catalog);
}
