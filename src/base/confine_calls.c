/* An allow-list: a call that nobody here thought of is refused. What is refused fails with EPERM,
 * as permissions do, so that an answer fails and the server stays; only what no version of this
 * program would ever do, starting another one or looking into one, kills. */
#include "base/confine_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* It would lay the lists out anew at every run. */
/* clang-format off */

/* Allowed whatever is given to them. What the C library uses on another machine or in another
 * version stands beside its siblings; a call that a machine does not have is passed over. */
#define MEMORY(X) X(brk) X(munmap) X(mremap) X(madvise)
#define THREADS(X) \
	X(futex) X(set_robust_list) X(rseq) X(membarrier) X(sched_yield) X(sched_getaffinity) \
	X(getpid) X(gettid) X(exit) X(exit_group)
#define SIGNALS(X) \
	X(rt_sigaction) X(rt_sigprocmask) X(rt_sigreturn) X(sigaltstack) X(restart_syscall)
#define TIME(X) \
	X(clock_gettime) X(clock_getres) X(clock_nanosleep) X(nanosleep) X(gettimeofday) X(time) \
	X(getrandom)
/* Landlock says which; what can be written to was opened before. */
#define FILES(X) \
	X(read) X(readv) X(pread64) X(preadv) X(write) X(writev) X(lseek) X(close) X(fstat) \
	X(stat) X(lstat) X(newfstatat) X(statx) X(fstatfs) X(access) X(faccessat) X(faccessat2) \
	X(readlink) X(readlinkat) X(getcwd) X(getdents64)
#define CONNECTIONS(X) \
	X(accept) X(accept4) X(recvfrom) X(recvmsg) X(shutdown) X(getsockname) X(getpeername) \
	X(getsockopt) X(setsockopt) X(epoll_create1) X(epoll_ctl) X(epoll_wait) X(epoll_pwait) \
	X(eventfd2) X(poll) X(ppoll)

/* Allowed when some bits of an argument have a value; of several rows for a call one is enough. */
#define THIS_PROCESS UINT64_MAX
#define WRITING      (O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY))
#define WHOLE        UINT32_MAX
/* call, argument, bits, value */
#define CONDITIONS(X) \
	X(open, 1, WRITING, O_RDONLY) \
	X(openat, 2, WRITING, O_RDONLY) \
	X(mmap, 2, PROT_EXEC, 0) \
	X(mprotect, 2, PROT_EXEC, 0) \
	X(clone, 0, CLONE_THREAD, CLONE_THREAD) \
	X(tgkill, 0, WHOLE, THIS_PROCESS) \
	X(prctl, 0, WHOLE, PR_SET_NAME) \
	X(prlimit64, 2, UINT64_MAX, 0) /* reading a limit */ \
	X(fcntl, 1, WHOLE, F_GETFD) \
	X(fcntl, 1, WHOLE, F_SETFD) \
	X(fcntl, 1, WHOLE, F_GETFL) \
	X(fcntl, 1, WHOLE, F_SETFL) \
	X(sendto, 3, MSG_FASTOPEN, 0) /* with it, sending is connecting */ \
	X(sendmsg, 2, MSG_FASTOPEN, 0)

/* clang-format on */

#if SANITISED
#define LEAK_SEARCH(X) X(getdents) X(ptrace) X(clone) X(wait4) X(prctl) X(getppid) X(pipe2)
#else
#define LEAK_SEARCH(X)
#endif

struct call_row {
	int call;
	unsigned argument;
	uint64_t bits, value; /* bits 0: whatever is given */
};

#define ROW(name)                              { SCMP_SYS(name), 0, 0, 0 },
#define CONDITION(name, argument, bits, value) { SCMP_SYS(name), argument, bits, value },
static const struct call_row allowed[] = { MEMORY(ROW) THREADS(ROW) SIGNALS(ROW) TIME(ROW)
	    FILES(ROW) CONNECTIONS(ROW) LEAK_SEARCH(ROW) CONDITIONS(CONDITION) };

static int allow(scmp_filter_ctx filter, const struct call_row *row)
{
	uint64_t value = row->value == THIS_PROCESS ? (uint64_t)getpid() : row->value;
	struct scmp_arg_cmp when = SCMP_CMP64(row->argument, SCMP_CMP_MASKED_EQ, row->bits, value);

	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, row->call, row->bits != 0, &when);
}

static int fill(scmp_filter_ctx filter)
{
	int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);

	for (size_t i = 0; !result && i < sizeof allowed / sizeof allowed[0]; i++)
		result = allow(filter, &allowed[i]);
	if (!result)
		result = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0);
	if (!result)
		result = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execveat), 0);
	if (!result && !SANITISED)
		result = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(ptrace), 0);
	/* Its flags lie in memory, where no filter looks: the C library then takes clone. */
	if (!result)
		result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	return result;
}

enum fault confine_calls(bool *held, struct error *err)
{
	scmp_filter_ctx filter;
	int result;

	/* Below 3 a kernel cannot kill the whole process; that is one without Landlock, too. */
	*held = false;
	if (seccomp_api_get() < 3)
		return FAULT_NONE;
	filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	result = filter ? fill(filter) : -ENOMEM;
	if (result == 0)
		*held = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return result ? fail_errno(err, -result, "cannot make the filter of calls") : FAULT_NONE;
}
