/* Notes: the table of note.h spelt out, and the one way to add to a list. */
#include "record/note.h"

#include "record/redaction.h"

#define EXCERPT_LIMIT 60

#define NOTE_ROW(name, slug, grade, phrase) \
	{ TEXT_INIT(slug), TEXT_INIT(phrase), NOTE_GRADE_##grade },
static const struct note_row {
	Text slug, phrase;
	enum note_grade grade;
} rows[] = { NOTES(NOTE_ROW) };
#undef NOTE_ROW

static const struct note_row *row_of(enum note_kind kind)
{
	return &rows[(unsigned)kind < NOTE_KINDS ? (unsigned)kind : 0];
}

void note_add(NoteList *notes, struct arena *arena, const struct transcript *transcript,
    enum note_kind kind, Text where)
{
	struct note *note = array_add(notes, arena);

	if (!note)
		return;
	*note = (struct note){
		.kind = kind, .line = 1, .column = 1, .span = transcript_span(transcript, where)
	};
	if (note->span.length || note->span.start) {
		note->line = transcript_line(transcript, note->span.start);
		note->column = transcript_column(transcript, note->span.start);
		Text first = text_slice(where, 0, text_find_char(where, '\n'));
		note->excerpt = redaction_head(text_trim_end(first), EXCERPT_LIMIT);
	}
}

Text note_name(enum note_kind kind)
{
	return row_of(kind)->slug;
}
Text note_phrase(enum note_kind kind)
{
	return row_of(kind)->phrase;
}
enum note_grade note_grade_of(enum note_kind kind)
{
	return row_of(kind)->grade;
}

Text note_grade_name(enum note_grade grade)
{
	return grade == NOTE_GRADE_WARNING ? TEXT("warning") : TEXT("info");
}
