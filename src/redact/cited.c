/* Ids that a cable cites by its container: a column of a dump's row is read again; where they come
 * from no word of the text, they stay while no cut word says them. */
#include "redact/internal.h"
#include "telegram/reference.h"

#define COLUMN_TABS 5 /* in the head of a row of the dump */

/* The column of a dump's row that names ids; empty where the container is no row. Only a row has so
 * many tabs before its message, and only a page has articles. */
static Text cited_column(const struct record *record, Text head)
{
	size_t tabs = 0, last = 0;

	for (size_t i = 0; i < head.len; i++)
		if (head.at[i] == '\t') {
			tabs++;
			last = i + 1;
		}
	if (tabs < COLUMN_TABS || record->top_box.articles.count || !record->top_box.row_line)
		return (Text){ 0 };
	return text_from(head, last);
}

static bool is_listed(const TextList *list, Text id)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal_nocase(list->items[i], id))
			return true;
	return false;
}

/* What the old message cited, and what its column did: both are read again. */
static TextList read_again(const struct record *old, Text column, struct arena *arena)
{
	struct record said = { .id = old->id };

	for (uint32_t i = 0; i < old->cable->references.count; i++) {
		Text target = old->cable->references.items[i].target;
		Text *added = target.len ? array_add(&said.references, arena) : NULL;

		if (added)
			*added = target;
	}
	record_cite(&said, column, arena);
	return said.references;
}

/* Ids that the cut words name, as far as they are the words of a reference. */
static TextList cited_by_cuts(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	struct reference_context context = { .catalog = redacting->catalog,
		.arena = redacting->arena,
		.station = old->cable->station.text };
	ReferenceList references = { 0 };
	TextList cited = { 0 };

	if (old->created.precision)
		context.year = clock_civil(old->created.seconds).year;
	for (uint32_t i = 0; i < redacting->cuts.count; i++)
		reference_scan(&context,
		    transcript_slice(&old->transcript, redacting->cuts.items[i].span), &references);
	for (uint32_t i = 0; i < references.count; i++) {
		const struct reference *reference = &references.items[i];
		Text *added = reference->target.len ? array_add(&cited, redacting->arena) : NULL;

		if (added)
			*added = reference->target;
		for (uint32_t k = 0; k < reference->candidates.count; k++)
			if ((added = array_add(&cited, redacting->arena)))
				*added = reference->candidates.items[k];
	}
	return cited;
}

/* Of a reference that is cut, or cut into, no reading stays. */
static bool is_candidate_cut(const struct redacting *redacting, Text id)
{
	const ReferenceList *references = &redacting->old->cable->references;

	for (uint32_t i = 0; i < references->count; i++)
		if (is_cut(redacting, references->items[i].raw.span) &&
		    is_listed(&references->items[i].candidates, id))
			return true;
	return false;
}

/* Ids from where no word of the text is stay while no cut word says them. */
void keep_references(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	struct record *record = redacting->record;
	uint32_t start = message_stretch(old).start;
	Text before = text_slice(old->transcript.text, 0, start);
	Text now = text_slice(record->transcript.text, 0, moved(redacting, start));
	TextList again = read_again(old, cited_column(old, before), redacting->arena);
	TextList cited = cited_by_cuts(redacting);

	record_cite(record, cited_column(old, now), redacting->arena);
	for (uint32_t i = 0; i < old->references.count; i++) {
		Text id = old->references.items[i];

		if (!is_listed(&again, id) && !is_listed(&cited, id) &&
		    !is_candidate_cut(redacting, id) && !is_said_in_cut(redacting, id))
			record_cite(record, text_copy(redacting->arena, id), redacting->arena);
	}
}
