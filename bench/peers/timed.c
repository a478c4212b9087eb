/* Runs a program and prints NAME, "build", its seconds and the peak of its memory in KiB, between
 * tabs, without a line end; what it prints itself goes to standard error. usage: timed NAME PROGRAM
 * WORD... */
#include <errno.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **words)
{
	posix_spawn_file_actions_t actions;
	struct rusage used;
	double start = seconds();
	pid_t process;
	int code, status = 0;

	if (count < 3) {
		fprintf(stderr, "usage: timed NAME PROGRAM WORD...\n");
		return 2;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	code = posix_spawnp(&process, words[2], &actions, NULL, words + 2, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (code) {
		fprintf(stderr, "timed: %s: %s\n", words[2], strerror(code));
		return 1;
	}
	if (wait4(process, &status, 0, &used) < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		fprintf(stderr, "timed: %s failed\n", words[2]);
		return 1;
	}
	printf("%s\tbuild\t%.1f\t%ld", words[1], seconds() - start, used.ru_maxrss);
	return 0;
}
