/* Reading is strict: a manifest that breaks a rule is refused whole, so nobody behind it has to
 * check again. */
#include "edition/manifest.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

#define SCHEMA_HEAD "chancery.edition/"
#define SCHEMA      SCHEMA_HEAD "2"
#define SCHEMA_OLD  SCHEMA_HEAD "1"

/* --- names --- */

uint32_t edition_number(Text name)
{
	char canonical[EDITION_NAME_ROOM];
	Text rest = name;
	uint64_t number;

	if (name.len > 9 || !text_take_digits(&rest, 9, &number) || rest.len ||
	    !text_equal(name, edition_name((uint32_t)number, canonical)))
		return 0;
	return (uint32_t)number;
}

Text edition_name(uint32_t number, char name[EDITION_NAME_ROOM])
{
	int len = snprintf(name, EDITION_NAME_ROOM, "%06u", number);

	return (Text){ name, (size_t)len };
}

static uint32_t number_between(Text name, Text head, Text tail)
{
	if (!text_take(&name, head) || !text_ends(name, tail))
		return 0;
	return edition_number(text_slice(name, 0, name.len - tail.len));
}

uint32_t records_number(Text name)
{
	return number_between(name, TEXT("records-"), TEXT(".db"));
}

uint32_t index_number(Text name)
{
	return number_between(name, TEXT("index-"), TEXT(".seg"));
}

bool is_sha256_hex(Text hex)
{
	for (size_t i = 0; i < hex.len; i++)
		if (!ascii_is_digit(hex.at[i]) && (hex.at[i] < 'a' || hex.at[i] > 'f'))
			return false;
	return hex.len == SHA256_HEX_ROOM - 1;
}

/* --- reading --- */

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

static enum fault read_schema(struct reading *reading, const json_t *tree)
{
	Text schema = json_get_text(tree, "schema"), version = schema;

	if (text_equal(schema, TEXT(SCHEMA)))
		return FAULT_NONE;
	if (text_equal(schema, TEXT(SCHEMA_OLD)))
		return fail(reading->err, FAULT_BAD_INPUT,
		    "'%s' has the form " SCHEMA_OLD " of an older Chancery: publish again",
		    reading->path);
	if (text_take(&version, TEXT(SCHEMA_HEAD)) && version.len && ascii_is_digit(version.at[0]))
		return fail(reading->err, FAULT_TOO_NEW,
		    "'%s' has the form %.*s; this program knows " SCHEMA ": use a newer Chancery",
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
	bool old = tree && text_equal(json_get_text(tree, "schema"), TEXT(SCHEMA_OLD));

	json_decref(tree);
	return old;
}

/* --- writing --- */

static json_t *put_moment(Moment moment)
{
	struct arena arena;
	json_t *text;

	arena_begin(&arena, 0);
	text = json_text(moment_text(&arena, moment));
	arena_end(&arena);
	return text;
}

static json_t *put_releases(const struct edition_facts *facts)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < facts->releases.count; i++)
		json_array_append_new(list,
		    json_pack("{s:o, s:I}", "day", put_moment(facts->releases.items[i].day),
			"records", (json_int_t)facts->releases.items[i].records));
	return list;
}

static json_t *put_withdrawn(const struct edition_facts *facts)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < facts->tombstones.count; i++) {
		const struct tombstone *tombstone = &facts->tombstones.items[i];

		json_array_append_new(list,
		    json_pack("{s:o, s:o, s:o}", "id", json_text(tombstone->id), "date",
			put_moment(tombstone->withdrawn), "reason", json_text(tombstone->reason)));
	}
	return list;
}

static json_t *put_files(const struct manifest *manifest)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < manifest->files.count; i++) {
		const struct manifest_file *file = &manifest->files.items[i];

		json_array_append_new(list,
		    json_pack("{s:o, s:I, s:o, s:I}", "name", json_text(file->name), "size",
			(json_int_t)file->size, "sha256", json_text(file->sha256), "records",
			(json_int_t)file->records));
	}
	return list;
}

static json_t *put_before(const struct manifest *manifest)
{
	if (!manifest->before_name.len)
		return json_null();
	return json_pack("{s:o, s:o}", "name", json_text(manifest->before_name), "sha256",
	    json_text(manifest->before_sha256));
}

/* A member that memory ran out for is missing, and json_pack then gives NULL: out_json knows. */
void manifest_put(struct out *out, const struct manifest *manifest)
{
	const struct edition_facts *facts = &manifest->facts;
	json_t *counts = json_pack("{s:I, s:I, s:I}", "released", (json_int_t)facts->released,
	    "total", (json_int_t)facts->total, "withdrawn", (json_int_t)facts->tombstones.count);

	out_json(out,
	    json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "schema", SCHEMA, "number",
		(json_int_t)facts->number, "sealed", put_moment(facts->sealed), "before",
		put_before(manifest), "counts", counts, "releases", put_releases(facts),
		"withdrawn", put_withdrawn(facts), "files", put_files(manifest)),
	    JSON_STYLE_PRETTY);
	out_char(out, '\n');
}

void sums_put(struct out *out, const struct manifest *manifest, Text manifest_sha256)
{
	out_printf(out, "%.*s  " MANIFEST_FILE "\n", TEXT_ARG(manifest_sha256));
	for (uint32_t i = 0; i < manifest->files.count; i++)
		out_printf(out, "%.*s  %.*s\n", TEXT_ARG(manifest->files.items[i].sha256),
		    TEXT_ARG(manifest->files.items[i].name));
}
