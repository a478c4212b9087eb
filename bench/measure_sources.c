/* Measures where sources should lie (docs/notes/0002): in a table of vault.db or as files by hash.
 * Not a test: no `make` rule builds it; the note has the command. usage: measure_sources FOLDER
 * COUNT BATCH PAGE With a PAGE, FOLDER/sources.db is there, empty, with pages of that size; with
 * PAGE 0 files are measured. */
#include "base/files.h"
#include "base/sha256.h"
#include "store/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SOURCE_MOST 12000

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static _Noreturn void stop(const struct error *err)
{
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

/* Text-like bytes, different for every number, 2,000 to 12,000 of them: 7,000 on average. */
static Text source(unsigned number, char bytes[SOURCE_MOST])
{
	unsigned seed = number * 2654435761u + 1;
	size_t len = 2000 + seed % 10001;

	for (size_t i = 0; i < len; i++) {
		seed = seed * 1103515245u + 12345u;
		bytes[i] = "ETAOINSHRDLU CMFWYPVBGKJQXZ\n 0123"[(seed >> 16) % 33];
	}
	return (Text){ bytes, len };
}

/* By number; made before the clock runs. */
static Sha256 *hashes_of(unsigned count, struct arena *arena)
{
	Sha256 *hashes = arena_take(arena, count * sizeof *hashes);
	char bytes[SOURCE_MOST];

	for (unsigned i = 0; hashes && i < count; i++)
		hashes[i] = sha256_of(source(i, bytes));
	return hashes;
}

static Text hash_bytes(const Sha256 *hash)
{
	return (Text){ (const char *)hash->bytes, sizeof hash->bytes };
}

static void in_database(const char *folder, unsigned count, unsigned batch, int page)
{
	struct arena arena;
	struct error err = { 0 };
	struct statement *add, *find;
	struct store *store;
	const char *path;
	char bytes[SOURCE_MOST];
	double start, wrote;
	Sha256 *hashes;

	arena_begin(&arena, 0);
	path = path_join(&arena, folder, "sources.db");
	if (!(store = store_open(path, STORE_WRITE, &err)))
		stop(&err);
	add = statement_open(store, "INSERT INTO source (sha256, bytes) VALUES (?1, ?2)", &err);
	find = statement_open(store, "SELECT bytes FROM source WHERE sha256 = ?1", &err);
	start = seconds();
	for (unsigned i = 0; i < count; i++) {
		Text text = source(i, bytes);
		Sha256 hash = sha256_of(text);

		if (i % batch == 0)
			store_begin(store, &err);
		bind_blob(add, 1, hash_bytes(&hash));
		bind_blob(add, 2, text);
		statement_run(add, &err);
		if (i % batch == batch - 1 || i == count - 1)
			store_commit(store, &err);
	}
	wrote = seconds() - start;
	hashes = hashes_of(count, &arena);
	if (err.fault != FAULT_NONE)
		stop(&err);
	start = seconds();
	for (unsigned i = 0; i < count; i++) {
		Sha256 hash = hashes[i * 7919u % count];

		bind_blob(find, 1, hash_bytes(&hash));
		if (!statement_step(find) || row_blob(find, 0).len < 2000)
			stop(&err);
		statement_end(find, &err);
	}
	printf("vault.db page %5d batch %5u  write %7.2f s  read %6.1f us each", page, batch, wrote,
	    (seconds() - start) * 1e6 / count);
	statement_close(add);
	statement_close(find);
	store_close(store);
	{
		struct stat about;

		stat(path, &about);
		printf("  %6.1f MB in 1 file\n", (double)about.st_blocks * 512 / 1e6);
	}
	arena_end(&arena);
}

/* blobs/ab/cdef...: write, fsync; at the end of a batch the folders are synced. */
static void in_files(const char *folder, unsigned count, unsigned batch)
{
	struct error err = { 0 };
	struct arena arena;
	char bytes[SOURCE_MOST], hex[SHA256_HEX_ROOM];
	double start = seconds(), wrote;
	uint64_t blocks = 0;
	struct arena all;
	Sha256 *hashes;

	arena_begin(&all, 0);

	for (unsigned i = 0; i < count; i++) {
		Text text = source(i, bytes);
		const char *sub, *path;

		arena_begin(&arena, 0);
		sha256_hex(sha256_of(text), hex);
		sub = text_format(&arena, "%s/blobs/%.2s", folder, hex).at;
		if (folder_make(sub, &err) != FAULT_NONE)
			stop(&err);
		if (batch == 1) {
			if (file_write(sub, hex + 2, text, &err) != FAULT_NONE)
				stop(&err);
		} else {
			int fd;

			path = path_join(&arena, sub, hex + 2);
			fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
			if (fd < 0 || write(fd, text.at, text.len) != (ssize_t)text.len)
				exit(1);
			close(fd);
			if (i % batch == batch - 1 || i == count - 1) {
				fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
				syncfs(fd);
				close(fd);
			}
		}
		arena_end(&arena);
	}
	wrote = seconds() - start;
	hashes = hashes_of(count, &all);
	start = seconds();
	for (unsigned i = 0; i < count; i++) {
		Text got;

		arena_begin(&arena, 0);
		sha256_hex(hashes[i * 7919u % count], hex);
		if (file_read(text_format(&arena, "%s/blobs/%.2s/%s", folder, hex, hex + 2).at,
			SOURCE_MOST, &arena, &got, &err) != FAULT_NONE)
			stop(&err);
		arena_end(&arena);
	}
	printf("blobs/             batch %5u  write %7.2f s  read %6.1f us each", batch, wrote,
	    (seconds() - start) * 1e6 / count);
	for (unsigned i = 0; i < count; i++) {
		struct stat about;

		arena_begin(&arena, 0);
		sha256_hex(hashes[i], hex);
		if (stat(text_format(&arena, "%s/blobs/%.2s/%s", folder, hex, hex + 2).at,
			&about) == 0)
			blocks += (uint64_t)about.st_blocks;
		arena_end(&arena);
	}
	printf("  %6.1f MB in %u files\n", (double)blocks * 512 / 1e6, count);
	arena_end(&all);
}

int main(int argc, char **argv)
{
	struct error err = { 0 };
	unsigned count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 20000;
	unsigned batch = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 1000;
	int page = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 8192;

	if (argc < 2 || count == 0 || batch == 0 || folder_make(argv[1], &err) != FAULT_NONE)
		return 2;
	if (page)
		in_database(argv[1], count, batch, page);
	else
		in_files(argv[1], count, batch);
	return 0;
}
