/* Content: the words of a record, out of the vault. */
#ifndef PUBLISH_CONTENT_H
#define PUBLISH_CONTENT_H

#include "publish/plan.h"

struct content {
	Text structure, text, source;
};

/* In the arena; hashes checked. The only place where publish reads them. */
enum fault content_read(struct vault *vault, const struct plan_record *record, struct arena *arena,
    struct content *content, struct error *err);

#endif
