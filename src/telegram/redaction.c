/* Redactions: marks of ours, and runs of X by an earlier publisher that stand for words, also where
 * the next word is glued to them. No word and no numeral has four X in a row. */
#include "telegram/reader.h"

#include "record/redaction.h"

#define RUN_LEAST       4 /* XXXX; an amount in capitals is no longer than XXX */
#define RUN_LEAST_LOWER 5

static bool is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* "XXXX", "xxxxx" and "Xxxxx", also with a word glued behind them; "xxxx" as a word. Behind a
 * letter of their own case they are the end of something else. */
static bool is_run(Text text, size_t from, size_t to)
{
	char before = from ? text.at[from - 1] : ' ';

	if (ascii_is_digit(before) ||
	    (ascii_is_upper(text.at[from]) ? ascii_is_upper(before) : ascii_is_lower(before)))
		return false;
	size_t least = text.at[from + 1] == 'X' ? RUN_LEAST : RUN_LEAST_LOWER;
	bool alone =
	    !(from && is_word(text.at[from - 1])) && !(to < text.len && is_word(text.at[to]));

	return to - from >= least || (alone && to - from >= RUN_LEAST);
}

/* The length of the run of X that begins at `at`, 0 when none does; *passed: what needs no second
 * look. */
static size_t run_length(Text text, size_t at, size_t *passed)
{
	char second = at + 1 < text.len ? text.at[at + 1] : '\0';
	size_t end = at + 1;

	*passed = 1;
	if (ascii_upper(text.at[at]) != 'X' || ascii_upper(second) != 'X')
		return 0;
	while (end < text.len && text.at[end] == second)
		end++;
	*passed = end - at;
	return is_run(text, at, end) ? end - at : 0;
}

bool redaction_find(Text *text, struct redaction *redaction)
{
	struct redaction_mark mark;

	for (size_t at = 0, passed; at < text->len; at += passed) {
		size_t marked =
		    text->at[at] == '[' ? redaction_mark_length(text_from(*text, at), &mark) : 0;
		size_t length = marked ? marked : run_length(*text, at, &passed);

		if (!length)
			continue;
		*redaction = marked ? (struct redaction){ .kind = REDACTION_MARK,
			.reason = mark.reason,
			.extent = extent_word(mark.extent) }
				    : (struct redaction){ .kind = REDACTION_RUN };
		*text = text_slice(*text, at, length);
		return true;
	}
	return false;
}

static void add_redaction(struct reader *reader, Text found, struct redaction redaction)
{
	struct redaction *added = array_add(&reader->cable->redactions, reader->arena);

	redaction.span = transcript_span(reader->transcript, found);
	if (added)
		*added = redaction;
}

void redactions_read(struct reader *reader)
{
	Text rest = transcript_slice(reader->transcript, reader->cable->message);

	struct redaction redaction;

	for (Text found = rest; redaction_find(&found, &redaction); found = rest) {
		if (reader->cable->redactions.count >= BLOCKS_LIMIT) {
			reader_note(reader, NOTE_TOO_MANY, found);
			break;
		}
		add_redaction(reader, found, redaction);
		rest = text_from(rest, (size_t)(found.at - rest.at) + found.len);
	}
}
