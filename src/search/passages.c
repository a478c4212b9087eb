/* What is not added here is not found by a word: index and snippets both read it. */
#include "search/passage_sources.h"

static void add_field(SourceList *sources, struct arena *arena, Field field)
{
	struct source *source = field.text.len ? array_add(sources, arena) : NULL;

	if (source)
		source->field = field;
}

static void add_flow(SourceList *sources, struct arena *arena, Text block, struct flow flow)
{
	struct source *source = flow.pieces.count ? array_add(sources, arena) : NULL;

	if (source)
		*source = (struct source){ .block = block.len <= ADDRESS_LIMIT ? block : TEXT(""),
			.flow = flow };
}

static void add_cable(SourceList *sources, struct arena *arena, const struct record *record)
{
	const struct cable *cable = record->cable;

	if (cable->blocks.count == 0) {
		add_flow(sources, arena, TEXT(""), record_pieces(record, cable->message, arena));
		return;
	}
	add_field(sources, arena, cable->attention);
	add_field(sources, arena, cable->classified_by);
	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		const struct block *block = &cable->blocks.items[i];

		add_flow(sources, arena, block->id, block_pieces(record, block, arena));
	}
	add_field(sources, arena, cable->signature);
}

static void add_narrative(SourceList *sources, struct arena *arena, const struct record *record)
{
	const struct narrative *narrative = record->narrative;

	for (uint32_t i = 0; i < narrative->sections.count; i++) {
		const struct narrative_section *section = &narrative->sections.items[i];

		add_field(sources, arena, section->title);
		for (uint32_t k = 0; k < section->paragraphs.count; k++) {
			const struct narrative_paragraph *paragraph = &section->paragraphs.items[k];

			add_flow(sources, arena, paragraph->id,
			    narrative_pieces(record, paragraph, arena));
		}
	}
}

static void add_document(SourceList *sources, struct arena *arena, const struct record *record)
{
	for (uint32_t i = 0; i < record->document->parts.count; i++) {
		const struct document_part *part = &record->document->parts.items[i];

		add_flow(sources, arena, part->id, record_pieces(record, part->span, arena));
	}
}

bool sources_of(const struct record *record, struct arena *arena, SourceList *sources)
{
	if (record->cable)
		add_cable(sources, arena, record);
	if (record->narrative)
		add_narrative(sources, arena, record);
	if (record->document)
		add_document(sources, arena, record);
	return !arena->failed;
}

bool passage_add(PassageList *passages, struct arena *arena, Text block, Text text)
{
	struct passage *passage = text.len ? array_add(passages, arena) : NULL;

	if (passage)
		*passage = (struct passage){ block, text };
	return !arena->failed;
}

Text source_text(const struct source *source, Text text, struct arena *arena)
{
	return source->field.text.len ? source->field.text : flow_join(&source->flow, text, arena);
}

bool passages_of(const struct record *record, struct arena *arena, PassageList *passages)
{
	struct passage *subject = array_add(passages, arena);
	SourceList sources = { 0 };

	if (!subject)
		return false;
	subject->text = record->title;
	if (!sources_of(record, arena, &sources))
		return false;
	for (uint32_t i = 0; i < sources.count; i++)
		if (!passage_add(passages, arena, sources.items[i].block,
			source_text(&sources.items[i], record->transcript.text, arena)))
			return false;
	return passage_add(passages, arena, TEXT(""), record->id);
}
