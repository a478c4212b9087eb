/* A reader on a raw socket: says bytes, hears bytes. */
#ifndef TEST_HTTP_READER_H
#define TEST_HTTP_READER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

#include "http/http.h"

#define KEEP(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"
#define GET(path)  "GET " path " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

static inline uint16_t port_of(const struct http_server *server)
{
	Text address = http_address(server);
	uint64_t port = 0;

	text_cut(&address, ':');
	text_take_digits(&address, 5, &port);
	return (uint16_t)port;
}

static inline int dial(const struct http_server *server)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port_of(server)) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return connect(fd, (struct sockaddr *)&to, sizeof to) == 0 ? fd : -1;
}

/* False when the other side no longer listens. */
static inline bool say(int fd, Text bytes)
{
	while (bytes.len) {
		ssize_t len = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

		if (len <= 0)
			return false;
		bytes = text_from(bytes, (size_t)len);
	}
	return true;
}

/* All until the other side closes, or until `enough` bytes. */
static inline Text hear(int fd, struct out *out, size_t enough)
{
	char chunk[4096];
	ssize_t len;

	while (out->len < enough && (len = recv(fd, chunk, sizeof chunk, 0)) > 0)
		out_put(out, (Text){ chunk, (size_t)len });
	return out_text(out);
}

/* One connection, these bytes, everything that comes back. */
static inline Text ask(const struct http_server *server, Text bytes, struct out *out)
{
	int fd = dial(server);

	out_begin(out, 16 << 20);
	assert_true(fd >= 0);
	say(fd, bytes);
	hear(fd, out, SIZE_MAX);
	close(fd);
	return out_text(out);
}

static inline int status_of(Text answer)
{
	int status = 0;

	if (text_take(&answer, TEXT("HTTP/1.1 ")) || text_take(&answer, TEXT("HTTP/1.0 ")))
		text_take_number(&answer, 3, 100, 599, &status);
	return status;
}

static inline bool holds(Text answer, const char *what)
{
	return text_find_nocase(answer, text_of(what)) != TEXT_NONE;
}

static inline Text body_of(Text answer)
{
	return text_from(answer, text_find(answer, TEXT("\r\n\r\n")) + 4);
}

static inline size_t count_of(Text text, Text what)
{
	size_t count = 0, at;

	for (; (at = text_find(text, what)) != TEXT_NONE; count++)
		text = text_from(text, at + what.len);
	return count;
}

#endif
