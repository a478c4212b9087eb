/* Reading is strict: a manifest that breaks a rule is refused whole, so nobody behind it has to
 * check again. */
#include "edition/manifest.h"

#include "base/json.h"
#include "edition/internal.h"

struct reading {
	const char *path;
	struct arena *arena;
	struct manifest *manifest;
	struct error *err;
};

static enum fault refuse(struct reading *reading, const char *what)
{
	return fail(reading->err, FAULT_CORRUPT, "'%s': %s", reading->path, what);
}

static enum fault no_memory(struct reading *reading)
{
	return fail(reading->err, FAULT_NO_MEMORY, "no memory left to read '%s'", reading->path);
}

static Text keep_text(struct reading *reading, const json_t *object, const char *key)
{
	return text_copy(reading->arena, json_get_text(object, key));
}

/* A count: a whole number from 0 on. */
static bool get_count(const json_t *object, const char *key, uint64_t *count)
{
	int64_t number = json_get_number(object, key, -1);

	*count = (uint64_t)number;
	return number >= 0;
}

/* Forms before this one: 1 had no index, 2 no texts of versions. */
static bool is_old_schema(Text schema)
{
	return text_equal(schema, TEXT(MANIFEST_SCHEMA_HEAD "1")) ||
	    text_equal(schema, TEXT(MANIFEST_SCHEMA_HEAD "2"));
}

static enum fault read_schema(struct reading *reading, const json_t *tree)
{
	Text schema = json_get_text(tree, "schema"), version = schema;

	if (text_equal(schema, TEXT(MANIFEST_SCHEMA)))
		return FAULT_NONE;
	if (is_old_schema(schema))
		return fail(reading->err, FAULT_BAD_INPUT,
		    "'%s' has the form %.*s of an older Chancery: publish again", reading->path,
		    TEXT_ARG(schema));
	if (text_take(&version, TEXT(MANIFEST_SCHEMA_HEAD)) && version.len &&
	    ascii_is_digit(version.at[0]))
		return fail(reading->err, FAULT_TOO_NEW,
		    "'%s' has the form %.*s; this program knows " MANIFEST_SCHEMA
		    ": use a newer Chancery",
		    reading->path, TEXT_ARG(text_slice(schema, 0, 60)));
	return refuse(reading, "this is no manifest of an edition");
}

static enum fault read_head(struct reading *reading, const json_t *tree, Text name)
{
	struct edition_facts *facts = &reading->manifest->facts;
	const json_t *before = json_object_get(tree, "before");
	const json_t *counts = json_object_get(tree, "counts");

	facts->name = text_copy(reading->arena, name);
	facts->number = edition_number(name);
	if (facts->number == 0 || json_get_number(tree, "number", 0) != facts->number)
		return refuse(reading, "the number is not that of the folder");
	if (!moment_read(json_get_text(tree, "sealed"), &facts->sealed))
		return refuse(reading, "'sealed' is no time");
	if (!get_count(counts, "released", &facts->released) ||
	    !get_count(counts, "total", &facts->total) || facts->released > facts->total)
		return refuse(reading, "the counts do not fit together");
	if (json_object_get(counts, "scheduled") &&
	    (!get_count(counts, "scheduled", &facts->scheduled) || facts->scheduled > facts->total))
		return refuse(reading, "the counts do not fit together");
	facts->is_private = json_is_true(json_object_get(tree, "private"));
	if (!before || json_is_null(before))
		return FAULT_NONE;
	reading->manifest->before_name = keep_text(reading, before, "name");
	reading->manifest->before_sha256 = keep_text(reading, before, "sha256");
	if (!edition_number(reading->manifest->before_name) ||
	    !is_sha256_hex(reading->manifest->before_sha256))
		return refuse(reading, "'before' names no edition");
	return FAULT_NONE;
}

static enum fault read_releases(struct reading *reading, const json_t *list)
{
	struct edition_facts *facts = &reading->manifest->facts;
	uint64_t sum = 0;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		struct release_day *day = array_add(&facts->releases, reading->arena);

		if (!day)
			return no_memory(reading);
		if (!moment_read(json_get_text(item, "day"), &day->day) ||
		    !get_count(item, "records", &day->records) ||
		    (i && day->day.seconds >= day[-1].day.seconds))
			return refuse(reading, "the release days are not days, newest first");
		if (day->records > facts->released - sum)
			return refuse(
			    reading, "the release days do not add up to the released records");
		sum += day->records;
	}
	if (sum != facts->released)
		return refuse(reading, "the release days do not add up to the released records");
	return FAULT_NONE;
}

static enum fault read_withdrawn(struct reading *reading, const json_t *list, const json_t *counts)
{
	struct edition_facts *facts = &reading->manifest->facts;
	uint64_t count;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		struct tombstone *tombstone = array_add(&facts->tombstones, reading->arena);

		if (!tombstone)
			return no_memory(reading);
		tombstone->id = keep_text(reading, item, "id");
		tombstone->reason = keep_text(reading, item, "reason");
		if (!record_id_is_valid(tombstone->id) ||
		    !moment_read(json_get_text(item, "date"), &tombstone->withdrawn) ||
		    (i && text_compare(tombstone[-1].id, tombstone->id) >= 0))
			return refuse(reading, "the list of withdrawn records is not one, by id");
	}
	if (!get_count(counts, "withdrawn", &count) || count != facts->tombstones.count)
		return refuse(
		    reading, "the list of withdrawn records does not have the length it says");
	return FAULT_NONE;
}

/* Sorted by name, the index files come first. */
static enum fault check_pairs(struct reading *reading)
{
	const struct manifest *manifest = reading->manifest;
	uint64_t sum = 0;

	if (manifest->files.count % 2)
		return refuse(reading, "a file lacks the other one of its pair");
	for (uint32_t i = 0; i < manifest_pairs(manifest); i++) {
		const struct manifest_file *index = manifest_index(manifest, i);
		const struct manifest_file *records = manifest_records(manifest, i);
		uint32_t number = index_number(index->name);

		if (!number || number != records_number(records->name))
			return refuse(reading, "a file lacks the other one of its pair");
		if (index->records != records->records)
			return refuse(reading, "the files of a pair differ in their records");
		if (records->records > manifest->facts.released - sum)
			return refuse(reading, "the files do not add up to the released records");
		sum += records->records;
	}
	if (sum != manifest->facts.released)
		return refuse(reading, "the files do not add up to the released records");
	return FAULT_NONE;
}

static enum fault read_files(struct reading *reading, const json_t *list)
{
	struct manifest *manifest = reading->manifest;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		struct manifest_file *file = array_add(&manifest->files, reading->arena);

		if (!file)
			return no_memory(reading);
		file->name = keep_text(reading, item, "name");
		file->sha256 = keep_text(reading, item, "sha256");
		if ((!records_number(file->name) && !index_number(file->name)) ||
		    !is_sha256_hex(file->sha256) || !get_count(item, "size", &file->size) ||
		    !get_count(item, "records", &file->records) ||
		    (i && text_compare(file[-1].name, file->name) >= 0))
			return refuse(reading, "the list of files is not one, by name");
	}
	return check_pairs(reading);
}

static bool read_extra(struct reading *reading, const json_t *item, enum edition_extra extra)
{
	struct manifest_file *file = &reading->manifest->extras[extra];

	file->name = extra_name(extra);
	file->sha256 = keep_text(reading, item, "sha256");
	return is_sha256_hex(file->sha256) && get_count(item, "size", &file->size) && file->size &&
	    file->size <= extra_limit(extra);
}

/* An edition from before there were extras has no such list. */
static enum fault read_extras(struct reading *reading, const json_t *list)
{
	int next = 0;

	if (list && !json_is_array(list))
		return refuse(reading, "'extras' is no list");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		Text name = json_get_text(item, "name");

		while (next < EXTRAS && !text_equal(name, extra_name((enum edition_extra)next)))
			next++;
		if (next == EXTRAS || !read_extra(reading, item, (enum edition_extra)next++))
			return refuse(reading, "the list of extras is not one, in their order");
	}
	return FAULT_NONE;
}

static enum fault read_tree(struct reading *reading, const json_t *tree, Text name)
{
	const json_t *releases = json_object_get(tree, "releases");
	const json_t *withdrawn = json_object_get(tree, "withdrawn");
	const json_t *files = json_object_get(tree, "files");
	enum fault fault = read_schema(reading, tree);

	if (fault == FAULT_NONE)
		fault = read_head(reading, tree, name);
	if (fault == FAULT_NONE &&
	    (!json_is_array(releases) || !json_is_array(withdrawn) || !json_is_array(files)))
		fault = refuse(reading, "a list is missing");
	if (fault == FAULT_NONE)
		fault = read_releases(reading, releases);
	if (fault == FAULT_NONE)
		fault = read_withdrawn(reading, withdrawn, json_object_get(tree, "counts"));
	if (fault == FAULT_NONE)
		fault = read_files(reading, files);
	if (fault == FAULT_NONE)
		fault = read_extras(reading, json_object_get(tree, "extras"));
	return fault;
}

enum fault manifest_read(Text bytes, Text name, const char *path, struct arena *arena,
    struct manifest *manifest, struct error *err)
{
	struct manifest read = { 0 };
	struct reading reading = { path, arena, &read, err };
	struct error why = { 0 };
	char hex[SHA256_HEX_ROOM];
	json_t *tree = json_read(bytes, &why);
	enum fault fault;

	if (!tree)
		return fail(err, why.fault == FAULT_NO_MEMORY ? FAULT_NO_MEMORY : FAULT_CORRUPT,
		    "'%s': %s", path, why.text);
	fault = read_tree(&reading, tree, name);
	json_decref(tree);
	read.facts.hash = text_copy(arena, sha256_hex(sha256_of(bytes), hex));
	if (fault == FAULT_NONE && arena->failed)
		fault = no_memory(&reading);
	if (fault == FAULT_NONE)
		*manifest = read;
	return fault;
}

bool manifest_is_old(Text bytes)
{
	struct error unheard = { 0 };
	json_t *tree = json_read(bytes, &unheard);
	bool old = tree && is_old_schema(json_get_text(tree, "schema"));

	json_decref(tree);
	return old;
}
