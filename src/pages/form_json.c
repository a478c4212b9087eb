/* A record as JSON: chancery.record/1 with what publishing adds. One form for the site, `show` and
 * exports. */
#include "pages/pages.h"

#include "pages/record_view.h"
#include "record/codec.h"
#include "record/reflow.h"

static void add_block_texts(json_t *tree, const struct record *record, struct arena *arena)
{
	json_t *blocks = json_object_get(json_object_get(tree, "message"), "blocks");

	for (uint32_t i = 0; record->cable && i < record->cable->blocks.count; i++)
		json_object_set_new(json_array_get(blocks, i), "text",
		    json_text(block_flow(record, &record->cable->blocks.items[i], arena)));
}

static void add_paragraph_texts(json_t *tree, const struct record *record, struct arena *arena)
{
	json_t *sections = json_object_get(tree, "sections");

	for (uint32_t i = 0; record->narrative && i < record->narrative->sections.count; i++) {
		const struct narrative_section *section = &record->narrative->sections.items[i];
		json_t *paragraphs = json_object_get(json_array_get(sections, i), "paragraphs");

		for (uint32_t j = 0; j < section->paragraphs.count; j++)
			json_object_set_new(json_array_get(paragraphs, j), "text",
			    json_text(
				narrative_flow(record, &section->paragraphs.items[j], arena)));
	}
}

static void add_part_texts(json_t *tree, const struct record *record, struct arena *arena)
{
	json_t *parts = json_object_get(tree, "parts");

	for (uint32_t i = 0; record->document && i < record->document->parts.count; i++)
		json_object_set_new(json_array_get(parts, i), "text",
		    json_text(record_words(record, record->document->parts.items[i].span, arena)));
}

static json_t *versions(const struct published *published, struct arena *arena)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < published->versions.count; i++) {
		const struct version *version = &published->versions.items[i];
		json_t *item = json_object();

		json_object_set_new(item, "number", json_integer(version->number));
		json_object_set_new(
		    item, "released", json_text(moment_iso(arena, version->released)));
		json_object_set_new(item, "reason", json_text(version->reason));
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *source(const struct published *published)
{
	json_t *item = json_object();

	json_object_set_new(item, "sha256", json_text(published->source_sha256));
	json_object_set_new(item, "size", json_integer((json_int_t)published->source_size));
	return item;
}

static json_t *tree_of(const struct published *published, struct arena *arena)
{
	json_t *tree = record_to_json(published->record);

	json_object_set_new(tree, "released", json_text(moment_iso(arena, published->released)));
	json_object_set_new(tree, "versions", versions(published, arena));
	json_object_set_new(tree, "source", source(published));
	json_object_set_new(tree, "transcript", json_text(published->record->transcript.text));
	add_block_texts(tree, published->record, arena);
	add_paragraph_texts(tree, published->record, arena);
	add_part_texts(tree, published->record, arena);
	return tree;
}

void record_put_json(struct out *out, const struct published *published, struct arena *arena)
{
	out_json(out, tree_of(published, arena), JSON_STYLE_PRETTY);
	out_char(out, '\n');
}

void record_put_json_line(struct out *out, const struct published *published, struct arena *arena)
{
	out_json(out, tree_of(published, arena), JSON_STYLE_LINE);
	out_char(out, '\n');
}

enum fault form_json(struct visit *visit, struct error *err)
{
	struct published published;
	Text id;

	if (record_find(visit, TEXT(".json"), &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
		return err->fault;
	record_put_json(visit->out, &published, visit->arena);
	visit->filename = record_file_name(visit, id, TEXT(".json"));
	return FAULT_NONE;
}
