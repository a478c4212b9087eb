/* Redactions of the publisher: runs of X that stand for words. */
#include "telegram/reader.h"

#define RUN_LEAST       4 /* XXXX; an amount in capitals is no longer than XXX */
#define RUN_LEAST_LOWER 5

static bool is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

static void add_run(struct reader *reader, Text run)
{
	struct redaction *redaction;

	if (reader->cable->redactions.count >= BLOCKS_LIMIT) {
		if (reader->cable->redactions.count == BLOCKS_LIMIT)
			reader_note(reader, NOTE_TOO_MANY, run);
		return;
	}
	redaction = array_add(&reader->cable->redactions, reader->arena);
	if (redaction)
		redaction->span = transcript_span(reader->transcript, run);
}

void redactions_read(struct reader *reader)
{
	Text text = transcript_slice(reader->transcript, reader->cable->message);

	for (size_t i = 0; i < text.len;) {
		size_t end = i + 1;
		bool word = i && is_word(text.at[i - 1]);

		if (text.at[i] != 'X' && text.at[i] != 'x') {
			i++;
			continue;
		}
		while (end < text.len && text.at[end] == text.at[i])
			end++;
		word |= end < text.len && is_word(text.at[end]);
		if (!word && end - i >= (text.at[i] == 'X' ? RUN_LEAST : RUN_LEAST_LOWER))
			add_run(reader, text_slice(text, i, end - i));
		i = end;
	}
}
