/* Foreseeing: what a publish would add to what readers see. The words are those of a segment that
 * the search's own writer makes of the new records, so that they are to the letter what the next
 * edition's index would hold. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "base/interrupt.h"
#include "record/codec.h"
#include "review/internal.h"
#include "search/index.h"
#include "search/segment_writer.h"
#include "search/words.h"
#include "vault/public.h"

#define FORESEEN_FILE "foreseen.seg"
#define TEXT_MOST     ((uint64_t)256 << 20) /* bytes of text in one segment */

struct foreseeing {
	struct review *review;
	struct edition *edition; /* NULL: there is none */
	struct index *index;
	struct segment_writer *writer;
	const char *path;
	uint32_t count; /* in the segment that is being filled */
	uint64_t bytes;
	struct arena *arena;
	struct foresight *foresight;
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to foresee an edition");
}

static enum fault add_text(
    struct foreseeing *foreseeing, TextList *list, Text text, struct error *err)
{
	Text *item = array_add(list, foreseeing->arena);

	if (item)
		*item = text_copy(foreseeing->arena, text);
	return foreseeing->arena->failed ? no_memory(err) : FAULT_NONE;
}

/* --- words and values --- */

struct words {
	struct foreseeing *foreseeing;
	struct error *err;
};

static bool take_word(void *context, Text key, const struct list *list)
{
	struct words *words = context;
	const struct index *index = words->foreseeing->index;
	struct list known;

	(void)list;
	if (text_equal(key, WORD_REDACTED))
		return true;
	for (uint32_t i = 0; index && i < index->segment_count; i++)
		if (segment_find(&index->segments[i], SPACE_WORD, key, &known))
			return true;
	return add_text(words->foreseeing, &words->foreseeing->foresight->words, key, words->err) ==
	    FAULT_NONE;
}

static enum fault take_values(
    struct foreseeing *foreseeing, const struct segment *segment, struct error *err)
{
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		for (uint32_t i = 0; i < segment->columns[facet].value_count; i++) {
			const struct facet_column *column = &segment->columns[facet];
			bool known = foreseeing->index &&
			    search_label(foreseeing->index, facet, column->values[i]).len;

			if (!known &&
			    add_text(foreseeing, &foreseeing->foresight->values[facet],
				column->labels[i], err) != FAULT_NONE)
				return err->fault;
		}
	return FAULT_NONE;
}

static enum fault take_segment(struct foreseeing *foreseeing, int fd, struct error *err)
{
	struct words words = { foreseeing, err };
	struct segment segment = { 0 };
	off_t size = lseek(fd, 0, SEEK_END);
	enum fault fault =
	    segment_open(&segment, fd, size > 0 ? (uint64_t)size : 0, foreseeing->path, err);

	if (fault == FAULT_NONE)
		segment_walk(&segment, SPACE_WORD, TEXT(""), take_word, &words);
	if (fault == FAULT_NONE && err->fault == FAULT_NONE)
		take_values(foreseeing, &segment, err);
	segment_close(&segment);
	return err->fault;
}

/* The file has no name as soon as it is open. */
static enum fault end_segment(struct foreseeing *foreseeing, struct error *err)
{
	enum fault fault;
	int fd;

	if (!foreseeing->count)
		return FAULT_NONE;
	unlink(foreseeing->path); /* of one that was killed */
	fault = segment_writer_seal(foreseeing->writer, foreseeing->path, err);
	fd = fault == FAULT_NONE ? open(foreseeing->path, O_RDONLY | O_CLOEXEC) : -1;
	unlink(foreseeing->path);
	if (fault == FAULT_NONE && fd < 0)
		fault = fail(err, FAULT_IO, "cannot open '%s'", foreseeing->path);
	if (fault == FAULT_NONE)
		fault = take_segment(foreseeing, fd, err);
	if (fd >= 0)
		close(fd);
	foreseeing->count = 0;
	foreseeing->bytes = 0;
	return fault;
}

/* --- records --- */

/* What goes out of a record changes by a version or the date of one, by nothing else. */
static bool same_versions(const struct public_record *record, const struct published *before)
{
	if (record->version_count != before->versions.count)
		return false;
	for (uint32_t i = 0; i < record->version_count; i++) {
		const struct public_version *a = &record->versions[i];
		const struct version *b = &before->versions.items[i];

		if (a->number != b->number || a->released.seconds != b->released.seconds ||
		    !text_equal(a->reason, b->reason))
			return false;
	}
	return true;
}

static enum fault add_published(struct foreseeing *foreseeing, const struct public_record *about,
    const struct record *record, struct arena *arena, struct error *err)
{
	struct published published = { .record = record, .released = about->released };
	PassageList passages = { 0 };

	for (uint32_t i = 0; i < about->version_count; i++) {
		struct version *version = array_add(&published.versions, arena);

		if (version)
			*version = (struct version){ .number = about->versions[i].number,
				.released = about->versions[i].released };
	}
	if (!passages_of(record, arena, &passages) || arena->failed)
		return no_memory(err);
	foreseeing->bytes += record->transcript.text.len;
	return segment_writer_add(
	    foreseeing->writer, 0, foreseeing->count++, &published, &passages, err);
}

static enum fault add_record(
    struct foreseeing *foreseeing, const struct public_record *about, struct error *err)
{
	struct review *review = foreseeing->review;
	struct packed_content packed;
	Text structure, text, source;
	struct record *record = NULL;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault =
	    vault_public_content(review->vault, about->id, about->revision, &arena, &packed, err);
	if (fault == FAULT_NONE)
		fault = content_unpack(
		    &packed, review->packer, &arena, &structure, &text, &source, err);
	if (fault == FAULT_NONE)
		record = record_from_json(structure, text, &arena, err);
	fault = record ? add_published(foreseeing, about, record, &arena, err) : err->fault;
	arena_end(&arena);
	if (fault == FAULT_NONE &&
	    (foreseeing->count == SEGMENT_DOCUMENTS || foreseeing->bytes > TEXT_MOST))
		fault = end_segment(foreseeing, err);
	return fault;
}

static enum fault take_record(void *context, const struct public_record *record, struct error *err)
{
	struct foreseeing *foreseeing = context;
	struct foresight *foresight = foreseeing->foresight;
	struct published before;
	struct arena arena;
	bool known, same = false;
	enum fault fault = FAULT_NONE;

	foresight->records++;
	known = foreseeing->edition && edition_holds(foreseeing->edition, record->id);
	arena_begin(&arena, 0);
	if (known)
		fault = edition_read(foreseeing->edition, record->id, &arena, &before, err);
	if (known && fault == FAULT_NONE)
		same = same_versions(record, &before);
	arena_end(&arena);
	if (fault == FAULT_NONE && !same)
		fault = add_text(
		    foreseeing, known ? &foresight->changed : &foresight->added, record->id, err);
	if (fault == FAULT_NONE && !same)
		fault = add_record(foreseeing, record, err);
	return fault == FAULT_NONE ? interrupt_check(err) : fault;
}

static enum fault take_withdrawal(
    void *context, const struct withdrawal *withdrawal, struct error *err)
{
	struct foreseeing *foreseeing = context;

	return foreseeing->edition && edition_holds(foreseeing->edition, withdrawal->id)
	    ? add_text(foreseeing, &foreseeing->foresight->gone, withdrawal->id, err)
	    : FAULT_NONE;
}

/* --- the whole --- */

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static void sort(TextList *list)
{
	uint32_t count = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_text);
	for (uint32_t i = 0; i < list->count; i++)
		if (!count || !text_equal(list->items[count - 1], list->items[i]))
			list->items[count++] = list->items[i];
	list->count = count;
}

static enum fault open_before(
    struct foreseeing *foreseeing, const char *public_folder, struct error *err)
{
	struct error why = { 0 };

	foreseeing->edition = edition_open(public_folder, &why);
	if (!foreseeing->edition)
		return why.fault == FAULT_NOT_FOUND ? FAULT_NONE
						    : fail(err, why.fault, "%s", why.text);
	foreseeing->index = index_open(foreseeing->edition, foreseeing->review->catalog, err);
	return foreseeing->index ? FAULT_NONE : err->fault;
}

enum fault review_foresee(struct review *review, const char *public_folder, Moment now,
    struct arena *arena, struct foresight *foresight, struct error *err)
{
	struct foresight found = { 0 };
	struct foreseeing foreseeing = {
		.review = review,
		.path = path_join(arena, review->archive, FORESEEN_FILE),
		.arena = arena,
		.foresight = &found,
	};
	enum fault fault =
	    foreseeing.path ? open_before(&foreseeing, public_folder, err) : no_memory(err);

	if (fault == FAULT_NONE)
		foreseeing.writer = segment_writer_begin(review->catalog, 1, err);
	fault = foreseeing.writer
	    ? vault_each_public(review->vault, now, take_record, &foreseeing, err)
	    : err->fault;
	if (fault == FAULT_NONE)
		fault = end_segment(&foreseeing, err);
	if (fault == FAULT_NONE)
		fault = vault_each_withdrawn(review->vault, now, take_withdrawal, &foreseeing, err);
	segment_writer_drop(foreseeing.writer);
	index_close(foreseeing.index);
	edition_close(foreseeing.edition);
	if (fault != FAULT_NONE)
		return fault;
	sort(&found.added);
	sort(&found.changed);
	sort(&found.words);
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		sort(&found.values[facet]);
	*foresight = found;
	return FAULT_NONE;
}
