/* Folders of files.h. Removal walks with fts, which never follows a link and keeps the depth of a
 * tree off our stack. */
#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static enum fault make_one(const char *path, struct error *err)
{
	int number = mkdir(path, 0777) == 0 ? 0 : errno;

	if (!number || is_folder(path))
		return FAULT_NONE;
	return fail_errno(err, number, "cannot make folder '%s'", path);
}

enum fault folder_make(const char *path, struct error *err)
{
	char head[PATH_MAX];
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof head)
		return fail(
		    err, FAULT_BAD_INPUT, "a folder's path must have 1 to %d bytes", PATH_MAX - 1);
	for (size_t i = 1; i < len; i++) {
		enum fault fault;

		if (path[i] != '/')
			continue;
		memcpy(head, path, i);
		head[i] = '\0';
		fault = make_one(head, err);
		if (fault != FAULT_NONE)
			return fault;
	}
	return make_one(path, err);
}

enum fault folder_sync(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum fault fault = FAULT_NONE;

	if (fd < 0)
		return fail_errno(err, errno, "cannot open folder '%s'", path);
	if (fsync(fd) != 0)
		fault = fail_errno(err, errno, "cannot make folder '%s' durable", path);
	close(fd);
	return fault;
}

static int compare_names(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static bool add_name(TextList *names, struct arena *arena, const char *name)
{
	Text *place;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return true;
	place = array_add(names, arena);
	if (!place)
		return false;
	*place = (Text){ text_string(arena, text_of(name)), strlen(name) };
	return place->at != NULL;
}

enum fault folder_list(const char *path, struct arena *arena, TextList *names, struct error *err)
{
	enum fault fault = FAULT_NONE;
	TextList found = { 0 };
	struct dirent *entry;
	DIR *folder = opendir(path);

	if (!folder)
		return fail_errno(err, errno, "cannot open folder '%s'", path);
	while (fault == FAULT_NONE && (errno = 0, entry = readdir(folder)))
		if (!add_name(&found, arena, entry->d_name))
			fault = fail(err, FAULT_NO_MEMORY, "no memory left to list '%s'", path);
	if (fault == FAULT_NONE && errno)
		fault = fail_errno(err, errno, "cannot list folder '%s'", path);
	closedir(folder);
	if (fault != FAULT_NONE)
		return fault;
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items, compare_names);
	*names = found;
	return FAULT_NONE;
}

static enum fault remove_entry(const FTSENT *entry, struct error *err)
{
	switch (entry->fts_info) {
	case FTS_D:
		return FAULT_NONE;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		return entry->fts_errno == ENOENT
		    ? FAULT_NONE
		    : fail_errno(err, entry->fts_errno, "cannot remove '%s'", entry->fts_path);
	default:
		if (remove(entry->fts_accpath) == 0 || errno == ENOENT)
			return FAULT_NONE;
		return fail_errno(err, errno, "cannot remove '%s'", entry->fts_path);
	}
}

enum fault folder_remove(const char *path, struct error *err)
{
	char *paths[] = { (char *)(uintptr_t)path, NULL };
	FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, NULL);
	enum fault fault = FAULT_NONE;
	FTSENT *entry;

	if (!walk)
		return fail_errno(err, errno, "cannot remove '%s'", path);
	while (fault == FAULT_NONE && (entry = fts_read(walk)))
		fault = remove_entry(entry, err);
	fts_close(walk);
	return fault;
}

const char *path_join(struct arena *arena, const char *folder, const char *name)
{
	bool bare = !*folder || text_ends(text_of(folder), TEXT("/"));

	return text_format(arena, "%s%s%s", folder, bare ? "" : "/", name).at;
}
