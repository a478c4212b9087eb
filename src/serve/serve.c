/* Joins http to site. The shelf holds the edition that is current; each request borrows it and
 * gives it back, so that a new edition is taken up between two requests and the old one closes when
 * its last reader is done. Looking is one stat() a request. */
#include "serve/serve.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/http.h"
#include "pages/pages.h"
#include "site/site.h"

#define TAG_ROOM 80

struct shelf {
	struct edition *edition;
	struct index *index;
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
};

static void shelf_free(struct shelf *shelf)
{
	index_close(shelf->index);
	edition_close(shelf->edition);
	free(shelf);
}

static struct shelf *shelf_open(const struct service *service, struct error *err)
{
	struct shelf *shelf = calloc(1, sizeof *shelf);
	struct arena arena;

	if (!shelf) {
		fail(err, FAULT_NO_MEMORY, "no memory to open an edition");
		return NULL;
	}
	shelf->readers = 1;
	shelf->edition = edition_open(service->public_folder, err);
	if (shelf->edition)
		shelf->index = index_open(shelf->edition, service->catalog, err);
	if (!shelf->index) {
		shelf_free(shelf);
		return NULL;
	}
	arena_begin(&arena, 0);
	Text tag = site_tag(shelf->edition, &arena);
	memcpy(shelf->tag, tag.at, tag.len < TAG_ROOM ? tag.len : TAG_ROOM - 1);
	arena_end(&arena);
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
static void shelf_refresh(struct service *service, const struct shelf *seen)
{
	struct error err = { 0 };
	EditionMark on_disk;

	if (!edition_look(service->public_folder, &on_disk) ||
	    edition_mark_equal(on_disk, edition_mark(seen->edition)) ||
	    !shelf_claim(service, seen, on_disk))
		return;
	struct shelf *fresh = shelf_open(service, &err);
	if (fresh)
		shelf_replace(service, fresh);
	pthread_mutex_lock(&service->lock);
	if (!fresh)
		service->refused = on_disk;
	service->changing = false;
	pthread_mutex_unlock(&service->lock);
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

	shelf_refresh(service, shelf);
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
}

static void handle(void *context, const struct http_request *request, struct http_answer *answer)
{
	struct service *service = context;
	struct shelf *shelf = shelf_borrow(service);
	struct visit visit;

	visit_begin(&visit, service, shelf, request->arena, &answer->body);
	visit.path = request->path;
	visit.query = request->query;
	site_answer(&visit);
	answer_from(answer, &visit);
	if (visit.status == 200)
		answer->etag = text_format(request->arena, "\"%s\"", shelf->tag);
	shelf_return(service, shelf);
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

struct service *serve_open(const struct serve_settings *settings, struct error *err)
{
	struct service *service = calloc(1, sizeof *service);

	if (!service) {
		fail(err, FAULT_NO_MEMORY, "no memory to serve");
		return NULL;
	}
	pthread_mutex_init(&service->lock, NULL);
	service->public_folder = settings->public_folder;
	service->catalog = catalog_open(err);
	if (service->catalog)
		service->current = shelf_open(service, err);
	if (service->current)
		service->server = http_open(
		    &(struct http_settings){
			.listen = settings->listen,
			.threads = settings->threads,
			.timeout_seconds = settings->timeout_seconds,
			.handler = handle,
			.fault_page = handle_fault,
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
