/* A document of a volume: what its head and its source note say. */
#include "record/record.h"
#include "record/reflow.h"

static Text take_number(Text *head)
{
	size_t digits = 0;

	while (digits < head->len && digits < 6 && ascii_is_digit(head->at[digits]))
		digits++;
	if (!digits || digits == head->len || head->at[digits] != '.')
		return (Text){ 0 };
	Text number = text_slice(*head, 0, digits);
	*head = text_trim(text_from(*head, digits + 1));
	return number;
}

/* Signs of footnotes at the end of a head are no part of the title. */
static Text without_signs(Text title)
{
	while (text_ends(title, TEXT("]"))) {
		size_t at = title.len;

		while (at > 0 && title.len - at < 12 && title.at[at - 1] != '[')
			at--;
		if (at == 0 || title.at[at - 1] != '[')
			return title;
		title = text_trim_end(text_slice(title, 0, at - 1));
	}
	return title;
}

Text document_title(const struct record *record, Text *number, struct arena *arena)
{
	Text head = record_words(record, record->document->head.span, arena);

	*number = take_number(&head);
	return without_signs(head);
}

static bool ends_level(Text rest)
{
	return !rest.len || text_find_char(TEXT(";.,:[ \n"), rest.at[0]) != TEXT_NONE;
}

/* "Secret; Immediate; Nodis." at the beginning of a sentence. */
static enum classification level_of(Text sentence)
{
	static const struct {
		Text words;
		enum classification plain, noforn;
	} rows[] = {
		{ TEXT_INIT("Top Secret"), CLASS_TOP_SECRET, CLASS_TOP_SECRET },
		{ TEXT_INIT("Secret"), CLASS_SECRET, CLASS_SECRET_NOFORN },
		{ TEXT_INIT("Confidential"), CLASS_CONFIDENTIAL, CLASS_CONFIDENTIAL_NOFORN },
		{ TEXT_INIT("Unclassified"), CLASS_UNCLASSIFIED, CLASS_UNCLASSIFIED },
		{ TEXT_INIT("For Official Use Only"), CLASS_FOUO, CLASS_FOUO },
	};
	Text all = text_slice(sentence, 0, text_find_char(sentence, '.'));

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Text rest = sentence;

		if (!text_take_nocase(&rest, rows[i].words) || !ends_level(rest))
			continue;
		/* "Secret Files of ..." is a place, not a level. */
		if (rest.len && rest.at[0] == ' ')
			continue;
		return text_find_nocase(all, TEXT("noforn")) != TEXT_NONE ? rows[i].noforn
									  : rows[i].plain;
	}
	return CLASS_UNKNOWN;
}

enum classification document_level(Text source_note)
{
	enum classification level = CLASS_UNKNOWN;

	while (source_note.len && level == CLASS_UNKNOWN) {
		size_t dot = text_find_char(source_note, '.');

		source_note =
		    text_trim(text_from(source_note, dot == TEXT_NONE ? source_note.len : dot + 1));
		level = level_of(source_note);
	}
	return level;
}
