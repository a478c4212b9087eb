/* Landlock for files and TCP, a filter for all other calls (confine_calls.c); each holds without
 * the other. Where both forbid, as in writing and connecting, that is meant: kernels before 6.7
 * have no Landlock for TCP, and a filter of calls cannot see names of files. */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/confine_calls.h"

/* As kernels since 6.12 have it; one that knows less is given less of it. Debian 12's header stops
 * at the first field. */
struct ruleset {
	uint64_t files, network, scopes;
};

/* By the version that brought them. */
#define FILES_1  ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1) /* reading, writing, making, removing */
#define FILES_2  LANDLOCK_ACCESS_FS_REFER                 /* moving between folders */
#define FILES_3  (UINT64_C(1) << 14)                      /* truncating */
#define FILES_5  (UINT64_C(1) << 15)                      /* ioctl on devices */
#define TCP_4    (UINT64_C(1) << 0 | UINT64_C(1) << 1)    /* bind, connect */
#define SCOPES_6 (UINT64_C(1) << 0 | UINT64_C(1) << 1)    /* abstract sockets, signals */

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* The version; 0 when the kernel has none, it is switched off, or a container hides it. */
static int landlock_version(void)
{
	long version =
	    syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);

	return version < 0 ? 0 : (int)version;
}

static int make_ruleset(int version)
{
	struct ruleset set = {
		.files = FILES_1 | (version >= 2 ? FILES_2 : 0) | (version >= 3 ? FILES_3 : 0) |
		    (version >= 5 ? FILES_5 : 0),
		.network = version >= 4 ? TCP_4 : 0,
		.scopes = version >= 6 ? SCOPES_6 : 0,
	};
	size_t size = version >= 6 ? sizeof set
	    : version >= 4         ? offsetof(struct ruleset, scopes)
				   : offsetof(struct ruleset, network);

	return (int)syscall(SYS_landlock_create_ruleset, &set, size, 0);
}

static int allow_reading(int ruleset, const char *folder)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = READING };
	int result, number;

	rule.parent_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return -1;
	result = (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	number = errno;
	close(rule.parent_fd);
	errno = number;
	return result;
}

static enum fault lock_files(const char *read_only, int version, struct error *err)
{
	enum fault fault = FAULT_NONE;
	int ruleset = make_ruleset(version);

	if (ruleset < 0)
		return fail_errno(err, errno, "cannot confine to '%s'", read_only);
	/* The leak detector looks at the process through /proc. */
	if (allow_reading(ruleset, read_only) != 0 ||
	    (SANITISED && allow_reading(ruleset, "/proc") != 0) ||
	    syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		fault = fail_errno(err, errno, "cannot confine to '%s'", read_only);
	close(ruleset);
	return fault;
}

enum fault confine(const char *read_only, struct confined *confined, struct error *err)
{
	struct confined result = { .landlock = false };
	int version = landlock_version();

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fail_errno(err, errno, "cannot confine to '%s'", read_only);
	if (version && lock_files(read_only, version, err) != FAULT_NONE)
		return err->fault;
	result.landlock = version > 0;
	if (confine_calls(&result.seccomp, err) != FAULT_NONE)
		return err->fault;
	*confined = result;
	return FAULT_NONE;
}

const char *confined_lacks(struct confined confined)
{
	if (confined.landlock)
		return confined.seccomp ? NULL : "no seccomp";
	return confined.seccomp ? "no Landlock" : "neither Landlock nor seccomp";
}
