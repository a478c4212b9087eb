/* REF of a telegram: the scan's references become the record's, with spans and notes. */
#include "telegram/reference.h"

#include "catalog/station_id.h"
#include "telegram/reader.h"

static void note_reference(struct reader *reader, const struct reference *reference, bool *noted)
{
	Text raw = reference->raw.text;

	if (reference->kind != REFERENCE_CABLE) {
		if (reference->kind == REFERENCE_OTHER)
			reader_note(reader, NOTE_REFERENCE_UNREAD, raw);
		return;
	}
	if (reference->repair.len && !reference->candidates.count)
		reader_note(reader, NOTE_REFERENCE_REPAIRED, raw);
	if (reference->candidates.count)
		reader_note(reader, NOTE_REFERENCE_AMBIGUOUS, raw);
	else if (!reference->target.len)
		reader_note(reader, NOTE_REFERENCE_UNREAD, raw);
	else if (reference->year_inferred && !*noted)
		reader_note(reader, NOTE_REFERENCE_YEAR, raw);
	*noted |= reference->year_inferred;
}

void references_read(struct reader *reader, Text stretch)
{
	struct record *record = reader->record;
	ReferenceList *references = &reader->cable->references;
	struct reference_context context = { .catalog = reader->catalog,
		.arena = reader->arena,
		.own_id = record->id,
		.station = reader->cable->station.text };
	uint32_t before = references->count;
	bool noted = false;

	if (record->created.precision != PRECISION_UNKNOWN)
		context.year = clock_civil(record->created.seconds).year;
	if (!reference_scan(&context, stretch, references))
		reader_note(reader, NOTE_TOO_MANY, stretch);
	for (uint32_t i = 0; i < references->count && i < before; i++)
		noted |= references->items[i].year_inferred;
	for (uint32_t i = before; i < references->count; i++) {
		struct reference *reference = &references->items[i];

		note_reference(reader, reference, &noted);
		reference->raw = reader_joined(reader, reference->raw.text);
		reader_add_once(reader, &record->references, reference->target);
	}
}

/* Never silently: the note shows what was received, the alias why it was changed. */
static void add_alias(struct reader *reader, Text raw, Text reason)
{
	struct alias *alias = array_add(&reader->record->aliases, reader->arena);

	if (alias)
		*alias = (struct alias){ raw, reason };
	reader_note(reader, NOTE_ID_REPAIRED, raw);
}

void container_id_read(struct reader *reader)
{
	struct record *record = reader->record;
	Text raw = record->top_box.id.text;
	struct canonical_id read;
	ReferenceId id;

	if (record->id.len || !raw.len)
		return;
	read = reference_id_canonical(reader->catalog, raw, reader->arena);
	record->id = read.id;
	if (read.state == ID_REPAIRED)
		add_alias(reader, raw, read.reasons);
	else if (read.state != ID_EXACT && reference_id_read(raw, &id))
		reader_note(reader, NOTE_BAD_ID, raw);
}
