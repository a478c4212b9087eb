/* Takes from this process, for good, what an answer to the public does not need (I3). After it:
 *
 * - files: opened for reading only, and only in one folder and below it (Landlock). A symbolic link
 *   that leads out of the folder leads nowhere; hard links and what is open already stay readable.
 * - network: no new socket, no connecting, no binding. What is open already goes on, a listening
 *   socket accepts.
 * - programs: none is started and no process made, only threads; no memory becomes executable.
 * - nothing is gained by a set-user-id program (no_new_privs).
 *
 * A call that is refused fails with EPERM, a file outside of the folder with EACCES; execve and
 * ptrace kill the process. Which calls remain, and why: docs/notes/0016-confinement.md. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>

#include "base/error.h"

/* What this kernel took on. Without Landlock every file can still be read, none be written; without
 * seccomp there is no more than Landlock's part. */
struct confined {
	bool landlock, seccomp;
};

/* Holds for the thread that calls and for those it makes later: call it before the first is made.
 * The folder is the one that `read_only` leads to now, whatever stands at its name later. A kernel
 * that lacks one or both is no fault, *confined tells. On a fault nothing or a part is taken, and
 * the process had better end. */
enum fault confine(const char *read_only, struct confined *confined, struct error *err);
/* What is missing, to stand behind "this kernel has": "no Landlock", "no seccomp", "neither
 * Landlock nor seccomp"; NULL when nothing is. */
const char *confined_lacks(struct confined confined);

#endif
