/* Every byte of PUBLIC: as it lies there, and what it becomes when it is unpacked. A column or a
 * file of a kind that is not known here is a finding: who adds one adds it here. */
#include "leaks.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "search/segment.h"
#include "store/pack.h"

#define FILE_MOST ((size_t)64 << 20)

/* --- canaries in bytes --- */

static const struct history *sorting; /* qsort has no context */

static int by_word(const void *a, const void *b)
{
	return memcmp(sorting->canaries[*(const int *)a].word[0],
	    sorting->canaries[*(const int *)b].word[0], CANARY_LENGTH);
}

void hunt_begin(struct hunt *hunt, const struct history *history, struct findings *findings)
{
	int *sorted = malloc(CANARIES * sizeof *sorted);

	*hunt = (struct hunt){
		.history = history, .findings = findings, .sorted = sorted, .asked = -1
	};
	if (!sorted)
		abort();
	for (int i = 0; i < history->canary_count; i++)
		sorted[i] = i;
	sorting = history;
	qsort(sorted, (size_t)history->canary_count, sizeof *sorted, by_word);
}

void hunt_end(struct hunt *hunt)
{
	free((void *)(uintptr_t)hunt->sorted);
}

/* The canary that the small letters are, or -1. */
static int canary_of(const struct hunt *hunt, const char *letters)
{
	int low = 0, high = hunt->history->canary_count;

	while (low < high) {
		int middle = low + (high - low) / 2, canary = hunt->sorted[middle];
		int order = memcmp(hunt->history->canaries[canary].word[0], letters, CANARY_LENGTH);

		if (order == 0)
			return canary;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

static void hunt_at(struct hunt *hunt, const char *where, Text bytes, size_t at)
{
	char letters[CANARY_LENGTH];
	const struct canary *canary;
	int found;

	for (int i = 0; i < CANARY_LENGTH; i++)
		letters[i] = ascii_lower(bytes.at[at + (size_t)i]);
	found = canary_of(hunt, letters);
	if (found < 0 || found == hunt->asked)
		return;
	canary = &hunt->history->canaries[found];
	if (canary->is == SECRET && !hunt->found[found])
		finding(hunt->findings, "'%s' (%s) stands in %s", canary->word[0], canary->place,
		    where);
	hunt->found[found] = true;
}

void hunt_in(struct hunt *hunt, const char *where, Text bytes)
{
	hunt->bytes += bytes.len;
	for (size_t at = 1; at + CANARY_LENGTH <= bytes.len + 1; at++) {
		if (bytes.at[at] != 'q' && bytes.at[at] != 'Q')
			continue;
		if (bytes.at[at - 1] == 'z' || bytes.at[at - 1] == 'Z')
			hunt_at(hunt, where, bytes, at - 1);
	}
}

/* --- record files --- */

struct database {
	struct hunt *hunt;
	const char *path;
	sqlite3 *handle;
	struct packer *packer;
	struct arena arena; /* of a row */
};

static Text blob_of(sqlite3_stmt *rows, int column)
{
	return (
	    Text){ sqlite3_column_blob(rows, column), (size_t)sqlite3_column_bytes(rows, column) };
}

static Text unpacked(struct database *database, Text frame, Text against)
{
	struct error err = { 0 };
	Text bytes = { 0 };

	if (unpack(database->packer, frame, against, FILE_MOST, "a frame", &database->arena, &bytes,
		&err) != FAULT_NONE)
		finding(database->hunt->findings, "%s: %s", database->path, err.text);
	return bytes;
}

static void hunt_in_structure(struct database *database, Text frame)
{
	struct error err = { 0 };
	Text bytes = { 0 };

	if (unpack_structure(database->packer, frame, FILE_MOST, &database->arena, &bytes, &err) !=
	    FAULT_NONE)
		finding(database->hunt->findings, "%s: %s", database->path, err.text);
	hunt_in(database->hunt, "a structure", bytes);
}

/* Blobs by name; the text comes before what is packed against it. */
static void hunt_in_blob(struct database *database, Text name, Text blob, Text *text)
{
	if (text_equal(name, TEXT("record.structure")))
		hunt_in_structure(database, blob);
	else if (text_equal(name, TEXT("record.text")))
		hunt_in(database->hunt, "a text", *text = unpacked(database, blob, (Text){ 0 }));
	else if (text_equal(name, TEXT("record.source")))
		hunt_in(database->hunt, "a source", unpacked(database, blob, *text));
	else if (text_equal(name, TEXT("version.text")))
		hunt_in(database->hunt, "the text of a version", unpacked(database, blob, *text));
	else if (!text_equal(name, TEXT("record.passages")))
		finding(database->hunt->findings, "%s: the test does not know '%.*s'",
		    database->path, TEXT_ARG(name));
}

static void hunt_in_row(struct database *database, const char *table, sqlite3_stmt *rows)
{
	Text text = { 0 };

	arena_begin(&database->arena, 0);
	/* Behind a version's columns stands the text of its record. */
	if (strcmp(table, "version") == 0)
		text =
		    unpacked(database, blob_of(rows, sqlite3_column_count(rows) - 1), (Text){ 0 });
	for (int i = 0; i < sqlite3_column_count(rows); i++) {
		const char *column = sqlite3_column_name(rows, i);
		Text name = text_format(&database->arena, "%s.%s", table, column);

		hunt_in(database->hunt, column, blob_of(rows, i));
		if (sqlite3_column_type(rows, i) == SQLITE_BLOB && strcmp(column, "against") != 0)
			hunt_in_blob(database, name, blob_of(rows, i), &text);
	}
	arena_end(&database->arena);
}

static void hunt_in_table(struct database *database, const char *table)
{
	bool of_versions = strcmp(table, "version") == 0;
	sqlite3_stmt *rows = NULL;
	char *sql = sqlite3_mprintf(of_versions
		? "SELECT version.*, record.text AS against FROM %w AS version JOIN record ON"
		  " record.number = version.record"
		: "SELECT * FROM %w",
	    table);

	if (sqlite3_prepare_v2(database->handle, sql, -1, &rows, NULL) != SQLITE_OK)
		finding(database->hunt->findings, "%s: %s", database->path,
		    sqlite3_errmsg(database->handle));
	while (rows && sqlite3_step(rows) == SQLITE_ROW)
		hunt_in_row(database, table, rows);
	sqlite3_finalize(rows);
	sqlite3_free(sql);
}

static void hunt_in_database(struct hunt *hunt, const char *path)
{
	struct database database = { .hunt = hunt, .path = path };
	struct error err = { 0 };
	sqlite3_stmt *tables = NULL;

	database.packer = packer_begin(&err);
	if (sqlite3_open_v2(path, &database.handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(database.handle,
		"SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &tables,
		NULL) != SQLITE_OK)
		finding(hunt->findings, "%s does not open", path);
	while (tables && sqlite3_step(tables) == SQLITE_ROW)
		hunt_in_table(&database, (const char *)sqlite3_column_text(tables, 0));
	sqlite3_finalize(tables);
	sqlite3_close(database.handle);
	packer_end(database.packer);
}

/* --- index files --- */

static bool hunt_in_term(void *context, Text key, const struct list *list)
{
	(void)list;
	hunt_in(context, "a term of the index", key);
	return true;
}

/* In the file a term leaves out what it shares with the one before. Values of facets, ids and
 * titles lie there as they are. */
static void hunt_in_index(struct hunt *hunt, const char *path)
{
#define SPACE_ROW(name, byte) SPACE_##name,
	static const enum space spaces[] = { SPACES(SPACE_ROW) };
#undef SPACE_ROW
	struct segment segment;
	struct error err = { 0 };
	struct stat about;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &about) != 0 ||
	    segment_open(&segment, fd, (uint64_t)about.st_size, path, &err) != FAULT_NONE) {
		finding(hunt->findings, "%s does not open: %s", path, err.text);
		return;
	}
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		segment_walk(&segment, spaces[i], TEXT(""), hunt_in_term, hunt);
	segment_close(&segment);
	close(fd);
}

/* --- folders --- */

static bool is_known_file(Text name)
{
	static const Text plain[] = { TEXT_INIT("manifest.json"), TEXT_INIT("SHA256SUMS"),
		TEXT_INIT("site.json"), TEXT_INIT("log.jsonl") };

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (text_equal(name, plain[i]))
			return true;
	return text_ends(name, TEXT(".db")) || text_ends(name, TEXT(".seg"));
}

static void hunt_in_file(struct hunt *hunt, const char *path, Text name)
{
	struct error err = { 0 };
	struct arena arena;
	Text bytes = { 0 };

	arena_begin(&arena, 0);
	if (!is_known_file(name))
		finding(hunt->findings, "the test does not know the file '%.*s'", TEXT_ARG(name));
	if (file_read(path, FILE_MOST, &arena, &bytes, &err) != FAULT_NONE)
		finding(hunt->findings, "%s", err.text);
	hunt_in(hunt, path, bytes);
	if (text_ends(name, TEXT(".db")))
		hunt_in_database(hunt, path);
	if (text_ends(name, TEXT(".seg")))
		hunt_in_index(hunt, path);
	arena_end(&arena);
}

void hunt_in_folder(struct hunt *hunt, const char *folder)
{
	struct error err = { 0 };
	TextList names = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	if (folder_list(folder, &arena, &names, &err) != FAULT_NONE)
		finding(hunt->findings, "%s", err.text);
	for (uint32_t i = 0; i < names.count; i++) {
		const char *path = path_join(&arena, folder, text_string(&arena, names.items[i]));
		char target[256];
		struct stat about;
		ssize_t len = readlink(path, target, sizeof target);

		hunt_in(hunt, "the name of a file", names.items[i]);
		if (len > 0)
			hunt_in(hunt, "a link", (Text){ target, (size_t)len });
		else if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode))
			hunt_in_folder(hunt, path);
		else
			hunt_in_file(hunt, path, names.items[i]);
	}
	arena_end(&arena);
}
