/* The derived members that tell of a message's body: pages, headings, paragraphs, items, signature.
 */
#include "base/utf8.h"
#include "record/reflow.h"
#include "record/shape.h"

#define FALSE_NUMBER_EXCERPT 40
#define LETTERS_LIMIT        26

static void add(json_t *array, json_t *item)
{
	json_array_append_new(array, item);
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *text_or_null(Text text)
{
	return text.len ? json_text(text) : json_null();
}

static json_t *pair(uint32_t a, uint32_t b)
{
	return json_pack("[I, I]", (json_int_t)a, (json_int_t)b);
}

json_t *derive_marker_count(const struct writing *writing, const void *base)
{
	(void)writing;
	return json_integer(((const struct cable *)base)->markers.count);
}

json_t *derive_marker_mid_paragraph(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	(void)writing;
	for (uint32_t i = 0; i < cable->markers.count; i++)
		if (cable->markers.items[i].joins_sentence)
			add(array, json_integer(cable->markers.items[i].page));
	return array;
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

json_t *derive_headings(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		const struct block *block = &cable->blocks.items[i];
		if (block->kind != BLOCK_HEADING)
			continue;
		Text words = record_words(writing->record, block->span, writing->arena);
		json_t *heading = json_object();
		set(heading, "number", text_or_null(block->number));
		set(heading, "text", text_or_null(words));
		set(heading, "title", text_or_null(heading_title(block, words)));
		set(heading, "lines", pair(block->first_line, block->last_line));
		set(heading, "framed_by_dash_lines",
		    block->frame_before || block->frame_after
			? pair(block->frame_before, block->frame_after)
			: json_null());
		set(heading, "path", text_or_null(block->id));
		add(array, heading);
	}
	return array;
}

static json_t *pages_spanned(const struct cable *cable, uint32_t from, uint32_t to)
{
	json_t *array = json_array();
	uint32_t low = 0, high = cable->markers.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (cable->markers.items[middle].line < from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < cable->markers.count && cable->markers.items[low].line <= to; low++)
		add(array, json_integer(cable->markers.items[low].page));
	return array;
}

/* The portion mark of the paragraph around `block` is that of the number its id begins with. */
static json_t *effective_marking(const struct writing *writing, const struct block *block)
{
	Text rest = block->id, around = text_cut(&rest, '.');

	if (!block->inherited.len)
		return json_null();
	return json_text(text_format(writing->arena, "%.*s (inherited from paragraph %.*s)",
	    TEXT_ARG(block->inherited), TEXT_ARG(around)));
}

static json_t *paragraph(
    const struct writing *writing, const struct cable *cable, const struct block *block)
{
	const struct transcript *transcript = &writing->record->transcript;
	json_t *object = json_object();
	Text words = record_words(writing->record, block->span, writing->arena);

	set(object, "id", text_or_null(block->id));
	set(object, "label", text_or_null(block->label));
	set(object, "marking", text_or_null(block->marking));
	set(object, "effective_marking", effective_marking(writing, block));
	set(object, "level", json_integer(block->level));
	set(object, "heading", text_or_null(block->heading));
	set(object, "lines", pair(block->first_line, block->end_line));
	set(object, "starts",
	    text_or_null(text_trim(transcript_get_line(transcript, block->first_line))));
	if (block->level > 1)
		set(object, "question", text_or_null(words));
	set(object, "pages_spanned", pages_spanned(cable, block->first_line, block->end_line));
	return object;
}

json_t *derive_paragraphs(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_PARAGRAPH)
			add(array, paragraph(writing, cable, &cable->blocks.items[i]));
	return array;
}

static bool is_lettered(const struct block *block)
{
	return block->kind == BLOCK_PARAGRAPH && block->level == 3 && block->heading.len;
}

json_t *derive_lettered_count(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_int_t count = 0;

	(void)writing;
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		count += is_lettered(&cable->blocks.items[i]);
	return json_integer(count);
}

json_t *derive_lettered(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
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
		set(object, key,
		    json_text(text_format(
			writing->arena, "%.*s%.*s", TEXT_ARG(before), TEXT_ARG(block->number))));
	}
	return object;
}

json_t *derive_bullet_lines(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	(void)writing;
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_ITEM)
			add(array, json_integer(cable->blocks.items[i].first_line));
	return array;
}

json_t *derive_bullet_count(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_int_t count = 0;

	(void)writing;
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		count += cable->blocks.items[i].kind == BLOCK_ITEM;
	return json_integer(count);
}

json_t *derive_false_numbers(const struct writing *writing, const void *base)
{
	const struct cable *cable = base;
	json_t *array = json_array();

	for (uint32_t i = 0; i < cable->false_numbers.count; i++) {
		uint32_t line = cable->false_numbers.items[i];
		Text text = text_trim(transcript_get_line(&writing->record->transcript, line));
		json_t *object = json_object();
		set(object, "line", json_integer(line));
		set(object, "text",
		    text_or_null(text_trim_end(utf8_head(text, FALSE_NUMBER_EXCERPT))));
		add(array, object);
	}
	return array;
}

json_t *derive_surname(const struct writing *writing, const void *base)
{
	return text_or_null(
	    text_upper(writing->arena, ((const struct cable *)base)->signature.text));
}

json_t *derive_mixed_case(const struct writing *writing, const void *base)
{
	Text raw = ((const struct cable *)base)->signature.text;

	return json_boolean(!text_equal(text_upper(writing->arena, raw), raw));
}
