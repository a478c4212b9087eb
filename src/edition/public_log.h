/* The public log, log.jsonl: what went out, was changed or taken back, when and why; not by whom.
 * JSON Lines, in blocks: an edition adds one to the log of the edition before and changes nothing
 * in it. Who has an older log can tell that the newer one only grew.
 *
 *   {"sealed":"2011-09-01T12:00:00Z","before":"SHA-256 of the block before, 64 zeros for the
 * first"}
 *   {"id":"08RIGA61","what":"released","version":1,"at":"2011-08-26","reason":""}
 *   {"id":"08RIGA61","what":"withdrawn","version":1,"at":"2011-09-02","reason":"..."}
 *
 * `what`: released (also again after a withdrawal), revised (another copy), redacted (words cut or
 * restored), withdrawn; `version` is the last one by then. */
#ifndef EDITION_PUBLIC_LOG_H
#define EDITION_PUBLIC_LOG_H

#include "base/clock.h"
#include "base/out.h"
#include "base/sha256.h"

/* name, word in the log */
#define NEWS(X) \
	X(RELEASED, "released") \
	X(REVISED, "revised") \
	X(REDACTED, "redacted") \
	X(WITHDRAWN, "withdrawn")

#define NEWS_ENUM(name, word) NEWS_##name,
enum news { NEWS(NEWS_ENUM) NEWS_COUNT };
#undef NEWS_ENUM

struct log_line {
	Text id;
	enum news what;
	uint32_t version;
	Moment at;
	Text reason;
};

/* The head of a block behind `log`, then its lines. */
void public_log_put_head(struct out *out, Text log, Moment sealed);
void public_log_put_line(struct out *out, const struct log_line *line, struct arena *arena);

/* Every line in its order, texts borrowed until the taker returns. FAULT_CORRUPT names the first
 * line that is none, or the first block whose hash does not hold. */
typedef enum fault log_line_taker(void *context, const struct log_line *line, struct error *err);
enum fault public_log_read(Text log, log_line_taker *take, void *context, struct error *err);

#endif
