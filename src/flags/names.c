/* Entries lie sorted into a table by the hash of their first word; the words of an entry are
 * compared by their hashes (64 bits), so nothing of the list but those is kept. */
#include "flags/names.h"

#include "base/utf8.h"

#define GAP_LIMIT \
	200 /* bytes between two words of a name: a page marker may lie there, blanked \
	     */

struct entry {
	uint32_t words, count; /* place of the first in `hashes`; number */
	uint32_t next;         /* index + 1 */
};

struct names {
	ARRAY(struct entry) entries;
	ARRAY(uint64_t) hashes;
	uint32_t *table;
	uint32_t mask;
};

struct word {
	uint64_t hash;
	uint32_t start, end;
	bool parted; /* more than may stand within a name lies before it */
};

static uint64_t hash_step(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 0x100000001B3u;
}

#define HASH_START 0xCBF29CE484222325u

static uint64_t hash_folded(Text word, struct arena *scratch)
{
	uint64_t hash = HASH_START;
	Text folded = utf8_fold(scratch, word);

	for (size_t i = 0; i < folded.len; i++)
		hash = hash_step(hash, folded.at[i]);
	return hash;
}

/* Moves over one code point at *at and says whether it belongs to a word. */
static bool step(Text text, uint32_t *at, uint32_t to)
{
	Text rest = text_slice(text, *at, to - *at);
	int32_t point;

	if ((unsigned char)text.at[*at] < 0x80) {
		char c = text.at[(*at)++];
		return ascii_is_letter(c) || ascii_is_digit(c);
	}
	utf8_take(&rest, &point);
	*at = to - (uint32_t)rest.len;
	return utf8_is_word(point);
}

static bool take_word(
    Text text, uint32_t *at, uint32_t to, struct arena *scratch, struct word *word)
{
	bool plain = true;
	uint32_t before = *at, marks = 0, next;

	*word = (struct word){ .hash = HASH_START };
	for (word->start = next = *at; *at < to && !step(text, &next, to); word->start = *at = next)
		marks += !ascii_is_space(text.at[*at]);
	word->parted = marks > 2 || *at - before > GAP_LIMIT;
	for (next = *at; *at < to && step(text, &next, to); *at = next) {
		plain = plain && (unsigned char)text.at[*at] < 0x80;
		word->hash = hash_step(word->hash, ascii_lower(text.at[*at]));
	}
	word->end = *at;
	if (!plain)
		word->hash = hash_folded(text_slice(text, word->start, *at - word->start), scratch);
	return word->end > word->start;
}

struct names *names_begin(struct arena *arena)
{
	return ARENA_NEW(arena, struct names);
}

bool names_add(struct names *names, Text text, struct arena *arena)
{
	struct entry *entry = array_add(&names->entries, arena);
	uint32_t at = 0;
	struct word word;

	if (!entry)
		return false;
	*entry = (struct entry){ .words = names->hashes.count };
	while (entry->count <= NAME_WORDS_LIMIT &&
	    take_word(text, &at, (uint32_t)text.len, arena, &word)) {
		uint64_t *hash = array_add(&names->hashes, arena);
		if (!hash)
			return false;
		*hash = word.hash;
		entry->count++;
	}
	return entry->count >= 1 && entry->count <= NAME_WORDS_LIMIT;
}

bool names_ready(struct names *names, struct arena *arena)
{
	uint32_t size = 64;

	while (size < names->entries.count * 2)
		size *= 2;
	names->mask = size - 1;
	names->table = arena_take(arena, size * sizeof *names->table);
	for (uint32_t i = 0; names->table && i < names->entries.count; i++) {
		struct entry *entry = &names->entries.items[i];
		uint32_t slot = (uint32_t)names->hashes.items[entry->words] & names->mask;
		entry->next = names->table[slot];
		names->table[slot] = i + 1;
	}
	return names->table != NULL;
}

/* Where the entry ends in the text, 0 when it does not stand behind `first`. */
static uint32_t matches(const struct names *names, const struct entry *entry, Text text,
    struct word first, uint32_t to, struct arena *scratch)
{
	const uint64_t *hashes = names->hashes.items + entry->words;
	uint32_t at = first.end;
	struct word word = first;

	if (hashes[0] != first.hash)
		return 0;
	for (uint32_t i = 1; i < entry->count; i++)
		if (!take_word(text, &at, to, scratch, &word) || word.parted ||
		    word.hash != hashes[i])
			return 0;
	return word.end;
}

bool names_find(const struct names *names, Text text, uint32_t from, uint32_t to,
    struct arena *scratch, name_found *found, void *context)
{
	uint32_t at = from;
	struct word word;

	while (take_word(text, &at, to, scratch, &word)) {
		uint32_t end = 0;

		for (uint32_t i = names->table[word.hash & names->mask]; i;
		     i = names->entries.items[i - 1].next) {
			uint32_t here =
			    matches(names, &names->entries.items[i - 1], text, word, to, scratch);
			end = here > end ? here : end;
		}
		if (end)
			found(context, word.start, end - word.start);
	}
	return !scratch->failed;
}
