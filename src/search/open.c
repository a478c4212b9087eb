/* The index of an edition: every record of it, and the edition to read them again. Apart from
 * index.c, so that an index of records made by hand needs no edition. */
#include "search/index.h"

static enum fault take_published(
    void *context, const struct published *published, struct error *err)
{
	return index_add(context, published, err);
}

static enum fault read_edition(const void *source, Text id, struct arena *arena,
    struct published *published, struct error *err)
{
	return edition_read(source, id, arena, published, err);
}

struct index *index_open(
    const struct edition *edition, const struct catalog *catalog, struct error *err)
{
	struct builder *builder = index_begin(catalog, err);

	if (!builder)
		return NULL;
	if (edition_each(edition, take_published, builder, err) != FAULT_NONE) {
		index_drop(builder);
		return NULL;
	}
	return index_finish(builder, read_edition, edition, err);
}
