/* The extras of a draft. */
#include <assert.h>

#include "base/files.h"
#include "edition/draft_internal.h"
#include "edition/internal.h"

enum fault draft_before_extra(const struct draft *draft, enum edition_extra extra,
    struct arena *arena, Text *bytes, struct error *err)
{
	if (draft->before)
		return edition_extra(draft->before, extra, arena, bytes, err);
	*bytes = (Text){ 0 };
	return FAULT_NONE;
}

static Text hash_before(const struct draft *draft, enum edition_extra extra)
{
	return draft->before ? draft->before->manifest.extras[extra].sha256 : (Text){ 0 };
}

bool draft_extra_changes(const struct draft *draft, enum edition_extra extra, Text bytes)
{
	char hex[SHA256_HEX_ROOM];
	Text now = bytes.len ? sha256_hex(sha256_of(bytes), hex) : (Text){ 0 };

	return !text_equal(now, hash_before(draft, extra));
}

enum fault draft_put_extra(
    struct draft *draft, enum edition_extra extra, Text bytes, struct error *err)
{
	struct manifest_file *file = &draft->manifest.extras[extra];
	char hex[SHA256_HEX_ROOM];

	assert(!file->name.len);
	if (!bytes.len)
		return FAULT_NONE;
	if (bytes.len > extra_limit(extra))
		return fail(err, FAULT_TOO_LARGE, "%.*s would have %zu bytes, the most is %llu",
		    TEXT_ARG(extra_name(extra)), bytes.len, (unsigned long long)extra_limit(extra));
	if (!draft_extra_changes(draft, extra, bytes)) {
		if (draft_link(draft, &draft->before->manifest.extras[extra], err) != FAULT_NONE)
			return err->fault;
		*file = draft->before->manifest.extras[extra];
		return FAULT_NONE;
	}
	if (file_write(draft->folder, extra_name(extra).at, bytes, err) != FAULT_NONE)
		return err->fault;
	file->size = bytes.len;
	file->sha256 = text_copy(&draft->arena, sha256_hex(sha256_of(bytes), hex));
	file->name = extra_name(extra);
	return file->sha256.len ? FAULT_NONE : draft_no_memory(draft, err);
}
