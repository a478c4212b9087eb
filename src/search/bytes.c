/* Doubling: a large block is moved by the kernel, and what was never written takes no memory. */
#include "search/bytes.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST  ((size_t)4096)
#define VARINT_MOST 10

void bytes_end(struct bytes *bytes)
{
	free(bytes->at);
	*bytes = (struct bytes){ 0 };
}

uint8_t *bytes_grow(struct bytes *bytes, size_t more)
{
	size_t room = bytes->room ? bytes->room : ROOM_FIRST;
	uint8_t *moved;

	if (bytes->failed || more > SIZE_MAX / 4 - bytes->len) {
		bytes->failed = true;
		return NULL;
	}
	while (room - bytes->len < more)
		room *= 2;
	if (room != bytes->room) {
		moved = realloc(bytes->at, room);
		if (!moved) {
			bytes->failed = true;
			return NULL;
		}
		bytes->at = moved;
		bytes->room = room;
	}
	return bytes->at + bytes->len;
}

void bytes_put(struct bytes *bytes, const void *from, size_t len)
{
	uint8_t *at = len ? bytes_room(bytes, len) : NULL;

	if (!at)
		return;
	memcpy(at, from, len);
	bytes->len += len;
}

void bytes_align(struct bytes *bytes, size_t size)
{
	size_t more = (size - bytes->len % size) % size;
	uint8_t *at = more ? bytes_room(bytes, more) : NULL;

	if (!at)
		return;
	memset(at, 0, more);
	bytes->len += more;
}

void bytes_varint(struct bytes *bytes, uint64_t number)
{
	uint8_t *at = bytes_room(bytes, VARINT_MOST);

	if (!at)
		return;
	while (number >= 0x80) {
		*at++ = (uint8_t)(number | 0x80);
		number >>= 7;
		bytes->len++;
	}
	*at = (uint8_t)number;
	bytes->len++;
}
