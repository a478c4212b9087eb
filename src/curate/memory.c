#include "curate/memory.h"

#include <stdlib.h>
#include <string.h>

uint64_t memory_keep(struct memory *memory, Text text)
{
	size_t place = (memory->last + 1) % MEMORY_ENTRIES;
	char *copy = malloc(text.len + 1);

	if (!copy)
		return 0;
	if (text.len)
		memcpy(copy, text.at, text.len);
	free(memory->texts[place]);
	memory->texts[place] = copy;
	memory->lengths[place] = text.len;
	return ++memory->last;
}

Text memory_recall(const struct memory *memory, uint64_t number)
{
	size_t place = number % MEMORY_ENTRIES;

	if (!number || number > memory->last || memory->last - number >= MEMORY_ENTRIES)
		return (Text){ 0 };
	return (Text){ memory->texts[place], memory->lengths[place] };
}

void memory_end(struct memory *memory)
{
	for (size_t i = 0; i < MEMORY_ENTRIES; i++)
		free(memory->texts[i]);
	*memory = (struct memory){ 0 };
}
