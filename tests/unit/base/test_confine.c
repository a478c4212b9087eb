/* Confinement from inside: each row is tried by a child before and after it has confined itself.
 * Before, all of them must succeed, or a refusal would prove nothing. */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/confine_calls.h"
#include "base/files.h"

/* Made anew for each row: work/archive/vault.db, work/public/page, links in public to both. */
static char work[64];
static struct sockaddr_in elsewhere; /* where `listening` listens */
/* Open before, as the server's sockets are. */
static int listening, unconnected, unbound;

static bool confined_in_full;

/* --- what is tried: 0 or errno --- */

static int opened(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int said(int result)
{
	return result < 0 ? errno : 0;
}

static int read_page(void)
{
	char bytes[5] = "";
	int fd = open("public/page", O_RDONLY | O_CLOEXEC);

	return fd < 0 || read(fd, bytes, 4) != 4 ? errno : strcmp(bytes, "page") ? EILSEQ : 0;
}

static int read_by_link(void)
{
	return opened("public/within", O_RDONLY);
}

static int list_public(void)
{
	return opened("public", O_RDONLY | O_DIRECTORY);
}

static int read_vault(void)
{
	return opened("archive/vault.db", O_RDONLY);
}

static int read_vault_upwards(void)
{
	return opened("public/../archive/vault.db", O_RDONLY);
}

static int read_vault_by_link(void)
{
	return opened("public/out", O_RDONLY);
}

static int list_work(void)
{
	return opened(".", O_RDONLY | O_DIRECTORY);
}

static int read_passwd(void)
{
	return opened("/etc/passwd", O_RDONLY);
}

static int make_file(void)
{
	return opened("public/new", O_WRONLY | O_CREAT);
}

static int make_file_elsewhere(void)
{
	return opened("/tmp/", O_TMPFILE | O_RDWR);
}

static int write_page(void)
{
	return opened("public/page", O_RDWR);
}

static int empty_page(void)
{
	return opened("public/page", O_RDONLY | O_TRUNC);
}

static int cut_page(void)
{
	return said(truncate("public/page", 1));
}

static int remove_page(void)
{
	return said(unlink("public/page"));
}

static int move_page(void)
{
	return said(rename("public/page", "public/moved"));
}

static int make_folder(void)
{
	return said(mkdir("public/folder", 0700));
}

static int make_link(void)
{
	return said(link("public/page", "public/second"));
}

static int unlock_page(void)
{
	return said(chmod("public/page", 0666));
}

static int tcp_socket(void)
{
	return said(socket(AF_INET, SOCK_STREAM, 0));
}

static int udp_socket(void)
{
	return said(socket(AF_INET, SOCK_DGRAM, 0));
}

static int local_socket(void)
{
	return said(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int connect_out(void)
{
	return said(connect(unconnected, (struct sockaddr *)&elsewhere, sizeof elsewhere));
}

static int connect_by_sending(void)
{
	ssize_t sent = sendto(unconnected, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL,
	    (struct sockaddr *)&elsewhere, sizeof elsewhere);

	return sent < 0 ? errno : 0;
}

static int bind_anew(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return said(bind(unbound, (struct sockaddr *)&any, sizeof any));
}

static int listen_anew(void)
{
	return said(listen(unbound, 1));
}

/* The parent has connected already. */
static int accept_reader(void)
{
	return said(accept(listening, NULL, NULL));
}

static void *in_thread(void *try)
{
	int (*const *row)(void) = try;

	return (void *)(intptr_t)(*row)();
}

static int threaded(int (*row)(void))
{
	pthread_t thread;
	void *result;
	int number = pthread_create(&thread, NULL, in_thread, &row);

	return number ? number : pthread_join(thread, &result) ? EDEADLK : (int)(intptr_t)result;
}

static int read_page_in_thread(void)
{
	return threaded(read_page);
}

static int read_vault_in_thread(void)
{
	return threaded(read_vault);
}

static int connect_in_thread(void)
{
	return threaded(connect_out);
}

static int fork_child(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return said(child);
}

static int signal_parent(void)
{
	return said(kill(getppid(), 0));
}

static int run_code(void)
{
	void *at = mmap(
	    NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? errno : 0;
}

static int run_program(void)
{
	char *words[] = { (char *)"true", NULL };

	execve("/bin/true", words, words + 1);
	return errno;
}

static int be_traced(void)
{
	return said((int)ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

/* --- rows --- */

#define KILLED 255

struct row {
	const char *name;
	int (*try)(void);
	int after; /* errno; KILLED */
};

static const struct row rows[] = {
	{ "a page is read", read_page, 0 },
	{ "a page is read through a link", read_by_link, 0 },
	{ "the public folder is listed", list_public, 0 },
	{ "a page is read in a thread", read_page_in_thread, 0 },
	{ "a reader is accepted", accept_reader, 0 },
	{ "the vault", read_vault, EACCES },
	{ "the vault, upwards", read_vault_upwards, EACCES },
	{ "the vault, through a link", read_vault_by_link, EACCES },
	{ "the vault, in a thread", read_vault_in_thread, EACCES },
	{ "the folder above", list_work, EACCES },
	{ "/etc/passwd", read_passwd, EACCES },
	{ "making a file", make_file, EPERM },
	{ "making a file without a name", make_file_elsewhere, EPERM },
	{ "writing", write_page, EPERM },
	{ "emptying by opening", empty_page, EPERM },
	{ "truncating", cut_page, EPERM },
	{ "removing", remove_page, EPERM },
	{ "moving", move_page, EPERM },
	{ "making a folder", make_folder, EPERM },
	{ "making a link", make_link, EPERM },
	{ "changing permissions", unlock_page, EPERM },
	{ "a TCP socket", tcp_socket, EPERM },
	{ "a UDP socket", udp_socket, EPERM },
	{ "a local socket", local_socket, EPERM },
	{ "connecting", connect_out, EPERM },
	{ "connecting, in a thread", connect_in_thread, EPERM },
	{ "connecting by sending", connect_by_sending, EPERM },
	{ "binding", bind_anew, EPERM },
	{ "listening", listen_anew, EPERM },
	{ "signalling another process", signal_parent, EPERM },
	{ "executable memory", run_code, EPERM },
	{ "another program", run_program, KILLED },
	/* A sanitised build keeps these two for its search for leaks. */
	{ "a process", fork_child, SANITISED ? 0 : EPERM },
	{ "tracing", be_traced, SANITISED ? 0 : KILLED },
};

/* --- the child --- */

static void write_file(const char *folder, const char *name, Text bytes)
{
	struct error err = { 0 };

	if (file_write(folder, name, bytes, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
}

static int begin(void **state)
{
	struct error err = { 0 };
	socklen_t size = sizeof elsewhere;
	int reader;

	(void)state;
	snprintf(work, sizeof work, "/tmp/test_confine.XXXXXX");
	assert_non_null(mkdtemp(work));
	assert_int_equal(chdir(work), 0);
	assert_int_equal(folder_make("archive", &err), FAULT_NONE);
	assert_int_equal(folder_make("public", &err), FAULT_NONE);
	write_file("archive", "vault.db", TEXT("vault"));
	write_file("public", "page", TEXT("page"));
	assert_int_equal(symlink("page", "public/within"), 0);
	assert_int_equal(symlink("../archive/vault.db", "public/out"), 0);
	elsewhere = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	listening = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(listening, (struct sockaddr *)&elsewhere, sizeof elsewhere), 0);
	assert_int_equal(listen(listening, 8), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&elsewhere, &size), 0);
	reader = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(reader, (struct sockaddr *)&elsewhere, sizeof elsewhere), 0);
	close(reader);
	unconnected = socket(AF_INET, SOCK_STREAM, 0);
	unbound = socket(AF_INET, SOCK_STREAM, 0);
	return 0;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	close(listening);
	close(unconnected);
	close(unbound);
	assert_int_equal(chdir("/"), 0);
	return folder_remove(work, &err) == FAULT_NONE ? 0 : -1;
}

/* What `try` said in a child of its own; KILLED when a forbidden call ended it. */
static int in_child(int (*try)(void), const char *folder)
{
	struct confined confined;
	struct error err = { 0 };
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		if (folder && confine(folder, &confined, &err) != FAULT_NONE)
			_exit(254);
		_exit(try());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGSYS ? KILLED : -WTERMSIG(status);
	return WEXITSTATUS(status);
}

static void try_before(void **state)
{
	const struct row *row = *state;

	assert_int_equal(in_child(row->try, NULL), 0);
}

static void try_after(void **state)
{
	const struct row *row = *state;

	if (!confined_in_full)
		skip();
	assert_int_equal(in_child(row->try, "public"), row->after);
}

/* --- what the kernel takes on --- */

static int look(void)
{
	struct confined confined = { .landlock = false };
	struct error err = { 0 };

	return confine("/", &confined, &err) == FAULT_NONE && !confined_lacks(confined);
}

static int confine_absent(void)
{
	struct confined confined = { .landlock = false };
	struct error err = { 0 };

	return confine("absent", &confined, &err) == FAULT_NOT_FOUND && !confined.landlock &&
		strcmp(err.text, "cannot confine to 'absent': No such file or directory") == 0
	    ? 0
	    : 1;
}

static void test_absent(void **state)
{
	(void)state;
	if (!confined_in_full)
		skip();
	assert_int_equal(in_child(confine_absent, NULL), 0);
}

static void test_lacks(void **state)
{
	(void)state;
	assert_null(confined_lacks((struct confined){ true, true }));
	assert_string_equal(confined_lacks((struct confined){ true, false }), "no seccomp");
	assert_string_equal(confined_lacks((struct confined){ false, true }), "no Landlock");
	assert_string_equal(
	    confined_lacks((struct confined){ false, false }), "neither Landlock nor seccomp");
}

#define COUNT (sizeof rows / sizeof rows[0])

int main(void)
{
	static char names[COUNT][80];
	struct CMUnitTest tests[2 * COUNT + 2] = { cmocka_unit_test(test_lacks),
		cmocka_unit_test_setup_teardown(test_absent, begin, end) };

	confined_in_full = in_child(look, NULL) == 1;
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(names[i], sizeof names[i], "unconfined: %s", rows[i].name);
		tests[2 + 2 * i] =
		    (struct CMUnitTest){ names[i], try_before, begin, end, (void *)&rows[i] };
		tests[3 + 2 * i] =
		    (struct CMUnitTest){ rows[i].name, try_after, begin, end, (void *)&rows[i] };
	}
	return cmocka_run_group_tests_name("confine", tests, NULL, NULL);
}
