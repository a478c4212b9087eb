/* Joins http to the pages: the guard first, then the table of addresses. Requests are answered one
 * at a time, since there is one vault and one curator. */
#include "curate/curate.h"

#include <pthread.h>
#include <stdlib.h>

#include "curate/embedded.h"
#include "curate/pages.h"
#include "pages/embedded.h"

#define ADDRESS_ROOM 128

struct curate {
	struct desk desk;
	pthread_mutex_t lock;
	struct http_server *server;
	char address[ADDRESS_ROOM];
};

/* --- addresses --- */

static const struct {
	enum http_method method;
	Text path;
	sheet_page *page;
} routes[] = {
	{ HTTP_GET, TEXT_INIT("/"), page_queue },
	{ HTTP_GET, TEXT_INIT("/record"), page_of_record },
	{ HTTP_GET, TEXT_INIT("/public"), page_public },
	{ HTTP_GET, TEXT_INIT("/places"), page_places },
	{ HTTP_GET, TEXT_INIT("/calendar"), page_releases },
	{ HTTP_GET, TEXT_INIT("/log"), page_log },
	{ HTTP_POST, TEXT_INIT("/search"), act_search },
	{ HTTP_POST, TEXT_INIT("/act"), act_record },
	{ HTTP_POST, TEXT_INIT("/cut"), act_cut },
	{ HTTP_POST, TEXT_INIT("/set"), page_set },
	{ HTTP_POST, TEXT_INIT("/decide"), act_decide },
};

static const struct {
	Text path, type;
	const Text *bytes;
} assets[] = {
	{ TEXT_INIT("/style.css"), TEXT_INIT("text/css; charset=utf-8"), &embedded_style_css },
	{ TEXT_INIT("/curate.css"), TEXT_INIT("text/css; charset=utf-8"), &embedded_curate_css },
	{ TEXT_INIT("/curate.js"), TEXT_INIT("text/javascript; charset=utf-8"),
	    &embedded_curate_js },
	{ TEXT_INIT("/favicon.svg"), TEXT_INIT("image/svg+xml"), &embedded_favicon_svg },
};

static enum http_method method_of(const struct http_request *request)
{
	return request->method == HTTP_POST ? HTTP_POST : HTTP_GET;
}

static void put_page(struct sheet *sheet)
{
	const struct http_request *request = sheet->request;
	struct error err = { 0 };
	bool known = false;

	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		if (!text_equal(request->path, routes[i].path))
			continue;
		known = true;
		if (routes[i].method != method_of(request))
			continue;
		if (routes[i].page(sheet, &err) != FAULT_NONE)
			sheet_fault(sheet, fault_http_status(err.fault), text_of(err.text));
		return;
	}
	sheet_fault(sheet, known ? 405 : 404,
	    known ? TEXT("that is not done here") : TEXT("there is no such page"));
}

/* The program's own files say nothing of the archive, so they need no session: a page that refuses
 * somebody looks as it should. */
static bool put_asset(const struct http_request *request, struct http_answer *answer)
{
	for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
		if (request->method != HTTP_POST && text_equal(request->path, assets[i].path)) {
			answer->content_type = assets[i].type;
			out_put(&answer->body, *assets[i].bytes);
			return true;
		}
	return false;
}

/* --- answering --- */

/* The token is worth a session, once. */
static bool enter(struct sheet *sheet)
{
	const struct http_request *request = sheet->request;
	Text token = request->method == HTTP_GET && text_equal(request->path, TEXT("/"))
	    ? sheet_field(sheet, TEXT("token"))
	    : TEXT("");

	if (!token.len ||
	    !guard_enter(&sheet->desk->guard, token, request->arena, &sheet->answer->set_cookie))
		return false;
	sheet->answer->status = 303;
	sheet->answer->location = TEXT("/");
	return true;
}

static void answer_sheet(struct sheet *sheet)
{
	const struct http_request *request = sheet->request;
	const struct guard *guard = &sheet->desk->guard;
	Text refusal = guard_refusal(guard, request);

	if (refusal.len)
		sheet_fault(sheet, 403, refusal);
	else if (put_asset(request, sheet->answer) || enter(sheet))
		return;
	else if (!guard_knows(guard, request))
		sheet_fault(sheet, 403,
		    TEXT("this browser has no session: the address that 'chancery curate' prints "
			 "opens one, once; start it again for another"));
	else if (request->method == HTTP_POST &&
	    !guard_made(guard, sheet_field(sheet, TEXT("form"))))
		sheet_fault(sheet, 403, TEXT("this form is none of ours"));
	else
		put_page(sheet);
}

static void handle(void *context, const struct http_request *request, struct http_answer *answer)
{
	struct curate *curate = context;
	struct arena arena;
	struct sheet sheet = {
		.desk = &curate->desk,
		.request = request,
		.answer = answer,
		.arena = &arena,
		.out = &answer->body,
		.now = clock_now(),
	};

	arena_begin(&arena, 0);
	answer->content_type = TEXT("text/html; charset=utf-8");
	answer->cache_control = TEXT("no-store");
	answer->label = TEXT("curate");
	pthread_mutex_lock(&curate->lock);
	answer_sheet(&sheet);
	pthread_mutex_unlock(&curate->lock);
	arena_end(&arena);
}

/* For what never reaches the handler: nothing of the session is in it. */
static void handle_fault(void *context, int status, Text sentence, struct http_answer *answer)
{
	struct curate *curate = context;
	struct sheet sheet = { .desk = &curate->desk, .answer = answer, .out = &answer->body };

	answer->content_type = TEXT("text/html; charset=utf-8");
	answer->cache_control = TEXT("no-store");
	sheet_fault(&sheet, status, sentence);
}

/* --- opening --- */

static enum fault open_desk(
    struct curate *curate, const struct curate_settings *settings, struct error *err)
{
	uint64_t looked;

	curate->desk = (struct desk){
		.vault = settings->vault,
		.archive = settings->archive,
		.curator = settings->curator,
	};
	if (!guard_is_loopback(settings->listen))
		return fail(err, FAULT_USAGE,
		    "'%.*s' is not of this machine alone: curating listens on 127.0.0.1 or [::1]",
		    TEXT_ARG(settings->listen));
	curate->desk.review =
	    review_open(settings->archive, settings->vault, settings->catalog, err);
	return curate->desk.review ? review_look_through(curate->desk.review, &looked, err)
				   : err->fault;
}

/* Before the first request can come. */
static enum fault take_address(void *context, Text address, struct error *err)
{
	struct curate *curate = context;
	struct guard *guard = &curate->desk.guard;

	if (guard_begin(guard, address, err) != FAULT_NONE)
		return err->fault;
	snprintf(curate->address, sizeof curate->address, "http://%.*s/?token=%s",
	    TEXT_ARG(address), guard->token);
	return FAULT_NONE;
}

struct curate *curate_open(const struct curate_settings *settings, struct error *err)
{
	struct curate *curate = calloc(1, sizeof *curate);

	if (!curate) {
		fail(err, FAULT_NO_MEMORY, "no memory to curate");
		return NULL;
	}
	pthread_mutex_init(&curate->lock, NULL);
	if (open_desk(curate, settings, err) == FAULT_NONE)
		curate->server = http_open(
		    &(struct http_settings){
			.listen = settings->listen,
			.posts = true,
			.handler = handle,
			.fault_page = handle_fault,
			.bound = take_address,
			.context = curate,
		    },
		    err);
	if (curate->server)
		return curate;
	curate_close(curate);
	return NULL;
}

Text curate_address(const struct curate *curate)
{
	return text_of(curate->address);
}

void curate_close(struct curate *curate)
{
	if (!curate)
		return;
	http_close(curate->server);
	review_close(curate->desk.review);
	memory_end(&curate->desk.memory);
	pthread_mutex_destroy(&curate->lock);
	free(curate);
}
