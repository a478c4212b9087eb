/* Verification of the extras: of each its bytes, and of those that edition reads itself whether
 * they can be read. */
#include "base/files.h"
#include "edition/public_log.h"
#include "edition/verify_internal.h"

static void check_site(struct check *check, const char *path)
{
	struct error why = { 0 };
	struct arena arena;
	struct site site;
	Text bytes;

	arena_begin(&arena, 0);
	if (file_read(path, extra_limit(EXTRA_SITE), &arena, &bytes, &why) != FAULT_NONE ||
	    site_read(bytes, &arena, &site, &why) != FAULT_NONE)
		verify_find_error(check, extra_name(EXTRA_SITE), &why);
	arena_end(&arena);
}

static void check_log(struct check *check, const char *path)
{
	struct error why = { 0 };
	struct arena arena;
	Text bytes;

	arena_begin(&arena, 0);
	if (file_read(path, extra_limit(EXTRA_LOG), &arena, &bytes, &why) != FAULT_NONE ||
	    public_log_read(bytes, NULL, NULL, &why) != FAULT_NONE)
		verify_find_error(check, extra_name(EXTRA_LOG), &why);
	arena_end(&arena);
}

enum fault verify_extras(struct check *check, struct error *err)
{
	const char *path;

	for (int i = 0; i < EXTRAS; i++) {
		const struct manifest_file *file = &check->manifest.extras[i];

		if (!file->name.len)
			continue;
		if (verify_bytes(check, file, &path, err) != FAULT_NONE)
			return err->fault;
		if (path && i == EXTRA_SITE)
			check_site(check, path);
		if (path && i == EXTRA_LOG)
			check_log(check, path);
	}
	return FAULT_NONE;
}
