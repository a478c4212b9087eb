/* One addressee: "RUEHAK/AMEMBASSY ANKARA PRIORITY 0718". */
#include "record/redaction.h"
#include "telegram/reader.h"

static bool is_routing_indicator(Text text)
{
	if (text.len < 5 || text.len > 8 || text.at[0] != 'R')
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_upper(text.at[i]))
			return false;
	return true;
}

static void take_routing(const struct reader *reader, Text *rest, struct addressee *addressee)
{
	size_t slash = text_find_char(*rest, '/');
	Text head = slash == TEXT_NONE ? (Text){ 0 } : text_trim_end(text_slice(*rest, 0, slash));

	if (!is_routing_indicator(head))
		return;
	addressee->routing_indicator = reader_field(reader, head);
	*rest = text_trim(text_from(*rest, slash + 1));
}

static Text last_word(Text text)
{
	size_t from = text.len;

	while (from && !ascii_is_space(text.at[from - 1]))
		from--;
	return text_from(text, from);
}

static bool is_number(Text word)
{
	uint64_t value;

	return word.len >= 4 && text_take_digits(&word, 7, &value) && !word.len;
}

static bool is_precedence(const struct precedence *precedence)
{
	return precedence && text_starts(precedence->form, TEXT("word"));
}

/* Cuts "NIACT IMMEDIATE", "PRIORITY" off the end. */
static bool cut_precedence(const struct reader *reader, Text *rest, struct addressee *addressee)
{
	Text word = last_word(*rest),
	     before = text_trim_end(text_slice(*rest, 0, rest->len - word.len));
	const struct precedence *found = catalog_precedence(reader->catalog, word);

	if (addressee->precedence.text.len || !before.len || !is_precedence(found))
		return false;
	Text two = reader_stretch(last_word(before), word);
	const struct precedence *longer = catalog_precedence(reader->catalog, two);
	if (is_precedence(longer)) {
		word = two;
		found = longer;
	}
	addressee->precedence = reader_field(reader, word);
	addressee->precedence.text = found->word;
	*rest = text_trim_end(text_slice(*rest, 0, rest->len - word.len));
	return true;
}

static bool cut_number(const struct reader *reader, Text *rest, struct addressee *addressee)
{
	Text word = last_word(*rest);

	if (addressee->message_number.text.len || !is_number(word) || word.len == rest->len)
		return false;
	addressee->message_number = reader_field(reader, word);
	*rest = text_trim_end(text_slice(*rest, 0, rest->len - word.len));
	return true;
}

static bool take_zen(Text *rest)
{
	Text after = *rest;

	if (!text_take(&after, TEXT("ZEN")) || !after.len ||
	    (after.at[0] != ' ' && after.at[0] != '/'))
		return false;
	*rest = text_trim(text_from(after, 1));
	return true;
}

static bool cut_zen(Text *rest)
{
	if (!text_ends(*rest, TEXT(" ZEN")))
		return false;
	*rest = text_trim_end(text_slice(*rest, 0, rest->len - 4));
	return true;
}

bool addressee_read(const struct reader *reader, Text line, struct addressee *addressee)
{
	Text rest = text_trim(line);

	*addressee = (struct addressee){ .line = transcript_line(reader->transcript,
					     transcript_span(reader->transcript, rest).start) };
	if (!rest.len || text_starts(rest, TEXT("PAGE ")))
		return false;
	addressee->zen = take_zen(&rest);
	take_routing(reader, &rest, addressee);
	addressee->zen |= take_zen(&rest);
	while (cut_number(reader, &rest, addressee) || cut_precedence(reader, &rest, addressee))
		;
	addressee->zen |= cut_zen(&rest);
	if (!rest.len || redaction_mark_length(rest, NULL) == rest.len)
		return false;
	addressee->plad = reader_field(reader, rest);
	const struct post *post = catalog_post_by_plad(reader->catalog, rest);
	if (post)
		addressee->post = post->station;
	return true;
}
