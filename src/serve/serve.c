/* Joins http to site: what a request is turned into a visit, and what a visit says into an answer.
 */
#include "serve/serve.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/confine.h"
#include "http/preference.h"
#include "pages/links.h"
#include "pages/pages.h"
#include "serve/shelf.h"
#include "site/site.h"

struct service {
	const char *public_folder;
	struct catalog *catalog;
	struct shelf *shelf;
	struct http_server *server;
	char base[SERVE_BASE_LIMIT + 1];
	Text base_given; /* empty when it follows from the address: then it needs no tag */
	enum serve_confining confining;
	struct confined confined;
};

static void visit_begin(struct visit *visit, const struct service *service,
    const struct stock *stock, struct arena *arena, struct out *out)
{
	*visit = (struct visit){
		.edition = stock->edition,
		.index = stock->index,
		.catalog = service->catalog,
		.base = text_of(service->base),
		.base_given = service->base_given,
		.arena = arena,
		.status = 200,
		.content_type = TEXT_INIT("text/html; charset=utf-8"),
		.out = out,
	};
}

static void answer_from(struct http_answer *answer, const struct visit *visit)
{
	answer->status = visit->status;
	answer->content_type = visit->content_type;
	answer->location = visit->location;
	answer->link_canonical = visit->canonical;
	answer->filename = visit->filename;
	answer->label = text_of(visit->pattern ? visit->pattern : "-");
	/* What an edition says may be withdrawn by the next, from a page as from the source of a
	 * record or from a list, so nobody may keep it without asking; asking again costs a 304. */
	answer->cache_control = visit->life == LIFE_FOR_EVER
	    ? TEXT("public, max-age=31536000, immutable")
	    : TEXT("no-cache");
}

/* A stream, and the edition that it reads from. */
struct loan {
	struct stream stream;
	struct shelf *shelf;
	struct stock *stock;
};

static enum fault loan_next(void *context, struct out *piece, struct error *err)
{
	struct loan *loan = context;

	return loan->stream.next(loan->stream.context, piece, err);
}

static void loan_end(void *context)
{
	struct loan *loan = context;

	stream_end(&loan->stream);
	shelf_return(loan->shelf, loan->stock);
}

/* Borrows `stock` once more, until the stream is ended. */
static void lend(struct shelf *shelf, struct stock *stock, const struct http_request *request,
    struct visit *visit, struct http_answer *answer)
{
	struct loan *loan = ARENA_NEW(request->arena, struct loan);

	if (!loan) {
		stream_end(&visit->stream);
		answer->body.fault = FAULT_NO_MEMORY;
		return;
	}
	shelf_hold(shelf, stock);
	*loan = (struct loan){ visit->stream, shelf, stock };
	answer->stream = (struct stream){ loan_next, loan_end, loan };
}

static struct http_cache *cache_for(const struct stock *stock, const struct http_request *request)
{
	return request->query.len ? stock->asked : stock->answers;
}

/* A strong tag names bytes, so each form that can be had at one address has its own. */
static Text tag_of(const struct stock *stock, const struct http_request *request)
{
	Text tag = text_of(stock->tag), form = request->form;

	tag.len--; /* the quote at its end */
	return text_format(request->arena, "%.*s%.*s\"", TEXT_ARG(tag), TEXT_ARG(form));
}

static Text address_of_form(const struct http_request *request, Text path)
{
	path = link_encode(request->arena, path);
	return request->query.len
	    ? text_format(request->arena, "%.*s?%.*s", TEXT_ARG(path), TEXT_ARG(request->query))
	    : path;
}

/* The page that `request` asks for, in the form that was chosen. */
static void make(struct service *service, struct stock *stock, const struct http_request *request,
    struct http_answer *answer)
{
	struct visit visit;

	visit_begin(&visit, service, stock, request->arena, &answer->body);
	visit.path = request->path;
	visit.query = request->query;
	if (request->form.len) {
		visit.path = text_format(
		    request->arena, "%.*s%.*s", TEXT_ARG(request->path), TEXT_ARG(request->form));
		answer->content_location = address_of_form(request, visit.path);
	}
	site_answer(&visit);
	answer_from(answer, &visit);
	if (visit.status == 200 && visit.life != LIFE_OF_MOMENT)
		answer->etag = tag_of(stock, request);
	if (visit.stream.next)
		lend(service->shelf, stock, request, &visit, answer);
	else if (visit.life != LIFE_OF_MOMENT)
		http_cache_keep(cache_for(stock, request), request, answer);
}

/* The form with the highest weight; among equals the first, which is the page. Whom none suits gets
 * the page, too: better than a refusal (RFC 9110, 12.4.1). */
static Text choose_form(Text accept, const struct site_form *forms, uint32_t count)
{
	int best = accept.len ? preference_of_type(accept, forms[0].content_type) : PREFERENCE_ONE;
	Text chosen = TEXT("");

	for (uint32_t i = 1; i < count && best < PREFERENCE_ONE; i++) {
		int weight = preference_of_type(accept, forms[i].content_type);

		if (weight <= best)
			continue;
		best = weight;
		chosen = forms[i].ending;
	}
	return chosen;
}

static void handle(void *context, const struct http_request *request, struct http_answer *answer)
{
	struct service *service = context;
	struct stock *stock = shelf_borrow(service->shelf);
	struct http_request chosen = *request;
	struct site_form forms[SITE_FORMS_LIMIT];
	uint32_t count = site_forms(request->path, forms);
	struct http_cache *cache = cache_for(stock, request);
	struct http_making making;

	if (count) {
		chosen.form = choose_form(request->accept, forms, count);
		answer->vary = TEXT("Accept");
	}
	if (!http_cache_find(cache, &chosen, &making, answer)) {
		make(service, stock, &chosen, answer);
		http_cache_made(cache, &making);
	}
	shelf_return(service->shelf, stock);
}

/* One write() a line, so that lines of several threads do not mix. A log that is full is not worth
 * an answer. */
static void log_answer(void *context, const struct http_logged *logged)
{
	Moment now = clock_now();
	struct arena arena;
	Text line;

	(void)context;
	now.precision = PRECISION_MINUTE;
	arena_begin(&arena, 0);
	line = text_format(&arena, "%.*s %.*s %.*s %d %" PRIu64 " %" PRIu64 ".%03u\n",
	    TEXT_ARG(moment_text(&arena, now)), TEXT_ARG(logged->method), TEXT_ARG(logged->label),
	    logged->status, logged->bytes, logged->microseconds / 1000,
	    (unsigned)(logged->microseconds % 1000));
	if (write(STDERR_FILENO, line.at, line.len) < 0)
		(void)line;
	arena_end(&arena);
}

static void handle_fault(void *context, int status, Text sentence, struct http_answer *answer)
{
	struct service *service = context;
	struct stock *stock = shelf_borrow_seen(service->shelf);
	struct arena arena;
	struct visit visit;

	arena_begin(&arena, HTTP_ARENA_LIMIT);
	visit_begin(&visit, service, stock, &arena, &answer->body);
	page_fault(&visit, status, sentence);
	answer->status = status;
	answer->content_type = TEXT("text/html; charset=utf-8");
	arena_end(&arena);
	shelf_return(service->shelf, stock);
}

static void set_base(struct service *service, Text address)
{
	if (service->base_given.len)
		snprintf(
		    service->base, sizeof service->base, "%.*s", TEXT_ARG(service->base_given));
	else
		snprintf(service->base, sizeof service->base, "http://%.*s", TEXT_ARG(address));
}

/* The thread that is here makes all others. What is open stays so: the first edition, the listening
 * socket, standard error. */
static enum fault take_leave(void *context, Text address, struct error *err)
{
	struct service *service = context;

	set_base(service, address);
	if (service->confining == SERVE_CONFINED_NEVER)
		return FAULT_NONE;
	if (confine(service->public_folder, &service->confined, err) != FAULT_NONE)
		return err->fault;
	if (service->confining == SERVE_CONFINED_ALWAYS && confined_lacks(service->confined))
		return fail(err, FAULT_IO, "not confined: this kernel has %s",
		    confined_lacks(service->confined));
	return FAULT_NONE;
}

struct service *serve_open(const struct serve_settings *settings, struct error *err)
{
	struct service *service = calloc(1, sizeof *service);

	if (!service) {
		fail(err, FAULT_NO_MEMORY, "no memory to serve");
		return NULL;
	}
	arena_keep_memory();
	service->public_folder = settings->public_folder;
	service->base_given = settings->base;
	service->confining = settings->confining;
	service->catalog = catalog_open(err);
	if (service->catalog)
		service->shelf =
		    shelf_open(settings->public_folder, service->catalog, settings->base, err);
	if (service->shelf)
		service->server = http_open(
		    &(struct http_settings){
			.listen = settings->listen,
			.threads = settings->threads,
			.timeout_seconds = settings->timeout_seconds,
			.handler = handle,
			.fault_page = handle_fault,
			.log = settings->access_log ? log_answer : NULL,
			.bound = take_leave,
			.context = service,
		    },
		    err);
	if (!service->server) {
		serve_close(service);
		return NULL;
	}
	return service;
}

Text serve_address(const struct service *service)
{
	return http_address(service->server);
}

const char *serve_lacks(const struct service *service)
{
	return service->confining == SERVE_CONFINED_NEVER ? NULL
							  : confined_lacks(service->confined);
}

void serve_close(struct service *service)
{
	if (!service)
		return;
	http_close(service->server);
	shelf_close(service->shelf);
	catalog_close(service->catalog);
	free(service);
}
