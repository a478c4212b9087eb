/* Records of nearly the same wording: each hash of the sketch names documents, and who is named
 * often enough is similar. In one segment the lists of all hashes are gone through side by side, so
 * that nothing is kept of the many documents that share a single common turn of phrase. */
#include "search/similar.h"

#include "search/index.h"
#include "search/sketch.h"

struct run {
	const uint16_t *at, *end;
};

struct asking {
	const struct index *index;
	const struct sketch *sketch;
	struct place self;
	uint32_t limit, count;
	struct found {
		struct place place;
		unsigned share;
	} best[SIMILAR_LIMIT];
};

static bool goes_first(const struct index *index, const struct found *a, const struct found *b)
{
	if (a->share != b->share)
		return a->share > b->share;
	return place_compare(index, a->place, b->place) < 0;
}

static void keep(struct asking *asking, struct found found)
{
	uint32_t at = asking->count;

	while (at && goes_first(asking->index, &found, &asking->best[at - 1]))
		at--;
	if (at == asking->limit)
		return;
	asking->count += asking->count < asking->limit;
	for (uint32_t i = asking->count - 1; i > at; i--)
		asking->best[i] = asking->best[i - 1];
	asking->best[at] = found;
}

/* The next document that any run names, and by how many; false at the end of all. */
static bool next_document(struct run runs[SKETCH_MOST], uint32_t *document, uint32_t *named)
{
	*document = UINT32_MAX;
	*named = 0;
	for (uint32_t i = 0; i < SKETCH_MOST; i++)
		if (runs[i].at < runs[i].end && *runs[i].at < *document)
			*document = *runs[i].at;
	for (uint32_t i = 0; i < SKETCH_MOST; i++)
		if (runs[i].at < runs[i].end && *runs[i].at == *document) {
			runs[i].at++;
			++*named;
		}
	return *named > 0;
}

static void look_into(struct asking *asking, uint32_t number)
{
	const struct segment *segment = &asking->index->segments[number];
	struct run runs[SKETCH_MOST] = { 0 };
	uint32_t document, named;

	for (uint32_t i = 0; i < asking->sketch->count; i++) {
		uint32_t count;

		runs[i].at = segment_sketched(segment, asking->sketch->hashes[i], &count);
		runs[i].end = runs[i].at + count;
	}
	while (next_document(runs, &document, &named)) {
		struct place place = { number, document };
		unsigned share =
		    shingle_share(asking->sketch->count, segment->sketch_sizes[document], named);

		if (share >= SIMILAR_LEAST &&
		    (number != asking->self.segment || document != asking->self.document))
			keep(asking, (struct found){ place, share });
	}
}

static bool give(const struct asking *asking, struct arena *arena, SimilarList *list)
{
	for (uint32_t i = 0; i < asking->count; i++) {
		struct place place = asking->best[i].place;
		const struct segment *segment = &asking->index->segments[place.segment];
		struct similar *similar = array_add(list, arena);

		if (!similar)
			return false;
		*similar = (struct similar){ .id = segment_id(segment, place.document),
			.title = segment_title(segment, place.document),
			.created = segment_created(segment, place.document),
			.share = asking->best[i].share };
	}
	return true;
}

bool search_similar(const struct index *index, const PassageList *passages, uint32_t limit,
    struct arena *arena, SimilarList *list)
{
	struct asking asking = { .index = index,
		.self = NO_PLACE,
		.limit = limit < SIMILAR_LIMIT ? limit : SIMILAR_LIMIT };
	struct sketch sketch;

	if (!sketch_of(passages, &sketch))
		return false;
	asking.sketch = &sketch;
	if (passages->count)
		asking.self = index_find(index, passages->items[passages->count - 1].text);
	for (uint32_t s = 0; asking.limit && s < index->segment_count; s++)
		look_into(&asking, s);
	return give(&asking, arena, list);
}
