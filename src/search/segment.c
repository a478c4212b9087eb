/* Opening a segment, and what it holds of single documents. Opening reads the header, the heads of
 * the dictionary, the order by id and the columns, which are small and read by number afterwards;
 * all else is checked where it is read, so that opening touches few pages. */
#include "search/segment_parts.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define SECTION_ALIGNMENT 64
/* For what is taken from the columns: slices of the file, and lists. */
#define SEGMENT_MEMORY ((size_t)256 << 20)

_Static_assert(sizeof(struct segment_header) == 40 + SEGMENT_SECTIONS * 16, "no padding");
_Static_assert(sizeof(struct skip) == 16, "no padding");

/* name of the section, bytes for each document, bytes beside them */
#define ARRAYS(X) \
	X(LENGTHS, 1, 0) \
	X(SUBJECTS, 2, 0) \
	X(PASSAGES, 4, 4) \
	X(CREATED, 8, 0) \
	X(RELEASED, 8, 0) \
	X(PRECISIONS, 1, 0) \
	X(BY_ID, 4, 0) \
	X(TEXTS, 4, 4)

enum fault segment_damaged(const char *name, const char *what, struct error *err)
{
	return fail(err, FAULT_CORRUPT, "index '%s' is damaged: %s", name, what);
}

static enum fault check_header(const struct segment *segment, const char *name, struct error *err)
{
	const struct segment_header *header = &segment->header;

	if (memcmp(header->magic, SEGMENT_MAGIC, sizeof header->magic) != 0)
		return fail(err, FAULT_CORRUPT, "'%s' is no index", name);
	if (header->version > SEGMENT_VERSION)
		return fail(err, FAULT_TOO_NEW,
		    "index '%s' is of version %u, this program reads version %d", name,
		    (unsigned)header->version, SEGMENT_VERSION);
	if (header->version && header->version < SEGMENT_VERSION)
		return fail(err, FAULT_BAD_INPUT,
		    "index '%s' is of version %u of an older Chancery: publish again", name,
		    (unsigned)header->version);
	if (header->version != SEGMENT_VERSION || header->size != segment->size)
		return segment_damaged(name, "its header", err);
	if (header->documents > SEGMENT_DOCUMENTS)
		return segment_damaged(name, "more documents than an index may have", err);
	for (unsigned i = 0; i < SEGMENT_SECTIONS; i++) {
		uint64_t offset = header->sections[i].offset, size = header->sections[i].size;

		if (offset % SECTION_ALIGNMENT || offset < sizeof *header ||
		    offset > segment->size || size > segment->size - offset)
			return segment_damaged(name, "a section is not within it", err);
	}
	return FAULT_NONE;
}

/* The arrays by document are as long as they must be. */
static enum fault check_arrays(const struct segment *segment, const char *name, struct error *err)
{
	uint64_t documents = segment->header.documents;

#define CHECK_ARRAY(section, each, beside) \
	if (segment_section(segment, SECTION_##section).size < documents * (each) + (beside)) \
		return segment_damaged(name, "section " #section " is too short", err);
	ARRAYS(CHECK_ARRAY)
#undef CHECK_ARRAY

	const uint32_t *by_id = (const uint32_t *)segment_section(segment, SECTION_BY_ID).at;

	for (uint64_t i = 0; i < documents; i++) {
		if (by_id[i] >= documents)
			return segment_damaged(
			    name, "a document in the order by id is not there", err);
	}
	return FAULT_NONE;
}

static enum fault check_heads(const struct segment *segment, const char *name, struct error *err)
{
	Section section = segment_section(segment, SECTION_HEADS);
	const uint32_t *heads = (const uint32_t *)section.at;
	uint64_t count = section.size / sizeof *heads, terms = segment->header.terms;
	uint64_t size = segment_section(segment, SECTION_DICTIONARY).size;
	bool holds = section.size % sizeof *heads == 0 && terms <= count * DICTIONARY_BLOCK &&
	    (!count || (terms > (count - 1) * DICTIONARY_BLOCK && heads[count - 1] < size));

	for (uint64_t i = 1; holds && i < count; i++)
		holds = heads[i - 1] < heads[i];
	return holds ? FAULT_NONE : segment_damaged(name, "the blocks of its dictionary", err);
}

static void set_fields(struct segment *segment)
{
	segment->documents = segment->header.documents;
	segment->set_words = (segment->documents + 63) / 64;
	segment->lengths = segment_section(segment, SECTION_LENGTHS).at;
	segment->subjects = (const uint16_t *)segment_section(segment, SECTION_SUBJECTS).at;
	segment->created = (const int64_t *)segment_section(segment, SECTION_CREATED).at;
	segment->released = (const int64_t *)segment_section(segment, SECTION_RELEASED).at;
	segment->by_id = (const uint32_t *)segment_section(segment, SECTION_BY_ID).at;
}

enum fault segment_open_bytes(struct segment *segment, const uint8_t *bytes, uint64_t size,
    const char *name, struct error *err)
{
	*segment = (struct segment){ .bytes = bytes, .size = size };
	arena_begin(&segment->arena, SEGMENT_MEMORY);
	if (size < sizeof segment->header)
		return segment_damaged(name, "its size", err);
	memcpy(&segment->header, bytes, sizeof segment->header);

	enum fault fault = check_header(segment, name, err);

	if (!fault)
		fault = check_arrays(segment, name, err);
	if (!fault)
		fault = check_heads(segment, name, err);
	if (fault)
		return fault;
	set_fields(segment);
	if (!segment_sketches_open(segment))
		return segment_damaged(name, "its sketches", err);
	return segment_columns_open(segment, name, err);
}

enum fault segment_open(
    struct segment *segment, int fd, uint64_t size, const char *name, struct error *err)
{
	struct stat status;

	*segment = (struct segment){ 0 };
	if (fstat(fd, &status) != 0)
		return fail_errno(err, errno, "cannot look at index '%s'", name);
	if ((uint64_t)status.st_size != size || size == 0 || size > SIZE_MAX)
		return segment_damaged(name, "its size", err);

	void *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);

	if (bytes == MAP_FAILED)
		return fail_errno(err, errno, "cannot map index '%s'", name);

	enum fault fault = segment_open_bytes(segment, bytes, size, name, err);

	if (fault)
		segment_close(segment);
	return fault;
}

void segment_close(struct segment *segment)
{
	if (segment->bytes)
		munmap((void *)(uintptr_t)segment->bytes, (size_t)segment->size);
	arena_end(&segment->arena);
	*segment = (struct segment){ 0 };
}

/* The bytes of a document in a section that begins with offsets (from behind them). Empty when they
 * do not hold. */
static Section bytes_of(const struct segment *segment, enum section name, uint32_t document)
{
	Section section = segment_section(segment, name);
	const uint32_t *offsets = (const uint32_t *)section.at;
	uint64_t head = ((uint64_t)segment->documents + 1) * sizeof *offsets;

	if (document >= segment->documents || offsets[document] > offsets[document + 1] ||
	    offsets[document + 1] > section.size - head)
		return (Section){ NULL, 0 };
	return (Section){ section.at + head + offsets[document],
		offsets[document + 1] - offsets[document] };
}

static bool texts_of(const struct segment *segment, uint32_t document, Text *id, Text *title)
{
	Section bytes = bytes_of(segment, SECTION_TEXTS, document);
	const uint8_t *at = bytes.at, *end = at ? at + bytes.size : NULL;
	uint32_t len;

	if (!at || !varint_take(&at, end, &len) || len > (size_t)(end - at))
		return false;
	*id = (Text){ (const char *)at, len };
	*title = (Text){ (const char *)at + len, (size_t)(end - at) - len };
	return true;
}

Text segment_id(const struct segment *segment, uint32_t document)
{
	Text id = { 0 }, title;

	(void)texts_of(segment, document, &id, &title);
	return id;
}

Text segment_title(const struct segment *segment, uint32_t document)
{
	Text id, title = { 0 };

	(void)texts_of(segment, document, &id, &title);
	return title;
}

/* Of the years that base/clock.h knows, 1 to 9999. */
#define TIME_FIRST INT64_C(-62135596800)
#define TIME_END   INT64_C(253402300800)

static Moment moment_at(int64_t seconds, unsigned precision)
{
	if (precision > PRECISION_SECOND || precision == PRECISION_UNKNOWN ||
	    seconds < TIME_FIRST || seconds >= TIME_END)
		return MOMENT_UNKNOWN;
	return (Moment){ seconds, (enum precision)precision };
}

Moment segment_created(const struct segment *segment, uint32_t document)
{
	if (document >= segment->documents)
		return MOMENT_UNKNOWN;
	return moment_at(segment->created[document],
	    segment_section(segment, SECTION_PRECISIONS).at[document] / 16);
}

Moment segment_released(const struct segment *segment, uint32_t document)
{
	if (document >= segment->documents)
		return MOMENT_UNKNOWN;
	return moment_at(segment->released[document],
	    segment_section(segment, SECTION_PRECISIONS).at[document] % 16);
}

uint32_t segment_find_time(
    const struct segment *segment, uint32_t low, uint32_t high, int64_t seconds)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (segment->created[middle] < seconds)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum fault segment_passages(const struct segment *segment, uint32_t document, struct arena *arena,
    const uint32_t **starts, uint32_t *count, struct error *err)
{
	Section bytes = bytes_of(segment, SECTION_PASSAGES, document);
	const uint8_t *at = bytes.at, *end = at ? at + bytes.size : NULL;
	ARRAY(uint32_t) found = { 0 };
	uint32_t before = 0, more;

	if (!at)
		return fail(
		    err, FAULT_CORRUPT, "the passages of a document in the index are damaged");
	while (at < end) {
		if (!varint_take(&at, end, &more) || !more || more > UINT32_MAX - before)
			return fail(err, FAULT_CORRUPT,
			    "the passages of a document in the index are damaged");

		uint32_t *start = array_add(&found, arena);

		if (!start)
			return fail(
			    err, FAULT_NO_MEMORY, "no memory for the passages of a document");
		*start = before += more;
	}
	*starts = found.items;
	*count = found.count;
	return FAULT_NONE;
}

/* By byte, in lower case (ASCII). */
static int compare_lower(Text a, Text b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++) {
		unsigned char x = (unsigned char)ascii_lower(a.at[i]);
		unsigned char y = (unsigned char)ascii_lower(b.at[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}

static int compare_ids(Text a, Text b, bool nocase)
{
	int order = compare_lower(a, b);

	return order || nocase ? order : text_compare(a, b);
}

uint32_t segment_document(const struct segment *segment, Text id, bool nocase)
{
	uint32_t low = 0, high = segment->documents;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_ids(segment_id(segment, segment->by_id[middle]), id, nocase) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == segment->documents ||
	    compare_ids(segment_id(segment, segment->by_id[low]), id, nocase) != 0)
		return UINT32_MAX;
	return segment->by_id[low];
}
