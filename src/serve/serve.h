/* Serve: joins http to site. Keeps the current edition open and takes up a new one without a lost
 * request: a request uses the edition it began with; the last one out closes it. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "base/error.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define SERVE_BASE_LIMIT 400

/* Whether to give up, before the first request is read, what answering does not need
 * (base/confine.h): wherever the kernel can; or it must; or not at all. */
enum serve_confining { SERVE_CONFINED_IF_POSSIBLE, SERVE_CONFINED_ALWAYS, SERVE_CONFINED_NEVER };

struct serve_settings {
	const char *public_folder;
	Text listen;                       /* "127.0.0.1:8080" */
	unsigned threads, timeout_seconds; /* 0: the defaults of http */
	/* What addresses in feeds and the like begin with: "https://archive.example", at most
	 * SERVE_BASE_LIMIT bytes. Empty: "http://" and the address that is listened on. What a
	 * request says of its host is never used. */
	Text base;
	/* A line a request to standard error: minute, method, route, status, bytes of the body,
	 * milliseconds. Who asked, and for what, is not in it. */
	bool access_log;
	enum serve_confining confining;
};

struct service;

/* Answers from now on. NULL on failure. */
struct service *serve_open(const struct serve_settings *settings, struct error *err);
Text serve_address(const struct service *service); /* "127.0.0.1:8080", borrowed */
/* What the kernel lacks for the confining that was wanted: "no Landlock"; NULL for nothing. */
const char *serve_lacks(const struct service *service);
void serve_close(struct service *service);

#endif
