/* What is not added here is not found by a word: index and snippets both read it. */
#include "search/passages.h"

#include "record/reflow.h"

static bool add(PassageList *passages, struct arena *arena, Text block, Text text)
{
	struct passage *passage;

	if (!text.len)
		return !arena->failed;
	passage = array_add(passages, arena);
	if (passage)
		*passage = (struct passage){ block, text };
	return passage != NULL;
}

static bool add_cable(PassageList *passages, struct arena *arena, const struct record *record)
{
	const struct cable *cable = record->cable;
	const Text nowhere = { NULL, 0 };

	if (cable->blocks.count == 0)
		return add(passages, arena, nowhere, record_words(record, cable->message, arena));
	if (!add(passages, arena, nowhere, cable->attention.text) ||
	    !add(passages, arena, nowhere, cable->classified_by.text))
		return false;
	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		const struct block *block = &cable->blocks.items[i];

		if (!add(passages, arena, block->id, block_flow(record, block, arena)))
			return false;
	}
	return add(passages, arena, nowhere, cable->signature.text);
}

static bool add_narrative(PassageList *passages, struct arena *arena, const struct record *record)
{
	const struct narrative *narrative = record->narrative;

	for (uint32_t i = 0; i < narrative->sections.count; i++) {
		const struct narrative_section *section = &narrative->sections.items[i];

		if (!add(passages, arena, (Text){ NULL, 0 }, section->title.text))
			return false;
		for (uint32_t k = 0; k < section->paragraphs.count; k++) {
			const struct narrative_paragraph *paragraph = &section->paragraphs.items[k];

			if (!add(passages, arena, paragraph->id,
				narrative_flow(record, paragraph, arena)))
				return false;
		}
	}
	return true;
}

static bool add_document(PassageList *passages, struct arena *arena, const struct record *record)
{
	for (uint32_t i = 0; i < record->document->parts.count; i++) {
		const struct document_part *part = &record->document->parts.items[i];

		if (!add(passages, arena, part->id, record_words(record, part->span, arena)))
			return false;
	}
	return true;
}

bool passages_of(const struct record *record, struct arena *arena, PassageList *passages)
{
	struct passage *subject = array_add(passages, arena);

	if (!subject)
		return false;
	subject->text = record->title;
	if (record->cable && !add_cable(passages, arena, record))
		return false;
	if (record->narrative && !add_narrative(passages, arena, record))
		return false;
	if (record->document && !add_document(passages, arena, record))
		return false;
	return add(passages, arena, (Text){ NULL, 0 }, record->id);
}
