/* Hashes of keys and words: the same on every machine, and with a seed nobody can foresee. Inside
 * search/ only. */
#ifndef SEARCH_HASH_H
#define SEARCH_HASH_H

#include <endian.h>
#include <string.h>

#include "base/text.h"

/* Multiplied to twice the width and folded (as mum and wyhash do). */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 Wide;
	Wide product = (Wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Fewer than eight bytes as a number; with the length no two are alike. */
static inline uint64_t hash_part(const char *at, size_t len)
{
	uint32_t first = 0, last = 0;

	if (len >= sizeof first) {
		memcpy(&first, at, sizeof first);
		memcpy(&last, at + len - sizeof last, sizeof last);
		first = le32toh(first);
		last = le32toh(last);
	} else if (len) {
		first = (uint8_t)at[0] | (uint32_t)(uint8_t)at[len / 2] << 8;
		last = (uint8_t)at[len - 1];
	}
	return (uint64_t)first << 32 | last;
}

/* Eight bytes at a time. */
static inline uint64_t hash_text(uint64_t seed, Text text)
{
	uint64_t hash = seed ^ (uint64_t)text.len << 8, part;

	for (; text.len >= sizeof part; text.at += sizeof part, text.len -= sizeof part) {
		memcpy(&part, text.at, sizeof part);
		hash = hash_mix(hash ^ le64toh(part), 0x9FB21C651E98DF25u);
	}
	hash = hash_mix(hash ^ hash_part(text.at, text.len), 0xD6E8FEB86659FD93u);
	return hash ^ hash >> 32;
}

#endif
