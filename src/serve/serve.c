/* Joins http to site. The shelf holds the edition that is current; each request borrows it and
 * gives it back, so that a new edition is taken up between two requests and the old one closes when
 * its last reader is done; a stream keeps it to its end. Looking is one stat() a request, some
 * microseconds. Beside the edition lie the answers made from it, so that both go together. */
#include "serve/serve.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/cache.h"
#include "pages/pages.h"
#include "site/site.h"

#define TAG_ROOM 80
/* Bytes of answers kept per edition: some 2,000 pages, which is what readers ask for in an hour. */
#define ANSWERS_KEPT  ((size_t)32 << 20)
#define ANSWERS_ASKED ((size_t)16 << 20) /* the same, to addresses with a question */

struct shelf {
	struct edition *edition;
	struct index *index;
	struct http_cache *answers;
	/* Apart, since there is no end of questions: they would push the records out. */
	struct http_cache *asked;
	char tag[TAG_ROOM];
	unsigned readers; /* requests in flight, plus one while it is current */
};

struct service {
	const char *public_folder;
	struct catalog *catalog;
	struct http_server *server;
	pthread_mutex_t lock; /* guards `current`, every shelf's `readers` and `changing` */
	struct shelf *current;
	EditionMark refused; /* the edition that did not open */
	bool changing;       /* one request is opening a new edition */
	/* Set before `lock` is free for the first request. */
	char base[SERVE_BASE_LIMIT + 1];
	Text base_given; /* empty when it follows from the address: then it needs no tag */
};

static void shelf_free(struct shelf *shelf)
{
	http_cache_close(shelf->answers);
	http_cache_close(shelf->asked);
	index_close(shelf->index);
	edition_close(shelf->edition);
	free(shelf);
}

/* The base stands in answers, so it is in their tag. */
static bool shelf_begin_answers(
    struct shelf *shelf, const struct service *service, struct error *err)
{
	struct arena arena;
	Text tag;

	arena_begin(&arena, 0);
	tag = site_tag(shelf->edition, &arena);
	if (service->base_given.len) {
		char hex[SHA256_HEX_ROOM];
		Text base = sha256_hex(sha256_of(service->base_given), hex);

		tag = text_format(&arena, "%.*s-%.*s", TEXT_ARG(tag), 8, base.at);
	}
	snprintf(shelf->tag, sizeof shelf->tag, "\"%.*s\"", TEXT_ARG(tag));
	arena_end(&arena);
	shelf->answers = http_cache_open(ANSWERS_KEPT);
	shelf->asked = http_cache_open(ANSWERS_ASKED);
	if (!shelf->answers || !shelf->asked)
		fail(err, FAULT_NO_MEMORY, "no memory to keep answers");
	return shelf->answers && shelf->asked;
}

static struct shelf *shelf_open(const struct service *service, struct error *err)
{
	struct shelf *shelf = calloc(1, sizeof *shelf);

	if (!shelf) {
		fail(err, FAULT_NO_MEMORY, "no memory to open an edition");
		return NULL;
	}
	shelf->readers = 1;
	shelf->edition = edition_open(service->public_folder, err);
	if (shelf->edition)
		shelf->index = index_open(shelf->edition, service->catalog, err);
	if (!shelf->index || !shelf_begin_answers(shelf, service, err)) {
		shelf_free(shelf);
		return NULL;
	}
	return shelf;
}

static void shelf_return(struct service *service, struct shelf *shelf)
{
	pthread_mutex_lock(&service->lock);
	bool last = --shelf->readers == 0;
	pthread_mutex_unlock(&service->lock);
	if (last)
		shelf_free(shelf);
}

/* Puts a freshly opened edition in the place of the one before. */
static void shelf_replace(struct service *service, struct shelf *fresh)
{
	pthread_mutex_lock(&service->lock);
	struct shelf *before = service->current;
	service->current = fresh;
	pthread_mutex_unlock(&service->lock);
	shelf_return(service, before);
}

/* True for the one request that shall open the edition on disk. */
static bool shelf_claim(struct service *service, const struct shelf *seen, EditionMark on_disk)
{
	pthread_mutex_lock(&service->lock);
	bool mine = !service->changing && service->current == seen &&
	    !edition_mark_equal(on_disk, service->refused);
	if (mine)
		service->changing = true;
	pthread_mutex_unlock(&service->lock);
	return mine;
}

/* Takes up a new edition when there is one; requests that come meanwhile go on with the old. One
 * that does not open (damaged, of a newer Chancery) leaves the old one in service and is not tried
 * again. */
static bool shelf_refresh(struct service *service, const struct shelf *seen)
{
	struct error err = { 0 };
	EditionMark on_disk;

	if (!edition_look(service->public_folder, &on_disk) ||
	    edition_mark_equal(on_disk, edition_mark(seen->edition)) ||
	    !shelf_claim(service, seen, on_disk))
		return false;
	struct shelf *fresh = shelf_open(service, &err);
	if (fresh)
		shelf_replace(service, fresh);
	pthread_mutex_lock(&service->lock);
	if (!fresh)
		service->refused = on_disk;
	service->changing = false;
	pthread_mutex_unlock(&service->lock);
	return fresh;
}

static struct shelf *shelf_current(struct service *service)
{
	pthread_mutex_lock(&service->lock);
	struct shelf *shelf = service->current;
	shelf->readers++;
	pthread_mutex_unlock(&service->lock);
	return shelf;
}

static struct shelf *shelf_borrow(struct service *service)
{
	struct shelf *shelf = shelf_current(service);

	if (!shelf_refresh(service, shelf))
		return shelf;
	shelf_return(service, shelf);
	return shelf_current(service);
}

static void visit_begin(struct visit *visit, const struct service *service,
    const struct shelf *shelf, struct arena *arena, struct out *out)
{
	*visit = (struct visit){
		.edition = shelf->edition,
		.index = shelf->index,
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

/* A stream, and the shelf that it reads from. */
struct loan {
	struct stream stream;
	struct service *service;
	struct shelf *shelf;
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
	shelf_return(loan->service, loan->shelf);
}

/* Borrows `shelf` once more, until the stream is ended. */
static void lend(struct service *service, struct shelf *shelf, const struct http_request *request,
    struct visit *visit, struct http_answer *answer)
{
	struct loan *loan = ARENA_NEW(request->arena, struct loan);

	if (!loan) {
		stream_end(&visit->stream);
		answer->body.fault = FAULT_NO_MEMORY;
		return;
	}
	pthread_mutex_lock(&service->lock);
	shelf->readers++;
	pthread_mutex_unlock(&service->lock);
	*loan = (struct loan){ visit->stream, service, shelf };
	answer->stream = (struct stream){ loan_next, loan_end, loan };
}

static struct http_cache *cache_for(const struct shelf *shelf, const struct http_request *request)
{
	return request->query.len ? shelf->asked : shelf->answers;
}

static void make(struct service *service, struct shelf *shelf, const struct http_request *request,
    struct http_answer *answer)
{
	struct visit visit;

	visit_begin(&visit, service, shelf, request->arena, &answer->body);
	visit.path = request->path;
	visit.query = request->query;
	site_answer(&visit);
	answer_from(answer, &visit);
	if (visit.status == 200 && visit.life != LIFE_OF_MOMENT)
		answer->etag = text_copy(request->arena, text_of(shelf->tag));
	if (visit.stream.next)
		lend(service, shelf, request, &visit, answer);
	else if (visit.life != LIFE_OF_MOMENT)
		http_cache_keep(cache_for(shelf, request), request, answer);
}

static void handle(void *context, const struct http_request *request, struct http_answer *answer)
{
	struct service *service = context;
	struct shelf *shelf = shelf_borrow(service);

	if (!http_cache_find(cache_for(shelf, request), request, answer))
		make(service, shelf, request, answer);
	shelf_return(service, shelf);
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
	struct shelf *shelf = shelf_current(service);
	struct arena arena;
	struct visit visit;

	arena_begin(&arena, HTTP_ARENA_LIMIT);
	visit_begin(&visit, service, shelf, &arena, &answer->body);
	page_fault(&visit, status, sentence);
	answer->status = status;
	answer->content_type = TEXT("text/html; charset=utf-8");
	arena_end(&arena);
	shelf_return(service, shelf);
}

static void set_base(struct service *service)
{
	Text address = http_address(service->server);

	if (service->base_given.len)
		snprintf(
		    service->base, sizeof service->base, "%.*s", TEXT_ARG(service->base_given));
	else
		snprintf(service->base, sizeof service->base, "http://%.*s", TEXT_ARG(address));
}

struct service *serve_open(const struct serve_settings *settings, struct error *err)
{
	struct service *service = calloc(1, sizeof *service);

	if (!service) {
		fail(err, FAULT_NO_MEMORY, "no memory to serve");
		return NULL;
	}
	pthread_mutex_init(&service->lock, NULL);
	service->public_folder = settings->public_folder;
	service->base_given = settings->base;
	service->catalog = catalog_open(err);
	if (service->catalog)
		service->current = shelf_open(service, err);
	/* Every request begins with the lock, and so waits for the base. */
	pthread_mutex_lock(&service->lock);
	if (service->current)
		service->server = http_open(
		    &(struct http_settings){
			.listen = settings->listen,
			.threads = settings->threads,
			.timeout_seconds = settings->timeout_seconds,
			.handler = handle,
			.fault_page = handle_fault,
			.log = settings->access_log ? log_answer : NULL,
			.context = service,
		    },
		    err);
	if (service->server)
		set_base(service);
	pthread_mutex_unlock(&service->lock);
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

void serve_close(struct service *service)
{
	if (!service)
		return;
	http_close(service->server);
	if (service->current)
		shelf_free(service->current);
	catalog_close(service->catalog);
	pthread_mutex_destroy(&service->lock);
	free(service);
}
