/* Serve: joins http to site. Keeps the current edition open and takes up a new one without a lost
 * request: a request uses the edition it began with; the last one out closes it. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "base/error.h"
#include "base/text.h"
#include "catalog/catalog.h"

struct serve_settings {
	const char *public_folder;
	Text listen;                       /* "127.0.0.1:8080" */
	unsigned threads, timeout_seconds; /* 0: the defaults of http */
};

struct service;

/* Answers from now on. NULL on failure. */
struct service *serve_open(const struct serve_settings *settings, struct error *err);
Text serve_address(const struct service *service); /* "127.0.0.1:8080", borrowed */
void serve_close(struct service *service);

#endif
