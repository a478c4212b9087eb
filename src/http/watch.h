/* The watch over connections whose request does not come to its end. libmicrohttpd counts silence
 * only, so who sends a byte now and then would stay for ever. A head must be complete within a span
 * that begins with the connection, and anew with each answer sent; one that is not is closed. */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <microhttpd.h>

#include "base/error.h"

struct watch;

/* Starts a thread that looks once a second, as long as there are connections. NULL on failure. */
struct watch *watch_open(unsigned seconds, struct error *err);
void watch_close(struct watch *watch); /* no connection is left; NULL is allowed */

/* For MHD_OPTION_NOTIFY_CONNECTION, the watch its context. */
void watch_notify(void *watch, struct MHD_Connection *connection, void **place,
    enum MHD_ConnectionNotificationCode code);
/* The head is complete: the connection may take its time. */
void watch_pause(struct MHD_Connection *connection);
/* The answer was sent: the next head is waited for. */
void watch_resume(struct MHD_Connection *connection);

#endif
