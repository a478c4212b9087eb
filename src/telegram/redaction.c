/* Redactions of the publisher: runs of X that stand for words, also where the next word is glued
 * to them. No word and no numeral has four X in a row. */
#include "telegram/reader.h"

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

bool redaction_find(Text *text)
{
	for (size_t i = 0, end; i < text->len; i = end + 1) {
		char second = i + 1 < text->len ? text->at[i + 1] : '\0';

		end = i;
		if (ascii_upper(text->at[i]) != 'X' || ascii_upper(second) != 'X')
			continue;
		for (end = i + 1; end < text->len && text->at[end] == second;)
			end++;
		if (is_run(*text, i, end)) {
			*text = text_slice(*text, i, end - i);
			return true;
		}
		end--;
	}
	return false;
}

static void add_run(struct reader *reader, Text run)
{
	struct redaction *redaction = array_add(&reader->cable->redactions, reader->arena);

	if (redaction)
		*redaction =
		    (struct redaction){ REDACTION_RUN, transcript_span(reader->transcript, run) };
}

void redactions_read(struct reader *reader)
{
	Text rest = transcript_slice(reader->transcript, reader->cable->message);

	for (Text run = rest; redaction_find(&run); run = rest) {
		if (reader->cable->redactions.count >= BLOCKS_LIMIT) {
			reader_note(reader, NOTE_TOO_MANY, run);
			break;
		}
		add_run(reader, run);
		rest = text_from(rest, (size_t)(run.at - rest.at) + run.len);
	}
}
