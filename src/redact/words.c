/* The same words elsewhere. Text is a stream of words and signs, blanks and line ends between them
 * mean nothing; Knuth, Morris and Pratt find one stream in the other in one pass. Page frames are
 * streams of their own. */
#include <stdlib.h>

#include "base/utf8.h"
#include "redact/internal.h"

#define FOLD_ROOM (1u << 20) /* bytes of folded words before they are given back */

/* A word, or a sign that is none. */
struct item {
	uint64_t hash; /* of the folded word */
	Span span;
};

struct stream {
	Text text;
	uint32_t at, end;
	struct arena *folded;
};

/* FNV-1a */
static uint64_t hash_of(Text text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)ascii_lower(text.at[i])) * 0x100000001b3u;
	return hash;
}

static uint64_t folded_hash(struct stream *stream, Text word, bool ascii)
{
	if (ascii)
		return hash_of(word);
	if (stream->folded->used > FOLD_ROOM) {
		arena_end(stream->folded);
		arena_begin(stream->folded, 0);
	}
	return hash_of(utf8_fold(stream->folded, word));
}

/* Spaces, and the backslash that a dump has left at a line's end. */
static bool is_passed(Text rest)
{
	if (ascii_is_space(rest.at[0]))
		return true;
	return rest.at[0] == '\\' && (rest.len == 1 || rest.at[1] == '\n');
}

static bool stream_next(struct stream *stream, struct item *item)
{
	Text rest = text_slice(stream->text, stream->at, stream->end - stream->at);
	bool ascii = true, word = false;
	int32_t point;

	while (rest.len && is_passed(rest))
		rest = text_from(rest, 1);
	if (!rest.len)
		return false;
	Text from = rest, after = rest;
	while (utf8_take(&after, &point) && utf8_is_word(point)) {
		word = true;
		ascii &= point < 0x80;
		rest = after;
	}
	if (!word) {
		utf8_take(&rest, &point);
		ascii = point < 0x80;
	}
	Text whole = text_slice(from, 0, from.len - rest.len);
	item->span = (Span){ (uint32_t)(whole.at - stream->text.at), (uint32_t)whole.len };
	item->hash = folded_hash(stream, whole, ascii);
	stream->at = item->span.start + item->span.length;
	return true;
}

/* --- the pattern --- */

struct pattern {
	ARRAY(uint64_t) hashes;
	uint32_t *fallback; /* longest border of the first i + 1 */
	uint32_t *starts;   /* where the last items of the text begin, as a ring */
	uint32_t matched;
	uint64_t seen;
	SpanList *found;
	struct arena *arena;
};

static void make_fallback(struct pattern *pattern)
{
	const uint64_t *hashes = pattern->hashes.items;

	for (uint32_t i = 1, border = 0; i < pattern->hashes.count; i++) {
		while (border && hashes[i] != hashes[border])
			border = pattern->fallback[border - 1];
		border += hashes[i] == hashes[border];
		pattern->fallback[i] = border;
	}
}

static void take_item(struct pattern *pattern, const struct item *item)
{
	uint32_t count = pattern->hashes.count;

	pattern->starts[pattern->seen++ % count] = item->span.start;
	while (pattern->matched && pattern->hashes.items[pattern->matched] != item->hash)
		pattern->matched = pattern->fallback[pattern->matched - 1];
	pattern->matched += pattern->hashes.items[pattern->matched] == item->hash;
	if (pattern->matched < count)
		return;
	uint32_t start = pattern->starts[pattern->seen % count];
	Span *found = array_add(pattern->found, pattern->arena);
	if (found)
		*found = (Span){ start, item->span.start + item->span.length - start };
	pattern->matched = 0;
}

static void search(struct pattern *pattern, struct stream stream)
{
	struct item item;

	while (stream_next(&stream, &item))
		take_item(pattern, &item);
}

/* --- page frames --- */

static uint32_t frame_count(const struct record *record)
{
	return record->cable    ? record->cable->markers.count
	    : record->narrative ? record->narrative->frames.count
				: 0;
}

static Span frame_of(const struct record *record, uint32_t i)
{
	return record->cable ? record->cable->markers.items[i].furniture
			     : record->narrative->frames.items[i].span;
}

typedef void piece_taker(struct pattern *pattern, struct stream stream);

/* The pieces of text[from, to) between the frames, one after the other. */
static void each_piece(const struct record *record, Span all, struct arena *folded,
    piece_taker *take, struct pattern *pattern)
{
	struct stream stream = { record->transcript.text, all.start, all.start, folded };
	uint32_t end = all.start + all.length;

	for (uint32_t i = 0; i < frame_count(record); i++) {
		Span frame = frame_of(record, i);

		if (frame.start < stream.at || frame.start >= end)
			continue;
		stream.end = frame.start;
		take(pattern, stream);
		stream.at = frame.start + frame.length;
	}
	stream.end = end;
	if (stream.at < end)
		take(pattern, stream);
}

static void search_frames(
    const struct record *record, struct arena *folded, struct pattern *pattern)
{
	for (uint32_t i = 0; i < frame_count(record); i++) {
		Span frame = frame_of(record, i);

		pattern->matched = 0;
		search(pattern,
		    (struct stream){
			record->transcript.text, frame.start, frame.start + frame.length, folded });
	}
}

/* --- all --- */

static void add_words(struct pattern *pattern, struct stream stream)
{
	struct item item;

	while (stream_next(&stream, &item)) {
		uint64_t *hash = array_add(&pattern->hashes, pattern->arena);
		if (hash)
			*hash = item.hash;
	}
}

/* Words that were chosen in the record may run over a page's end. */
static void read_pattern(
    const struct record *record, Text words, struct arena *folded, struct pattern *pattern)
{
	Span own = transcript_span(&record->transcript, words);

	if (own.length)
		each_piece(record, own, folded, add_words, pattern);
	if (!pattern->hashes.count)
		add_words(pattern, (struct stream){ words, 0, (uint32_t)words.len, folded });
}

static int by_start(const void *a, const void *b)
{
	const Span *first = a, *second = b;

	return (first->start > second->start) - (first->start < second->start);
}

static void sort(SpanList *spans)
{
	if (spans->count)
		qsort(spans->items, spans->count, sizeof *spans->items, by_start);
}

/* What was chosen is among what was found, also when it is no whole word. */
static void add_own(const struct record *record, Text words, struct pattern *pattern)
{
	Span own = transcript_span(&record->transcript, text_trim(words)), *added;

	for (uint32_t i = 0; i < pattern->found->count; i++) {
		Span found = pattern->found->items[i];

		if (found.start <= own.start &&
		    found.start + found.length >= own.start + own.length)
			return;
	}
	added = own.length ? array_add(pattern->found, pattern->arena) : NULL;
	if (added)
		*added = own;
}

enum fault redact_find_words(const struct record *record, Text words, struct arena *arena,
    SpanList *spans, struct error *err)
{
	struct pattern pattern = { .found = spans, .arena = arena };
	Span all = { 0, (uint32_t)record->transcript.text.len };
	struct arena folded;

	*spans = (SpanList){ 0 };
	if (words.len > RECORD_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "words of %zu bytes to look for", words.len);
	arena_begin(&folded, 0);
	read_pattern(record, words, &folded, &pattern);
	uint32_t count = pattern.hashes.count;
	pattern.fallback = count ? arena_take(arena, count * sizeof(uint32_t)) : NULL;
	pattern.starts = count ? arena_take(arena, count * sizeof(uint32_t)) : NULL;
	if (pattern.fallback && pattern.starts) {
		make_fallback(&pattern);
		each_piece(record, all, &folded, search, &pattern);
		search_frames(record, &folded, &pattern);
		add_own(record, words, &pattern);
		sort(spans);
		if (record->cable)
			add_spellings(record, words, arena, spans);
		sort(spans);
	}
	bool failed = arena->failed || folded.failed;
	arena_end(&folded);
	if (failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to look for words in a record");
	if (!count)
		return fail(err, FAULT_BAD_INPUT, "no word to look for");
	return FAULT_NONE;
}
