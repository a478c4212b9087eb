/* What the container says about a record, where no cut touches it. */
#include "redact/internal.h"

static uint32_t moved_line(const struct redacting *redacting, uint32_t line)
{
	const struct transcript *old = &redacting->old->transcript;

	if (!line || line > old->lines.count)
		return 0;
	return transcript_line(
	    &redacting->record->transcript, moved(redacting, old->lines.items[line - 1]));
}

static void keep_articles(struct redacting *redacting)
{
	const struct top_box *old = &redacting->old->top_box;

	for (uint32_t i = 0; i < old->articles.count; i++) {
		Field url = kept_field(redacting, &old->articles.items[i].url);
		Field text = reworded_field(redacting, &old->articles.items[i].text);
		struct article *article = url.text.len
		    ? array_add(&redacting->record->top_box.articles, redacting->arena)
		    : NULL;

		if (article)
			*article = (struct article){ url, text };
	}
}

void keep_top_box(struct redacting *redacting)
{
	const struct top_box *old = &redacting->old->top_box;
	struct record *record = redacting->record;

	record->top_box = (struct top_box){
		.id = kept_field(redacting, &old->id),
		.created = kept_field(redacting, &old->created),
		.released = kept_field(redacting, &old->released),
		.classification = kept_field(redacting, &old->classification),
		.origin = kept_field(redacting, &old->origin),
		.header_line = moved_line(redacting, old->header_line),
		.row_line = moved_line(redacting, old->row_line),
	};
	keep_articles(redacting);
	if (!old->released.text.len || record->top_box.released.text.len)
		record->stated_release = redacting->old->stated_release;
}

static bool has_alias(const struct record *record, Text id)
{
	for (uint32_t i = 0; i < record->aliases.count; i++)
		if (text_equal(record->aliases.items[i].id, id))
			return true;
	return false;
}

void keep_aliases(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	struct record *record = redacting->record;

	for (uint32_t i = 0; i < old->aliases.count; i++) {
		const struct alias *alias = &old->aliases.items[i];
		struct alias *kept;

		if (has_alias(record, alias->id) || is_said_in_cut(redacting, alias->id))
			continue;
		kept = array_add(&record->aliases, redacting->arena);
		if (kept)
			*kept = (struct alias){ text_copy(redacting->arena, alias->id),
				text_copy(redacting->arena, alias->reason) };
	}
}

/* --- notes --- */

/* Of the container and of no reading; those about the source's bytes say nothing of the new text.
 */
static bool is_container_note(enum note_kind kind)
{
	return kind == NOTE_ID_CANONICAL || kind == NOTE_BACKSLASH_LINES || kind == NOTE_SPLICED ||
	    kind == NOTE_DUMP_ROW || kind == NOTE_CUT_TEXT || kind == NOTE_STRAY_QUOTE ||
	    kind == NOTE_BAD_MARKUP;
}

static void keep_note(struct redacting *redacting, const struct note *note)
{
	Text where = { 0 };

	if (note->span.start || note->span.length)
		where = moved_text(redacting, note->span);
	note_add(&redacting->record->notes, redacting->arena, &redacting->record->transcript,
	    note->kind, where);
}

void keep_notes(struct redacting *redacting, enum note_place place)
{
	const NoteList *notes = &redacting->old->notes;
	bool behind = false;

	for (uint32_t i = 0; i < notes->count; i++) {
		enum note_kind kind = notes->items[i].kind;

		if (!is_container_note(kind))
			behind |= kind != NOTE_NOT_UTF8 && kind != NOTE_NUL_BYTE;
		else if (behind == (place == NOTES_BEHIND))
			keep_note(redacting, &notes->items[i]);
	}
}
