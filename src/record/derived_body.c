/* The derived members that tell of a message's body: pages, headings, paragraphs, items, signature.
 */
#include "record/redaction.h"
#include "record/reflow.h"
#include "record/shape.h"

#define FALSE_NUMBER_EXCERPT 40
#define LETTERS_LIMIT        26

static void put_key_text(const struct writing *writing, const char *key, Text text)
{
	out_json_key(writing->out, key);
	put_text(writing, text);
}

static void put_key_pair(const struct writing *writing, const char *key, uint32_t a, uint32_t b)
{
	out_json_key(writing->out, key);
	out_json_pair(writing->out, a, b);
}

void derive_marker_count(const struct writing *writing, const void *base)
{
	out_json_number(writing->out, ((const struct cable *)base)->markers.count);
}

void derive_marker_mid_paragraph(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < cable->markers.count; i++)
		if (cable->markers.items[i].joins_sentence)
			out_json_number(writing->out, cable->markers.items[i].page);
	out_json_close(writing->out, ']');
}

/* "2. COSTS:" -> "COSTS". */
static Text heading_title(const struct block *block, Text words)
{
	text_take(&words, block->label);
	words = text_trim(words);
	if (text_ends(words, TEXT(":")))
		words = text_trim_end(text_slice(words, 0, words.len - 1));
	return words;
}

static void put_heading(const struct writing *writing, const struct block *block)
{
	Text words = record_words(writing->record, block->span, writing->arena);

	out_json_open(writing->out, '{');
	put_key_text(writing, "number", block->number);
	put_key_text(writing, "text", words);
	put_key_text(writing, "title", heading_title(block, words));
	put_key_pair(writing, "lines", block->first_line, block->last_line);
	if (block->frame_before || block->frame_after)
		put_key_pair(
		    writing, "framed_by_dash_lines", block->frame_before, block->frame_after);
	else
		put_key_text(writing, "framed_by_dash_lines", TEXT(""));
	put_key_text(writing, "path", block->id);
	out_json_close(writing->out, '}');
}

void derive_headings(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_HEADING)
			put_heading(writing, &cable->blocks.items[i]);
	out_json_close(writing->out, ']');
}

static void put_pages_spanned(
    const struct writing *writing, const struct cable *cable, uint32_t from, uint32_t to)
{
	uint32_t low = 0, high = cable->markers.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (cable->markers.items[middle].line < from)
			low = middle + 1;
		else
			high = middle;
	}
	out_json_open(writing->out, '[');
	for (; low < cable->markers.count && cable->markers.items[low].line <= to; low++)
		out_json_number(writing->out, cable->markers.items[low].page);
	out_json_close(writing->out, ']');
}

/* The portion mark of the paragraph around `block` is that of the number its id begins with. */
static Text effective_marking(const struct writing *writing, const struct block *block)
{
	Text rest = block->id, around = text_cut(&rest, '.');

	if (!block->inherited.len)
		return (Text){ 0 };
	return text_format(writing->arena, "%.*s (inherited from paragraph %.*s)",
	    TEXT_ARG(block->inherited), TEXT_ARG(around));
}

static void put_paragraph(
    const struct writing *writing, const struct cable *cable, const struct block *block)
{
	const struct transcript *transcript = &writing->record->transcript;

	out_json_open(writing->out, '{');
	put_key_text(writing, "id", block->id);
	put_key_text(writing, "label", block->label);
	put_key_text(writing, "marking", block->marking);
	put_key_text(writing, "effective_marking", effective_marking(writing, block));
	out_json_key(writing->out, "level");
	out_json_number(writing->out, block->level);
	put_key_text(writing, "heading", block->heading);
	put_key_pair(writing, "lines", block->first_line, block->end_line);
	put_key_text(
	    writing, "starts", text_trim(transcript_get_line(transcript, block->first_line)));
	if (block->level > 1)
		put_key_text(writing, "question",
		    record_words(writing->record, block->span, writing->arena));
	out_json_key(writing->out, "pages_spanned");
	put_pages_spanned(writing, cable, block->first_line, block->end_line);
	out_json_close(writing->out, '}');
}

void derive_paragraphs(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_PARAGRAPH)
			put_paragraph(writing, cable, &cable->blocks.items[i]);
	out_json_close(writing->out, ']');
}

static bool is_lettered(const struct block *block)
{
	return block->kind == BLOCK_PARAGRAPH && block->level == 3 && block->heading.len;
}

static uint32_t count_lettered(const struct cable *cable)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < cable->blocks.count; i++)
		count += is_lettered(&cable->blocks.items[i]);
	return count;
}

void derive_lettered_count(const struct writing *writing, const void *base)
{
	out_json_number(writing->out, count_lettered(base));
}

/* The keys are headings, the same one comes again: the one place where a tree is built. */
static void put_lettered(const struct writing *writing, const struct cable *cable)
{
	json_t *object = json_object();

	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		const struct block *block = &cable->blocks.items[i];
		if (!is_lettered(block))
			continue;
		const char *key = text_string(writing->arena, block->heading);
		if (!key)
			continue;
		Text before = json_get_text(object, key);
		if (before.len >= LETTERS_LIMIT)
			continue;
		Text letters = text_format(
		    writing->arena, "%.*s%.*s", TEXT_ARG(before), TEXT_ARG(block->number));
		json_object_set_new(object, key, json_text(letters));
	}
	out_json(writing->out, object, JSON_STYLE_LINE);
}

void derive_lettered(const struct writing *writing, const void *base)
{
	if (count_lettered(base))
		put_lettered(writing, base);
	else
		out_json_word(writing->out, TEXT("{}"));
}

void derive_bullet_lines(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_ITEM)
			out_json_number(writing->out, cable->blocks.items[i].first_line);
	out_json_close(writing->out, ']');
}

void derive_bullet_count(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	uint32_t count = 0;

	for (uint32_t i = 0; i < cable->blocks.count; i++)
		count += cable->blocks.items[i].kind == BLOCK_ITEM;
	out_json_number(writing->out, count);
}

void derive_false_numbers(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	struct out *out = writing->out;

	out_json_open(out, '[');
	for (uint32_t i = 0; i < cable->false_numbers.count; i++) {
		uint32_t line = cable->false_numbers.items[i];
		Text text = text_trim(transcript_get_line(&writing->record->transcript, line));

		out_json_open(out, '{');
		out_json_key(out, "line");
		out_json_number(out, line);
		put_key_text(writing, "text", text_trim_end(redaction_head(text, FALSE_NUMBER_EXCERPT)));
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

void derive_surname(const struct writing *writing, const void *base)
{
	put_text(writing, text_upper(writing->arena, ((const struct cable *)base)->signature.text));
}

void derive_mixed_case(const struct writing *writing, const void *base)
{
	Text raw = ((const struct cable *)base)->signature.text;

	put_bool(writing, !text_equal(text_upper(writing->arena, raw), raw));
}
