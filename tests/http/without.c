/* Stands for a kernel, or a container, that lacks something: without landlock|seccomp PROGRAM ...
 * runs the program with that call answered as if it were not there. without nothing: ends with 0
 * when this kernel has both. */
#include <errno.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int has_both(void)
{
	long version =
	    syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);

	/* A filter that is nowhere: only a kernel that takes filters looks for it. */
	return version > 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL) != 0 &&
	    errno == EFAULT;
}

static int take_away(const char *what)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int result;

	if (strcmp(what, "landlock") == 0)
		result = seccomp_rule_add(
		    filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
	else
		result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) ||
		    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
			SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP));
	return result || seccomp_load(filter);
}

int main(int count, char **words)
{
	if (count == 2)
		return has_both() ? 0 : 1;
	if (count < 3 || take_away(words[1]) != 0)
		return 99;
	execv(words[2], words + 2);
	perror(words[2]);
	return 99;
}
