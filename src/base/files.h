/* Files: bounded reading, and writing that survives a crash (write, fsync, rename, fsync folder).
 */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/sha256.h"

/* The whole file, or standard input for "-", into the arena. Over `limit` bytes: FAULT_TOO_LARGE
 * with both figures; a folder: FAULT_BAD_INPUT; a signal: FAULT_INTERRUPTED. Nothing is kept on
 * failure. */
enum fault file_read(
    const char *path, size_t limit, struct arena *arena, Text *bytes, struct error *err);
/* Writes `bytes` as folder/name so that after a crash the file is whole or absent; replaces. */
enum fault file_write(const char *folder, const char *name, Text bytes, struct error *err);
/* Hash and size of a file of any size, in bounded memory. */
enum fault file_hash(const char *path, Sha256 *hash, uint64_t *size, struct error *err);
bool file_exists(const char *path);

enum fault folder_make(
    const char *path, struct error *err); /* and its parents; no fault if there */
enum fault folder_sync(const char *path, struct error *err);
/* The names in a folder (no "." and ".."), sorted by byte, in the arena. */
enum fault folder_list(const char *path, struct arena *arena, TextList *names, struct error *err);
/* The folder and all it holds; absent is no fault. Never follows a symbolic link. */
enum fault folder_remove(const char *path, struct error *err);

/* "folder/name", in the arena, NUL-terminated. */
const char *path_join(struct arena *arena, const char *folder, const char *name);

#endif
