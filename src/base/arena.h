/* Arena: memory that dies together, one per record, request or command, with a limit. A function
 * that returns new memory takes an arena; its presence in the signature is the ownership rule. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/text.h"

struct arena_block;
struct arena {
	struct arena_block *blocks;
	size_t used, limit;
	bool failed; /* latched: some take was refused since arena_begin */
};

/* `limit` is the most bytes this arena may hand out; 0 means no limit. Cannot fail. */
void arena_begin(struct arena *arena, size_t limit);
/* Zeroed, aligned for any type, owned by the arena. NULL when out of memory or over the limit;
 * that also sets `failed`, so a reader may skip what it cannot keep and check once at the end. */
void *arena_take(struct arena *arena, size_t size);
/* Gives all memory back; the arena may be begun again. A zeroed arena is allowed. */
void arena_end(struct arena *arena);

/* For a program that is asked again and again, once at its start: memory that arenas give back
 * stays with the process, some megabytes of it, so that the next arena need not have it mapped
 * anew. */
void arena_keep_memory(void);

#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))

/* A growing array whose items live in an arena. `*items` may move when it grows.
 *
 *   ARRAY(struct note) notes = {0};
 *   struct note *note = array_add(&notes, arena);     NULL when the arena refused
 */
#define ARRAY(type) \
	struct { \
		type *items; \
		uint32_t count, room; \
	}
#define array_add(array, arena) \
	array_grow((arena), (void **)&(array)->items, &(array)->count, &(array)->room, \
	    sizeof *(array)->items)
void *array_grow(struct arena *arena, void **items, uint32_t *count, uint32_t *room, size_t size);

typedef ARRAY(Text) TextList;

/* Copies. On refusal an empty slice (and a NULL string) comes back. */
Text text_copy(struct arena *arena, Text text);
const char *text_string(struct arena *arena, Text text); /* with a NUL behind it */
Text text_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
Text text_upper(struct arena *arena, Text text);
/* "Côte d'Ivoire" -> "cote-d-ivoire": folded, every run of other signs one '-'. */
Text text_slug(struct arena *arena, Text text);

#endif
