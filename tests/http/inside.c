/* Loaded into the running server (LD_PRELOAD), the program itself as it is: when it takes its first
 * reader, tries from within the thread that answers what no answer needs, and says on standard
 * error how each ended ("inside: vault 13"; 0: it went). */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int kept_socket; /* made before the server begins */

__attribute__((constructor)) static void prepare(void)
{
	kept_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* With write() alone: stdio might be in the middle of something. */
static void tell(const char *what, long result)
{
	char line[80];
	int number = result < 0 ? errno : 0;
	int len = snprintf(line, sizeof line, "inside: %s %d\n", what, number);

	if (write(STDERR_FILENO, line, (size_t)len) != len)
		_exit(99);
}

static void try_all(int listening)
{
	const char *vault = getenv("INSIDE_VAULT"), *page = getenv("INSIDE_PAGE");
	char *words[] = { "true", NULL };
	struct sockaddr_in here = { 0 };
	socklen_t size = sizeof here;

	getsockname(listening, (struct sockaddr *)&here, &size);
	tell("page", open(page, O_RDONLY));
	tell("vault", open(vault, O_RDONLY));
	tell("vault-write", open(vault, O_RDWR));
	tell("page-write", open(page, O_RDWR));
	tell("passwd", open("/etc/passwd", O_RDONLY));
	tell("memory", open("/proc/self/mem", O_RDWR));
	tell("new-file", open("/tmp", O_TMPFILE | O_RDWR, 0600));
	tell("tcp", socket(AF_INET, SOCK_STREAM, 0));
	tell("udp", socket(AF_INET, SOCK_DGRAM, 0));
	tell("local", socket(AF_UNIX, SOCK_STREAM, 0));
	tell("connect", connect(kept_socket, (struct sockaddr *)&here, sizeof here));
	tell("code",
	    mmap(NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
		    MAP_FAILED
		? -1
		: 0);
	if (getenv("INSIDE_PROGRAM"))
		tell("program", execve("/bin/true", words, words + 1));
}

int accept4(int listening, struct sockaddr *address, socklen_t *size, int flags)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static int tried;

	pthread_mutex_lock(&lock);
	if (!tried++)
		try_all(listening);
	pthread_mutex_unlock(&lock);
	return (int)syscall(SYS_accept4, listening, address, size, flags);
}
