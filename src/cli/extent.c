#include "cli/extent.h"

#include <string.h>
#include <sys/stat.h>

#include "base/files.h"

static uint64_t bytes_of(const char *path, int depth)
{
	struct error unheard = { 0 };
	struct stat status;
	struct arena arena;
	TextList names = { 0 };
	uint64_t bytes = 0;

	if (stat(path, &status) != 0)
		return 0;
	if (!S_ISDIR(status.st_mode) || depth >= FOLDER_DEPTH)
		return S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
	arena_begin(&arena, 0);
	if (folder_list(path, &arena, &names, &unheard) != FAULT_NONE)
		names.count = 0;
	for (uint32_t i = 0; i < names.count; i++) {
		const char *name = text_string(&arena, names.items[i]);
		const char *below = name && name[0] != '.' ? path_join(&arena, path, name) : NULL;

		bytes += below ? bytes_of(below, depth + 1) : 0;
	}
	arena_end(&arena);
	return bytes;
}

uint64_t extent_of(const struct call *call)
{
	uint64_t bytes = 0;

	for (int i = 1; i < call->operand_count; i++) {
		if (strcmp(call->operands[i], "-") == 0)
			return 0;
		bytes += bytes_of(call->operands[i], 0);
	}
	return bytes;
}
