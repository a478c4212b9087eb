/* Words into the transcript. White space of the markup means nothing but "a blank may stand here":
 * what really stands there is decided when the next word comes. */
#include "intake/tei.h"

#define ENTITY_LIMIT 12 /* "&#x0010FFFF;" */

static enum document_part_kind kind_of_part(const struct tei_text *text)
{
	if (text->note)
		return text->note->is_source ? PART_SOURCE : PART_NOTE;
	if (text->head)
		return text->heads > 1 ? PART_HEADING : PART_HEAD;
	if (text->opener)
		return PART_OPENER;
	if (text->closer)
		return PART_CLOSER;
	if (text->row)
		return PART_ROW;
	return text->item ? PART_ITEM : PART_PARAGRAPH;
}

static Text id_of_part(struct tei_text *text, enum document_part_kind kind)
{
	struct arena *arena = &text->piece->arena;
	unsigned count = text->note ? ++text->note_parts : 0;

	if (kind == PART_NOTE)
		return count > 1 ? text_format(arena, "fn%u.%u", text->note_number, count)
				 : text_format(arena, "fn%u", text->note_number);
	return text_format(arena, "%u", ++text->paragraphs);
}

static void begin_part(struct tei_text *text)
{
	enum document_part_kind kind = kind_of_part(text);
	struct document_part *part = NULL;

	if (text->document->parts.count < DOCUMENT_PARTS_LIMIT)
		part = array_add(&text->document->parts, &text->piece->arena);
	if (!part)
		return;
	*part = (struct document_part){ .kind = kind, .id = id_of_part(text, kind) };
	if (kind == PART_NOTE)
		part->label = text->note->sign;
	part->span.start = (uint32_t)text->decoder.len;
	text->part = part;
}

size_t tei_put_place(struct tei_text *text)
{
	struct decoder *decoder = &text->decoder;

	for (; text->feeds && decoder->len; text->feeds--)
		text->blank = (decoder_insert(decoder, '\n'), false);
	text->feeds = 0;
	if (text->tab && text->part)
		text->blank = (decoder_insert(decoder, '\t'), false);
	text->tab = false;
	if (text->blank && decoder->len && decoder->bytes[decoder->len - 1] != '\n')
		decoder_insert(decoder, ' ');
	text->blank = false;
	return decoder->len;
}

void tei_put_begin(struct tei_text *text)
{
	size_t at = tei_put_place(text);

	if (!text->part)
		begin_part(text);
	if (text->date_waits)
		text->date_at = at;
	text->date_waits = false;
}

void tei_put_break(struct tei_text *text, unsigned feeds)
{
	if (text->part)
		text->part->span.length = (uint32_t)text->decoder.len - text->part->span.start;
	text->part = NULL;
	text->blank = text->tab = false;
	if (text->feeds < feeds)
		text->feeds = feeds;
}

void tei_put_sign(struct tei_text *text, Text sign)
{
	for (size_t i = 0; i < sign.len; i++)
		decoder_insert(&text->decoder, sign.at[i]);
}

static bool take_hex(Text *rest, uint64_t *value)
{
	size_t digits = 0;

	*value = 0;
	for (; rest->len && digits < 8; digits++, *rest = text_from(*rest, 1)) {
		char c = ascii_lower(rest->at[0]);

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			break;
		*value = *value * 16 + (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return digits > 0;
}

/* The predefined ones and numbers. Others need the volume's own declarations, which are not read:
 * they stay as they stand, and are noted. */
static bool read_entity(Text name, uint64_t *point)
{
	static const struct {
		Text name;
		char sign;
	} rows[] = { { TEXT_INIT("amp"), '&' }, { TEXT_INIT("lt"), '<' }, { TEXT_INIT("gt"), '>' },
		{ TEXT_INIT("quot"), '"' }, { TEXT_INIT("apos"), '\'' } };

	if (text_take_char(&name, '#'))
		return (text_take_char(&name, 'x') ? take_hex(&name, point)
						   : text_take_digits(&name, 8, point)) &&
		    !name.len;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (text_equal(name, rows[i].name)) {
			*point = (unsigned char)rows[i].sign;
			return true;
		}
	return false;
}

/* The length of what stands at words[0], a '&'. */
static size_t put_entity(struct tei_text *text, Text words, size_t at)
{
	Text head = text_slice(words, 1, ENTITY_LIMIT);
	size_t len = text_find_char(head, ';');
	uint64_t point = 0;
	bool known = len != TEXT_NONE && read_entity(text_slice(head, 0, len), &point);

	if (known && point <= ' ' && point) {
		text->blank = true;
		return len + 2;
	}
	tei_put_begin(text);
	if (known) {
		decoder_point(&text->decoder, point < 0x110000 ? (int32_t)point : -1, at);
		return len + 2;
	}
	if (!text->bad_entities++)
		text->first_bad_entity = text->decoder.len;
	decoder_copy(&text->decoder, at, at + 1);
	return 1;
}

static size_t word_length(Text words, bool entities)
{
	size_t len = 0;

	while (len < words.len && !ascii_is_space(words.at[len]) &&
	    !(entities && words.at[len] == '&'))
		len++;
	return len;
}

void tei_put_words(struct tei_text *text, const struct tei_token *token)
{
	Text words = token->whole;
	size_t at = token->at;
	bool entities = token->kind == TEI_TEXT;

	if (!entities) {
		words = text_from(words, TEXT("<![CDATA[").len);
		at += TEXT("<![CDATA[").len;
		if (text_ends(words, TEXT("]]>")))
			words.len -= TEXT("]]>").len;
	}
	while (words.len) {
		size_t len = word_length(words, entities);

		if (len) {
			tei_put_begin(text);
			decoder_copy(&text->decoder, at, at + len);
		} else if (entities && words.at[0] == '&') {
			len = put_entity(text, words, at);
		} else {
			text->blank = true;
			len = 1;
		}
		words = text_from(words, len);
		at += len;
	}
}
