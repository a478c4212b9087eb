#include "serve/shelf.h"

#include <pthread.h>
#include <stdlib.h>

#include "site/site.h"

/* Bytes of answers kept per edition: some 2,000 pages, which is what readers ask for in an hour. */
#define ANSWERS_KEPT  ((size_t)32 << 20)
#define ANSWERS_ASKED ((size_t)16 << 20) /* the same, to addresses with a question */

struct shelf {
	const char *public_folder;
	const struct catalog *catalog;
	Text base;
	pthread_mutex_t lock; /* guards the rest, and every stock's `readers` */
	struct stock *current;
	EditionMark refused; /* the edition that did not open */
	bool changing;       /* one request is opening a new edition */
};

static void stock_free(struct stock *stock)
{
	http_cache_close(stock->answers);
	http_cache_close(stock->asked);
	index_close(stock->index);
	edition_close(stock->edition);
	free(stock);
}

static void set_tag(struct stock *stock, Text base)
{
	struct arena arena;
	Text tag;

	arena_begin(&arena, 0);
	tag = site_tag(stock->edition, &arena);
	if (base.len) {
		char hex[SHA256_HEX_ROOM];

		tag = text_format(
		    &arena, "%.*s-%.*s", TEXT_ARG(tag), 8, sha256_hex(sha256_of(base), hex).at);
	}
	snprintf(stock->tag, sizeof stock->tag, "\"%.*s\"", TEXT_ARG(tag));
	arena_end(&arena);
}

static bool begin_answers(struct stock *stock, struct error *err)
{
	stock->answers = http_cache_open(ANSWERS_KEPT);
	stock->asked = http_cache_open(ANSWERS_ASKED);
	if (!stock->answers || !stock->asked)
		fail(err, FAULT_NO_MEMORY, "no memory to keep answers");
	return stock->answers && stock->asked;
}

static struct stock *stock_open(const struct shelf *shelf, struct error *err)
{
	struct stock *stock = calloc(1, sizeof *stock);

	if (!stock) {
		fail(err, FAULT_NO_MEMORY, "no memory to open an edition");
		return NULL;
	}
	stock->readers = 1;
	stock->edition = edition_open(shelf->public_folder, err);
	if (stock->edition)
		stock->index = index_open(stock->edition, shelf->catalog, err);
	if (stock->index && begin_answers(stock, err)) {
		set_tag(stock, shelf->base);
		return stock;
	}
	stock_free(stock);
	return NULL;
}

struct shelf *shelf_open(
    const char *public_folder, const struct catalog *catalog, Text base, struct error *err)
{
	struct shelf *shelf = calloc(1, sizeof *shelf);

	if (!shelf) {
		fail(err, FAULT_NO_MEMORY, "no memory to open an edition");
		return NULL;
	}
	shelf->public_folder = public_folder;
	shelf->catalog = catalog;
	shelf->base = base;
	pthread_mutex_init(&shelf->lock, NULL);
	shelf->current = stock_open(shelf, err);
	if (shelf->current)
		return shelf;
	shelf_close(shelf);
	return NULL;
}

void shelf_close(struct shelf *shelf)
{
	if (!shelf)
		return;
	if (shelf->current)
		stock_free(shelf->current);
	pthread_mutex_destroy(&shelf->lock);
	free(shelf);
}

void shelf_hold(struct shelf *shelf, struct stock *stock)
{
	pthread_mutex_lock(&shelf->lock);
	stock->readers++;
	pthread_mutex_unlock(&shelf->lock);
}

void shelf_return(struct shelf *shelf, struct stock *stock)
{
	pthread_mutex_lock(&shelf->lock);
	bool last = --stock->readers == 0;
	pthread_mutex_unlock(&shelf->lock);
	if (last)
		stock_free(stock);
}

/* Puts a freshly opened edition in the place of the one before. */
static void replace(struct shelf *shelf, struct stock *fresh)
{
	pthread_mutex_lock(&shelf->lock);
	struct stock *before = shelf->current;
	shelf->current = fresh;
	pthread_mutex_unlock(&shelf->lock);
	shelf_return(shelf, before);
}

/* True for the one request that shall open the edition on disk. */
static bool claim(struct shelf *shelf, const struct stock *seen, EditionMark on_disk)
{
	pthread_mutex_lock(&shelf->lock);
	bool mine = !shelf->changing && shelf->current == seen &&
	    !edition_mark_equal(on_disk, shelf->refused);
	if (mine)
		shelf->changing = true;
	pthread_mutex_unlock(&shelf->lock);
	return mine;
}

/* Takes up a new edition when there is one; requests that come meanwhile go on with the old. One
 * that does not open (damaged, of a newer Chancery) leaves the old one in service and is not tried
 * again. */
static bool refresh(struct shelf *shelf, const struct stock *seen)
{
	struct error err = { 0 };
	EditionMark on_disk;

	if (!edition_look(shelf->public_folder, &on_disk) ||
	    edition_mark_equal(on_disk, edition_mark(seen->edition)) ||
	    !claim(shelf, seen, on_disk))
		return false;
	struct stock *fresh = stock_open(shelf, &err);
	if (fresh)
		replace(shelf, fresh);
	pthread_mutex_lock(&shelf->lock);
	if (!fresh)
		shelf->refused = on_disk;
	shelf->changing = false;
	pthread_mutex_unlock(&shelf->lock);
	return fresh;
}

struct stock *shelf_borrow_seen(struct shelf *shelf)
{
	pthread_mutex_lock(&shelf->lock);
	struct stock *stock = shelf->current;
	stock->readers++;
	pthread_mutex_unlock(&shelf->lock);
	return stock;
}

struct stock *shelf_borrow(struct shelf *shelf)
{
	struct stock *stock = shelf_borrow_seen(shelf);

	if (!refresh(shelf, stock))
		return stock;
	shelf_return(shelf, stock);
	return shelf_borrow_seen(shelf);
}
