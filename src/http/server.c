/* The daemon: one listening socket, a pool of threads, each with its own epoll. libmicrohttpd calls
 * on_uri, then on_request twice (head read, request complete; with a form between, for each
 * piece of it), then on_completed. */
#include "http/http.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/exchange.h"
#include "http/listen.h"
#include "http/watch.h"

#define THREADS_MOST 16
/* A connection stays with the thread that accepted it, and waits while that one makes a page for
 * another. With more threads than cores fewer wait, and no core is idle when few readers are
 * there. */
#define THREADS_A_CORE 4

struct http_server {
	struct http_settings settings;
	struct MHD_Daemon *daemon;
	struct watch *watch;
	_Atomic unsigned in_flight; /* requests read in full, answers not yet sent */
	char room[LISTEN_ADDRESS_ROOM];
	Text address;
};

static void *on_uri(void *server, const char *uri, struct MHD_Connection *connection)
{
	(void)server, (void)connection;
	return exchange_begin(uri);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *bytes, size_t *len, void **place)
{
	struct http_server *server = context;
	struct exchange *exchange = *place;

	(void)url;
	if (!exchange)
		return MHD_NO;
	if (!exchange->status) {
		server->in_flight++;
		watch_pause(connection);
		if (server->settings.log)
			clock_gettime(CLOCK_MONOTONIC, &exchange->begun);
		exchange->status =
		    exchange_read(exchange, connection, &server->settings, method, version);
		/* What is answered before the second call ends the connection, its body unread. */
		if (!exchange_may_have_body(exchange))
			return MHD_YES;
	}
	if (*len) {
		exchange_take(exchange, (Text){ bytes, *len });
		*len = 0;
		return MHD_YES;
	}
	return exchange->status == MHD_HTTP_OK
	    ? exchange_answer(exchange, connection, &server->settings)
	    : exchange_refuse(exchange, connection, &server->settings, exchange->status);
}

static Text method_of(const struct exchange *exchange)
{
	if (exchange->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		return TEXT("-");
	return exchange->request.method == HTTP_HEAD ? TEXT("HEAD")
	    : exchange->request.method == HTTP_POST  ? TEXT("POST")
						     : TEXT("GET");
}

static void log_exchange(const struct http_settings *settings, const struct exchange *exchange)
{
	struct timespec now;
	int64_t micro;

	clock_gettime(CLOCK_MONOTONIC, &now);
	micro = (int64_t)(now.tv_sec - exchange->begun.tv_sec) * 1000000 +
	    (now.tv_nsec - exchange->begun.tv_nsec) / 1000;
	settings->log(settings->context,
	    &(struct http_logged){
		.method = method_of(exchange),
		.label = exchange->label.len ? exchange->label : TEXT("-"),
		.status = exchange->answered,
		.bytes = exchange->sent,
		.microseconds = (uint64_t)micro,
	    });
}

static void on_completed(void *context, struct MHD_Connection *connection, void **place,
    enum MHD_RequestTerminationCode code)
{
	struct http_server *server = context;
	struct exchange *exchange = *place;

	(void)code;
	watch_resume(connection);
	if (exchange && exchange->status) {
		if (server->settings.log)
			log_exchange(&server->settings, exchange);
		server->in_flight--;
	}
	exchange_release(exchange);
	*place = NULL;
}

/* Paths and queries are decoded by us, from the bytes as received. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context, (void)connection;
	return text_of(text).len;
}

static unsigned thread_count(unsigned wanted)
{
	long count = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN) * THREADS_A_CORE;

	/* libmicrohttpd's pool begins at two. */
	return count < 2 ? 2 : count > THREADS_MOST ? THREADS_MOST : (unsigned)count;
}

/* Every connection is a descriptor, and the edition's files want some, too. The system may allow
 * less. */
static void allow_descriptors(void)
{
	struct rlimit limit;
	rlim_t wanted = HTTP_CONNECTIONS + 256;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* Without MHD_USE_ERROR_LOG: what it would log, it might log with an address. */
static struct MHD_Daemon *start(struct http_server *server, int fd)
{
	const struct http_settings *settings = &server->settings;
	const struct MHD_OptionItem options[] = {
		{ MHD_OPTION_THREAD_POOL_SIZE, settings->threads, NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, HTTP_CONNECTIONS, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, settings->timeout_seconds, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_CONNECTION_MEMORY, NULL },
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)on_uri, server },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, server },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)watch_notify, server->watch },
		{ MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)keep_escapes, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};

	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
	    on_request, server, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_ARRAY, options,
	    MHD_OPTION_END);
}

struct http_server *http_open(const struct http_settings *settings, struct error *err)
{
	int fd = listen_open(settings->listen, err);
	struct http_server *server = fd < 0 ? NULL : calloc(1, sizeof *server);

	if (fd < 0)
		return NULL;
	if (!server) {
		fail(err, FAULT_NO_MEMORY, "no memory left for the server");
		goto cleanup;
	}
	server->settings = *settings;
	if (!server->settings.timeout_seconds)
		server->settings.timeout_seconds = HTTP_TIMEOUT_SECONDS;
	server->address = listen_address(fd, server->room);
	allow_descriptors();
	server->settings.listen = server->address;
	server->settings.threads = thread_count(settings->threads);
	if (settings->bound &&
	    settings->bound(settings->context, server->address, err) != FAULT_NONE)
		goto cleanup;
	server->watch = watch_open(server->settings.timeout_seconds * HTTP_HEAD_TIMEOUTS, err);
	if (!server->watch)
		goto cleanup;
	server->daemon = start(server, fd);
	if (server->daemon)
		return server;
	fail_errno(err, errno, "cannot start the server on %.*s", TEXT_ARG(server->address));
	watch_close(server->watch);
cleanup:
	close(fd);
	free(server);
	return NULL;
}

Text http_address(const struct http_server *server)
{
	return server->address;
}

static void wait_for_answers(const struct http_server *server)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	struct timespec begin, now;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	do {
		if (server->in_flight == 0)
			return;
		nanosleep(&pause, NULL);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec - begin.tv_sec <= (time_t)server->settings.timeout_seconds);
}

void http_close(struct http_server *server)
{
	int fd;

	if (!server)
		return;
	/* Idle connections that were kept alive are not waited for. */
	fd = MHD_quiesce_daemon(server->daemon);
	if (fd >= 0)
		close(fd);
	wait_for_answers(server);
	MHD_stop_daemon(server->daemon);
	watch_close(server->watch);
	free(server);
}
