/* The arena is a chain of blocks, newest first; only the newest is handed out from. Blocks come
 * zeroed from calloc and are never reused, so nothing is cleared twice. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/utf8.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifdef SANITIZED
/* Every take is a block of its exact size: a byte beyond it is seen. */
#define BLOCK_FIRST 0
#define BLOCK_MOST  0
#else
#define BLOCK_FIRST ((size_t)4 << 10)
#define BLOCK_MOST  ((size_t)256 << 10)
#endif

#define ALIGNMENT _Alignof(max_align_t)
#define KEPT      (16 << 20)

struct arena_block {
	struct arena_block *next;
	size_t used, room;
	_Alignas(max_align_t) char bytes[];
};

void arena_begin(struct arena *arena, size_t limit)
{
	*arena = (struct arena){ .limit = limit };
}

static void *refuse(struct arena *arena)
{
	arena->failed = true;
	return NULL;
}

static size_t next_room(const struct arena *arena, size_t size)
{
	size_t room = arena->blocks ? arena->blocks->room * 2 : BLOCK_FIRST;

	if (room > BLOCK_MOST)
		room = BLOCK_MOST;
	return room > size ? room : size;
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	size_t room = next_room(arena, size);
	struct arena_block *block = calloc(1, sizeof *block + room);

	if (!block)
		return NULL;
	block->room = room;
	block->next = arena->blocks;
	return arena->blocks = block;
}

void *arena_take(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t most = arena->limit ? arena->limit : SIZE_MAX / 2, padded;
	void *taken;

	if (size > most || arena->used > most - size)
		return refuse(arena);
	padded = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
#ifdef SANITIZED
	block = add_block(arena, size);
#else
	if (!block || block->room - block->used < padded)
		block = add_block(arena, padded);
#endif
	if (!block)
		return refuse(arena);
	taken = block->bytes + block->used;
	block->used += padded;
	arena->used += padded;
	return taken;
}

void arena_end(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	*arena = (struct arena){ 0 };
}

void arena_keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, KEPT);
	mallopt(M_MMAP_THRESHOLD, KEPT / 2);
#endif
}

static bool make_room(
    struct arena *arena, void **items, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t more = *room ? *room * 2 : 8;
	void *moved;

	if (*room > UINT32_MAX / 2 || more > SIZE_MAX / size)
		return refuse(arena) != NULL;
	moved = arena_take(arena, more * size);
	if (!moved)
		return false;
	if (count)
		memcpy(moved, *items, count * size);
	*items = moved;
	*room = more;
	return true;
}

void *array_grow(struct arena *arena, void **items, uint32_t *count, uint32_t *room, size_t size)
{
	if (*count == *room && !make_room(arena, items, *count, room, size))
		return NULL;
	/* The place may have held an item that its owner took back. */
	return memset((char *)*items + (size_t)(*count)++ * size, 0, size);
}

Text text_copy(struct arena *arena, Text text)
{
	char *copy = text.len ? arena_take(arena, text.len) : NULL;

	if (!copy)
		return (Text){ text.at && !text.len ? "" : NULL, 0 };
	memcpy(copy, text.at, text.len);
	return (Text){ copy, text.len };
}

const char *text_string(struct arena *arena, Text text)
{
	char *copy = text.len < SIZE_MAX ? arena_take(arena, text.len + 1) : NULL;

	if (copy && text.len)
		memcpy(copy, text.at, text.len);
	return copy;
}

Text text_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	char first[256], *bytes;
	int len;

	va_start(args, format);
	len = vsnprintf(first, sizeof first, format, args);
	va_end(args);
	bytes = len < 0 ? refuse(arena) : arena_take(arena, (size_t)len + 1);
	if (!bytes)
		return (Text){ NULL, 0 };
	if ((size_t)len < sizeof first) {
		memcpy(bytes, first, (size_t)len);
		return (Text){ bytes, (size_t)len };
	}
	va_start(args, format);
	vsnprintf(bytes, (size_t)len + 1, format, args);
	va_end(args);
	return (Text){ bytes, (size_t)len };
}

Text text_upper(struct arena *arena, Text text)
{
	char *upper = text.len ? arena_take(arena, text.len) : NULL;

	if (!upper)
		return (Text){ NULL, 0 };
	for (size_t i = 0; i < text.len; i++)
		upper[i] = ascii_upper(text.at[i]);
	return (Text){ upper, text.len };
}

Text text_slug(struct arena *arena, Text text)
{
	Text rest = utf8_fold(arena, text);
	char *slug = rest.len ? arena_take(arena, rest.len) : NULL;
	size_t len = 0;
	bool gap = false;

	while (slug && rest.len) {
		Text sign = rest;
		int32_t point;

		utf8_take(&rest, &point);
		sign.len -= rest.len;
		if (!utf8_is_word(point)) {
			gap = true;
			continue;
		}
		if (gap && len)
			slug[len++] = '-';
		gap = false;
		memcpy(slug + len, sign.at, sign.len);
		len += sign.len;
	}
	return (Text){ slug, len };
}
