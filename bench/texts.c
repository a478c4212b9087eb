#include "bench/texts.h"

#include <string.h>

#define PIECE_MOST ((size_t)4 << 20) /* bytes of a cable */

void texts_add(struct texts *texts, Text head, Text rest)
{
	char *bytes = arena_take(&texts->arena, head.len + rest.len + 1);
	Text *text = array_add(&texts->items, &texts->arena);

	if (!bytes || !text)
		return;
	if (head.len)
		memcpy(bytes, head.at, head.len);
	memcpy(bytes + head.len, rest.at, rest.len);
	*text = (Text){ bytes, head.len + rest.len };
	texts->bytes += text->len;
}

enum fault texts_invent(struct texts *texts, uint64_t cables, uint64_t seed, struct error *err)
{
	struct collection collection;
	struct out header, message, scratch;
	struct facts facts;

	out_begin(&header, PIECE_MOST);
	out_begin(&message, PIECE_MOST);
	out_begin(&scratch, PIECE_MOST);
	if (collection_open(&collection, cables, seed, err) == FAULT_NONE)
		while (collection_next(&collection, &facts)) {
			cable_write(&collection, &facts, &header, &message, &scratch);
			texts_add(texts, out_text(&header), out_text(&message));
		}
	collection_close(&collection);
	out_end(&header);
	out_end(&message);
	out_end(&scratch);
	return err->fault;
}
