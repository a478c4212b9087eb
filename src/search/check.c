/* Files are checked one by one and all of them; then row n + 1 of a record file must be document n
 * of its index, so that sound indexes cannot be exchanged unseen. Behind the first that is not,
 * hardly one would be: it is the one that is told. */
#include "search/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "search/segment.h"

struct check {
	const struct edition_index_file *files;
	uint32_t count;
	struct segment *segments; /* those that did not open are zeroed */
	uint32_t file, document;  /* that come next, with the records */
	finding_taker *take;
	void *context;
	uint64_t findings;
};

static Text file_name(const struct edition_index_file *file)
{
	const char *slash = strrchr(file->name, '/');

	return text_of(slash ? slash + 1 : file->name);
}

static void find(struct check *check, Text file, Text finding)
{
	check->findings++;
	if (check->take)
		check->take(check->context, file, finding);
}

static enum fault fail_findings(const struct check *check, struct error *err)
{
	return fail(err, FAULT_CORRUPT, "the index does not hold: %llu finding%s",
	    (unsigned long long)check->findings, check->findings == 1 ? "" : "s");
}

static void check_file(struct check *check, uint32_t number)
{
	const struct edition_index_file *file = &check->files[number];
	struct segment *segment = &check->segments[number];
	struct error why = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	if (segment_open(segment, file->fd, file->size, file->name, &why) != FAULT_NONE ||
	    segment_check(segment, file->name, &why) != FAULT_NONE)
		find(check, file_name(file), text_of(why.text));
	else if (segment->documents != file->records)
		find(check, file_name(file),
		    text_format(&arena, "it has %u documents, its records are %llu",
			segment->documents, (unsigned long long)file->records));
	arena_end(&arena);
}

/* --- documents and records --- */

static bool is_document(
    const struct segment *segment, uint32_t document, const struct published *published)
{
	const struct record *record = published->record;
	Moment created = segment_created(segment, document);
	Moment released = segment_released(segment, document);

	return text_equal(segment_id(segment, document), record->id) &&
	    text_equal(segment_title(segment, document), record->title) &&
	    created.precision == record->created.precision &&
	    (!created.precision || created.seconds == record->created.seconds) &&
	    released.precision == published->released.precision &&
	    released.seconds == published->released.seconds;
}

static enum fault check_record(void *context, const struct published *published, struct error *err)
{
	struct check *check = context;
	Text id = published->record->id;
	struct arena arena;

	if (check->document < check->files[check->file].records &&
	    is_document(&check->segments[check->file], check->document++, published))
		return interrupt_check(err);
	arena_begin(&arena, 0);
	find(check, file_name(&check->files[check->file]),
	    text_format(&arena, "record '%.*s' is not in its place in it", TEXT_ARG(id)));
	arena_end(&arena);
	return fail_findings(check, err);
}

static enum fault check_records(
    struct check *check, const struct edition *edition, struct error *err)
{
	enum fault fault = FAULT_NONE;

	for (check->file = 0; check->file < check->count && fault == FAULT_NONE; check->file++) {
		check->document = 0;
		fault = edition_each_of(edition, check->file, check_record, check, err);
	}
	return fault;
}

static enum fault check_all(struct check *check, const struct edition *edition, struct error *err)
{
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < check->count && fault == FAULT_NONE; i++) {
		check_file(check, i);
		fault = interrupt_check(err);
	}
	/* What is damaged would be told again record by record. */
	if (fault == FAULT_NONE && check->findings == 0)
		fault = check_records(check, edition, err);
	return fault == FAULT_NONE && check->findings ? fail_findings(check, err) : fault;
}

enum fault index_check(
    const struct edition *edition, finding_taker *take, void *context, struct error *err)
{
	struct check check = { .take = take, .context = context };
	enum fault fault;

	check.files = edition_index_files(edition, &check.count);
	check.segments = calloc(check.count + 1, sizeof *check.segments);
	fault = check.segments ? check_all(&check, edition, err)
			       : fail(err, FAULT_NO_MEMORY, "no memory left to verify an index");
	for (uint32_t i = 0; check.segments && i < check.count; i++)
		segment_close(&check.segments[i]);
	free(check.segments);
	return fault;
}
