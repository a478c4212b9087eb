/* We bind ourselves, not libmicrohttpd, because only so the reason of a failure can be told. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool take_port(Text text, uint16_t *port)
{
	uint64_t number;

	if (!text_take_digits(&text, 5, &number) || text.len || number > UINT16_MAX)
		return false;
	*port = htons((uint16_t)number);
	return true;
}

/* inet_pton wants a NUL; no address is longer than INET6_ADDRSTRLEN. */
static bool read_host(int family, Text host, void *bytes)
{
	char string[INET6_ADDRSTRLEN];

	if (host.len >= sizeof string || text_find_char(host, '\0') != TEXT_NONE)
		return false;
	memcpy(string, host.at, host.len);
	string[host.len] = '\0';
	return inet_pton(family, string, bytes) == 1;
}

static bool read_v6(Text host, uint16_t port, union address *address)
{
	address->v6 = (struct sockaddr_in6){ .sin6_family = AF_INET6, .sin6_port = port };
	return text_take_char(&host, '[') && text_ends(host, TEXT("]")) &&
	    read_host(AF_INET6, text_slice(host, 0, host.len - 1), &address->v6.sin6_addr);
}

static bool read_v4(Text host, uint16_t port, union address *address)
{
	address->v4 = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = port };
	return read_host(AF_INET, host, &address->v4.sin_addr);
}

static bool read_address(Text text, union address *address)
{
	size_t colon = text.len;
	uint16_t port;
	Text host;

	while (colon && text.at[colon - 1] != ':')
		colon--;
	if (colon < 2 || !take_port(text_from(text, colon), &port))
		return false;
	host = text_slice(text, 0, colon - 1);
	return host.at[0] == '[' ? read_v6(host, port, address) : read_v4(host, port, address);
}

static socklen_t size_of(const union address *address)
{
	return address->any.sa_family == AF_INET6 ? sizeof address->v6 : sizeof address->v4;
}

static int bind_and_listen(int fd, const union address *address)
{
	int yes = 1;

	/* Without it a restart would wait a minute for the connections of the last run. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
		return -1;
	if (bind(fd, &address->any, size_of(address)) != 0)
		return -1;
	return listen(fd, SOMAXCONN);
}

static void refuse(int number, Text text, struct error *err)
{
	switch (number) {
	case EADDRINUSE:
		fail(err, FAULT_CONFLICT, "address %.*s is in use; choose another with --listen",
		    TEXT_ARG(text));
		break;
	case EADDRNOTAVAIL:
	case EAFNOSUPPORT:
		fail(err, FAULT_USAGE, "address %.*s is none of this machine", TEXT_ARG(text));
		break;
	default:
		fail_errno(err, number, "cannot listen on %.*s", TEXT_ARG(text));
	}
}

int listen_open(Text text, struct error *err)
{
	union address address;
	int fd, number;

	if (!read_address(text, &address)) {
		fail(err, FAULT_USAGE,
		    "'%.*s' is no address; write it like 127.0.0.1:8080 or [::1]:8080",
		    TEXT_ARG(text));
		return -1;
	}
	fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd >= 0 && bind_and_listen(fd, &address) == 0)
		return fd;
	number = errno;
	if (fd >= 0)
		close(fd);
	refuse(number, text, err);
	return -1;
}

Text listen_address(int fd, char room[LISTEN_ADDRESS_ROOM])
{
	union address address = { 0 };
	socklen_t size = sizeof address;
	char host[INET6_ADDRSTRLEN];
	bool v6;
	int len;

	if (getsockname(fd, &address.any, &size) != 0)
		return TEXT("");
	v6 = address.any.sa_family == AF_INET6;
	if (!inet_ntop(address.any.sa_family,
		v6 ? (const void *)&address.v6.sin6_addr : &address.v4.sin_addr, host, sizeof host))
		return TEXT("");
	len = snprintf(room, LISTEN_ADDRESS_ROOM, v6 ? "[%s]:%u" : "%s:%u", host,
	    (unsigned)ntohs(v6 ? address.v6.sin6_port : address.v4.sin_port));
	return (Text){ room, (size_t)len };
}
