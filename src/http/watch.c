#include "http/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <sys/socket.h>

struct watched {
	struct watched *before, *after;
	int fd;
	_Atomic int64_t
	    since; /* second in which the wait for a head began; 0: none is waited for */
};

struct watch {
	pthread_t thread;
	pthread_mutex_t lock; /* guards the list and `ending`; a socket in the list is open */
	pthread_cond_t changed;
	struct watched *first;
	unsigned seconds;
	bool ending;
};

static struct timespec now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
	return time;
}

/* Never 0, even on a machine that has just been started. */
static int64_t second(void)
{
	return (int64_t)now().tv_sec + 1;
}

/* Half-closed in both directions the connection is libmicrohttpd's to end, in its own thread. */
static void look(struct watch *watch)
{
	int64_t latest = second() - watch->seconds;

	for (struct watched *each = watch->first; each; each = each->after) {
		int64_t since = each->since;

		if (since && since < latest)
			shutdown(each->fd, SHUT_RDWR);
	}
}

static void *run(void *context)
{
	struct watch *watch = context;

	pthread_mutex_lock(&watch->lock);
	while (!watch->ending) {
		struct timespec until = now();

		until.tv_sec++;
		if (!watch->first)
			pthread_cond_wait(&watch->changed, &watch->lock);
		else
			pthread_cond_timedwait(&watch->changed, &watch->lock, &until);
		look(watch);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

struct watch *watch_open(unsigned seconds, struct error *err)
{
	struct watch *watch = calloc(1, sizeof *watch);
	pthread_condattr_t monotonic;

	if (!watch) {
		fail(err, FAULT_NO_MEMORY, "no memory left for the server");
		return NULL;
	}
	watch->seconds = seconds;
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	int number = pthread_create(&watch->thread, NULL, run, watch);
	if (number == 0)
		return watch;
	fail_errno(err, number, "cannot start a thread");
	free(watch);
	return NULL;
}

void watch_close(struct watch *watch)
{
	if (!watch)
		return;
	pthread_mutex_lock(&watch->lock);
	watch->ending = true;
	pthread_cond_signal(&watch->changed);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->changed);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}

static void add(struct watch *watch, struct watched *fresh)
{
	pthread_mutex_lock(&watch->lock);
	fresh->after = watch->first;
	if (fresh->after)
		fresh->after->before = fresh;
	else
		pthread_cond_signal(&watch->changed);
	watch->first = fresh;
	pthread_mutex_unlock(&watch->lock);
}

static void take_out(struct watch *watch, struct watched *gone)
{
	pthread_mutex_lock(&watch->lock);
	if (gone->before)
		gone->before->after = gone->after;
	else
		watch->first = gone->after;
	if (gone->after)
		gone->after->before = gone->before;
	pthread_mutex_unlock(&watch->lock);
	free(gone);
}

void watch_notify(void *watch, struct MHD_Connection *connection, void **place,
    enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info;
	struct watched *watched = *place;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (watched)
			take_out(watch, watched);
		*place = NULL;
		return;
	}
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	watched = info ? calloc(1, sizeof *watched) : NULL;
	*place = watched;
	if (!watched)
		return; /* it goes unwatched */
	watched->fd = info->connect_fd;
	watched->since = second();
	add(watch, watched);
}

static void set(struct MHD_Connection *connection, int64_t since)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct watched *watched = info ? info->socket_context : NULL;

	if (watched)
		watched->since = since;
}

void watch_pause(struct MHD_Connection *connection)
{
	set(connection, 0);
}

void watch_resume(struct MHD_Connection *connection)
{
	set(connection, second());
}
