/* Of what goes out alone: a key is public, so nothing may follow from it about revisions that were
 * held, or words that were cut; nor may a guess at words that a newer version lost be proved by it,
 * so the hash of an earlier text stands in it only where all of that text may be read. The first
 * line changes when the form of what is published or of its index does: then everything is written
 * anew. */
#include "publish/key.h"

#include "base/out.h"
#include "search/segment_layout.h"

#define KEY_LIMIT (64u << 20) /* bytes that a key is made of */

static void put_moment(struct out *out, struct arena *arena, Moment moment)
{
	out_put(out, moment_text(arena, moment));
	out_char(out, '\n');
}

static void put_key(
    struct out *out, struct arena *arena, const struct public_record *record, bool earlier)
{
	out_printf(out, "chancery.edition/3 index/%d %d\n%.*s\n", SEGMENT_VERSION,
	    (int)record->kind, TEXT_ARG(record->content_sha256));
	put_moment(out, arena, record->created);
	put_moment(out, arena, record->released);
	if (record->version_count > 1)
		out_printf(out, "%s\n", earlier ? "earlier words" : "no earlier words");
	for (uint32_t i = 0; i < record->version_count; i++) {
		const struct public_version *version = &record->versions[i];

		out_printf(out, "%u %.*s %zu %.*s ", version->number,
		    TEXT_ARG(earlier ? version->sha256 : TEXT("-")), version->reason.len,
		    TEXT_ARG(version->reason));
		put_moment(out, arena, version->released);
	}
}

bool record_key(const struct plan *plan, const struct public_record *record, Sha256 *key)
{
	struct arena arena;
	struct out out;
	bool made;

	arena_begin(&arena, 0);
	out_begin(&out, KEY_LIMIT);
	put_key(&out, &arena, record, plan->shows_earlier);
	made = out.fault == FAULT_NONE && !arena.failed;
	if (made)
		*key = sha256_of(out_text(&out));
	out_end(&out);
	arena_end(&arena);
	return made;
}
