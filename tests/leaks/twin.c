/* Two folders, to the byte. */
#include "leaks.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

static void add_leaf(struct tree *tree, struct arena *arena, Text path, Sha256 hash)
{
	struct leaf *leaf = array_add(&tree->leaves, arena);

	*leaf = (struct leaf){ path, hash };
}

static void walk(const char *top, Text below, struct arena *arena, struct tree *tree)
{
	const char *folder = path_join(arena, top, text_string(arena, below));
	struct error err = { 0 };
	TextList names = { 0 };

	folder_list(folder, arena, &names, &err);
	for (uint32_t i = 0; i < names.count; i++) {
		Text path =
		    text_format(arena, "%.*s/%.*s", TEXT_ARG(below), TEXT_ARG(names.items[i]));
		const char *full = path_join(arena, top, text_string(arena, path));
		struct stat about;
		char target[256];
		ssize_t len = readlink(full, target, sizeof target);
		uint64_t size;
		Sha256 hash = { { 0 } };

		if (len > 0)
			hash = sha256_of((Text){ target, (size_t)len });
		else if (lstat(full, &about) == 0 && S_ISDIR(about.st_mode))
			walk(top, path, arena, tree);
		else
			file_hash(full, &hash, &size, &err);
		add_leaf(tree, arena, path, hash);
	}
}

void tree_of(const char *folder, struct arena *arena, struct tree *tree)
{
	*tree = (struct tree){ 0 };
	walk(folder, TEXT("."), arena, tree);
}

/* Both are in order. */
void tree_compare(const struct tree *first, const struct tree *second, struct findings *findings)
{
	uint32_t a = 0, b = 0;

	while (a < first->leaves.count || b < second->leaves.count) {
		const struct leaf *x = a < first->leaves.count ? &first->leaves.items[a] : NULL;
		const struct leaf *y = b < second->leaves.count ? &second->leaves.items[b] : NULL;
		int order = !x ? 1 : !y ? -1 : text_compare(x->path, y->path);

		if (order)
			finding(findings, "only one of two worlds that differ in secrets has %.*s",
			    TEXT_ARG(order < 0 ? x->path : y->path));
		else if (!sha256_equal(x->hash, y->hash))
			finding(findings, "two worlds that differ in secrets differ in %.*s",
			    TEXT_ARG(x->path));
		a += order <= 0;
		b += order >= 0;
	}
}
