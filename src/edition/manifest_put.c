/* Writing of a manifest and of SHA256SUMS: the same facts always give the same bytes (I5). */
#include "base/json.h"
#include "edition/internal.h"

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

static json_t *put_extras(const struct manifest *manifest)
{
	json_t *list = json_array();

	for (int i = 0; i < EXTRAS; i++) {
		const struct manifest_file *file = &manifest->extras[i];

		if (file->name.len)
			json_array_append_new(list,
			    json_pack("{s:o, s:I, s:o}", "name", json_text(file->name), "size",
				(json_int_t)file->size, "sha256", json_text(file->sha256)));
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
	if (counts && facts->scheduled)
		json_object_set_new(
		    counts, "scheduled", json_integer((json_int_t)facts->scheduled));

	json_t *tree = json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema",
	    MANIFEST_SCHEMA, "number", (json_int_t)facts->number, "sealed",
	    put_moment(facts->sealed), "before", put_before(manifest), "counts", counts, "releases",
	    put_releases(facts), "withdrawn", put_withdrawn(facts), "files", put_files(manifest),
	    "extras", put_extras(manifest));

	if (tree && facts->is_private && json_object_set_new(tree, "private", json_true()) != 0) {
		json_decref(tree);
		tree = NULL;
	}
	out_json(out, tree, JSON_STYLE_PRETTY);
	out_char(out, '\n');
}

static void put_sum(struct out *out, Text sha256, Text name)
{
	out_printf(out, "%.*s  %.*s\n", TEXT_ARG(sha256), TEXT_ARG(name));
}

void sums_put(struct out *out, const struct manifest *manifest, Text manifest_sha256)
{
	put_sum(out, manifest_sha256, TEXT(MANIFEST_FILE));
	for (uint32_t i = 0; i < manifest->files.count; i++)
		put_sum(out, manifest->files.items[i].sha256, manifest->files.items[i].name);
	for (int i = 0; i < EXTRAS; i++)
		if (manifest->extras[i].name.len)
			put_sum(out, manifest->extras[i].sha256, manifest->extras[i].name);
}
