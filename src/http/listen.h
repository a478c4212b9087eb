/* The listening socket: "127.0.0.1:8080" or "[::1]:8080" to a descriptor, and back. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/error.h"
#include "base/text.h"

/* Room for "[", an IPv6 address, "]:", a port and a NUL. */
#define LISTEN_ADDRESS_ROOM 80

/* Bound, listening, non-blocking; the caller's to close. -1 on failure: FAULT_USAGE for what is no
 * address of this machine, FAULT_CONFLICT when it is in use. Names are not looked up. */
int listen_open(Text address, struct error *err);
/* What `fd` is bound to, as it would be given to listen_open. Empty on failure. */
Text listen_address(int fd, char room[LISTEN_ADDRESS_ROOM]);

#endif
