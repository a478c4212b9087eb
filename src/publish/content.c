#include "publish/content.h"

enum fault content_read(struct vault *vault, const struct plan_record *record, struct arena *arena,
    struct content *content, struct error *err)
{
	return vault_content(vault, record->id, record->revision, arena, &content->structure,
	    &content->text, &content->source, err);
}
