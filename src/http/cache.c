/* A table of chains for finding, a ring through all entries for their order of use. One lock over
 * both: a search holds it for less than a microsecond. */
#include "http/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/form.h"

#define CHAINS 4096
/* One answer may take up this part of it. */
#define SHARE_MOST 8

struct link {
	struct link *before, *after;
};

struct entry {
	struct link use; /* first, so that a link is an entry */
	struct entry *next;
	struct http_form *form;
	uint64_t hash;
	size_t memory;
	enum encoding encoding;
	size_t path_len, form_len, len; /* of the key: the path, the form, the query */
	char key[];
};

struct http_cache {
	pthread_mutex_t lock;
	size_t limit, size;
	struct link uses; /* after: used last; before: used longest ago */
	struct entry *chains[CHAINS];
	struct http_making *making; /* at most one a thread */
	uint64_t made;              /* numbers given to them */
	unsigned waiting;
	pthread_cond_t ended; /* one of `making` did */
};

struct http_cache *http_cache_open(size_t limit)
{
	struct http_cache *cache = calloc(1, sizeof *cache);

	if (!cache)
		return NULL;
	pthread_mutex_init(&cache->lock, NULL);
	pthread_cond_init(&cache->ended, NULL);
	cache->limit = limit;
	cache->uses = (struct link){ &cache->uses, &cache->uses };
	return cache;
}

static void use_end(struct entry *entry)
{
	entry->use.before->after = entry->use.after;
	entry->use.after->before = entry->use.before;
}

static void use_begin(struct http_cache *cache, struct entry *entry)
{
	entry->use = (struct link){ &cache->uses, cache->uses.after };
	cache->uses.after->before = &entry->use;
	cache->uses.after = &entry->use;
}

static void entry_free(struct entry *entry)
{
	form_release(entry->form);
	free(entry);
}

static void drop_oldest(struct http_cache *cache)
{
	struct entry *oldest = (struct entry *)cache->uses.before;
	struct entry **place = &cache->chains[oldest->hash % CHAINS];

	while (*place != oldest)
		place = &(*place)->next;
	*place = oldest->next;
	use_end(oldest);
	cache->size -= oldest->memory;
	entry_free(oldest);
}

void http_cache_close(struct http_cache *cache)
{
	if (!cache)
		return;
	while (cache->uses.before != &cache->uses)
		drop_oldest(cache);
	pthread_cond_destroy(&cache->ended);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}

/* FNV-1a. That somebody makes keys collide is no danger: only what has an answer is kept. */
static uint64_t hash_text(uint64_t hash, Text text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3u;
	return hash;
}

static uint64_t hash_of(const struct http_request *request)
{
	uint64_t hash = 0xCBF29CE484222325u + request->encodings.best;

	hash = hash_text(hash_text(hash, request->path), request->form);
	return hash_text(hash, request->query);
}

static bool is_same(const struct http_making *making, const struct http_making *other)
{
	const struct http_request *a = making->request, *b = other->request;

	return making->hash == other->hash && a->encodings.best == b->encodings.best &&
	    text_equal(a->path, b->path) && text_equal(a->form, b->form) &&
	    text_equal(a->query, b->query);
}

static bool is_for(const struct entry *entry, uint64_t hash, const struct http_request *request)
{
	Text key = { entry->key, entry->len };

	return entry->hash == hash && entry->encoding == request->encodings.best &&
	    text_equal(text_slice(key, 0, entry->path_len), request->path) &&
	    text_equal(text_slice(key, entry->path_len, entry->form_len), request->form) &&
	    text_equal(text_from(key, entry->path_len + entry->form_len), request->query);
}

static struct entry *find(
    struct http_cache *cache, uint64_t hash, const struct http_request *request)
{
	struct entry *entry = cache->chains[hash % CHAINS];

	while (entry && !is_for(entry, hash, request))
		entry = entry->next;
	return entry;
}

/* Who refuses bytes as they are is rare, and gets small answers in another form than all others. */
static bool is_common(const struct http_request *request)
{
	return request->encodings.identity;
}

static bool take(
    struct http_cache *cache, const struct http_making *wanted, struct http_form **form)
{
	struct entry *entry = find(cache, wanted->hash, wanted->request);

	if (!entry)
		return false;
	use_end(entry);
	use_begin(cache, entry);
	*form = form_hold(entry->form);
	return true;
}

/* The number of the same answer in the making; 0 when nobody makes it. */
static uint64_t number_of(const struct http_cache *cache, const struct http_making *wanted)
{
	const struct http_making *making = cache->making;

	while (making && !is_same(making, wanted))
		making = making->next;
	return making ? making->number : 0;
}

static bool is_in_making(const struct http_cache *cache, uint64_t number)
{
	const struct http_making *making = cache->making;

	while (making && making->number != number)
		making = making->next;
	return making;
}

static void wait_for(struct http_cache *cache, uint64_t number)
{
	cache->waiting++;
	while (is_in_making(cache, number))
		pthread_cond_wait(&cache->ended, &cache->lock);
	cache->waiting--;
}

static void making_begin(struct http_cache *cache, struct http_making *making)
{
	making->number = ++cache->made;
	making->next = cache->making;
	cache->making = making;
}

bool http_cache_find(struct http_cache *cache, const struct http_request *request,
    struct http_making *making, struct http_answer *answer)
{
	uint64_t number = 0;
	bool found;

	*making = (struct http_making){ .request = request, .hash = hash_of(request) };
	if (!is_common(request))
		return false;
	pthread_mutex_lock(&cache->lock);
	found = take(cache, making, &answer->form);
	if (!found && (number = number_of(cache, making))) {
		wait_for(cache, number);
		found = take(cache, making, &answer->form);
	} else if (!found) {
		making_begin(cache, making);
	}
	pthread_mutex_unlock(&cache->lock);
	return found;
}

void http_cache_made(struct http_cache *cache, struct http_making *making)
{
	struct http_making **place = &cache->making;

	if (!making->number)
		return;
	pthread_mutex_lock(&cache->lock);
	while (*place != making)
		place = &(*place)->next;
	*place = making->next;
	if (cache->waiting)
		pthread_cond_broadcast(&cache->ended);
	pthread_mutex_unlock(&cache->lock);
}

static struct entry *entry_make(const struct http_request *request, struct http_form *form)
{
	const Text parts[] = { request->path, request->form, request->query };
	size_t len = request->path.len + request->form.len + request->query.len;
	struct entry *entry = calloc(1, sizeof *entry + len);

	if (!entry)
		return NULL;
	entry->hash = hash_of(request);
	entry->encoding = request->encodings.best;
	entry->path_len = request->path.len;
	entry->form_len = request->form.len;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].len)
			memcpy(entry->key + entry->len, parts[i].at, parts[i].len);
		entry->len += parts[i].len;
	}
	entry->memory = sizeof *entry + entry->len + form->memory;
	entry->form = form_hold(form);
	return entry;
}

/* False when another thread was faster. */
static bool insert(
    struct http_cache *cache, struct entry *entry, const struct http_request *request)
{
	if (find(cache, entry->hash, request))
		return false;
	entry->next = cache->chains[entry->hash % CHAINS];
	cache->chains[entry->hash % CHAINS] = entry;
	use_begin(cache, entry);
	cache->size += entry->memory;
	while (cache->size > cache->limit)
		drop_oldest(cache);
	return true;
}

void http_cache_keep(
    struct http_cache *cache, const struct http_request *request, struct http_answer *answer)
{
	struct entry *entry;
	bool kept;

	if (!is_common(request) || answer->form || answer->stream.next || answer->status != 200 ||
	    answer->body.fault != FAULT_NONE)
		return;
	answer->form = form_make_lasting(request, answer);
	if (!answer->form)
		answer->body.fault = FAULT_NO_MEMORY;
	if (!answer->form || answer->form->memory > cache->limit / SHARE_MOST)
		return;
	entry = entry_make(request, answer->form);
	if (!entry)
		return;
	pthread_mutex_lock(&cache->lock);
	kept = insert(cache, entry, request);
	pthread_mutex_unlock(&cache->lock);
	if (!kept)
		entry_free(entry);
}

size_t http_cache_size(struct http_cache *cache)
{
	size_t size;

	pthread_mutex_lock(&cache->lock);
	size = cache->size;
	pthread_mutex_unlock(&cache->lock);
	return size;
}

unsigned http_cache_waiting(struct http_cache *cache)
{
	unsigned waiting;

	pthread_mutex_lock(&cache->lock);
	waiting = cache->waiting;
	pthread_mutex_unlock(&cache->lock);
	return waiting;
}
