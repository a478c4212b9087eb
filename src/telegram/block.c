/* Adding blocks and making their addresses. */
#include "telegram/body.h"

struct block *body_last_block(struct body *body)
{
	BlockList *blocks = &body->reader->cable->blocks;

	return blocks->count ? &blocks->items[blocks->count - 1] : NULL;
}

struct block *body_add_block(struct body *body, enum block_kind kind, Text line)
{
	struct block *block;

	line = text_trim(line);
	body->open = false;
	if (body->reader->cable->blocks.count >= BLOCKS_LIMIT) {
		if (!body->too_many)
			reader_note(body->reader, NOTE_TOO_MANY, line);
		body->too_many = true;
		return NULL;
	}
	block = array_add(&body->reader->cable->blocks, body->reader->arena);
	if (!block)
		return NULL;
	*block = (struct block){ .kind = kind,
		.span = transcript_span(body->reader->transcript, line),
		.first_line = body->line,
		.last_line = body->line,
		.end_line = body->line };
	block->level = 1;
	body->open = true;
	return block;
}

Text body_join_id(struct body *body, Text owner, Text part)
{
	return text_format(body->reader->arena, owner.len ? "%.*s.%.*s" : "%.*s%.*s",
	    TEXT_ARG(owner), TEXT_ARG(part));
}

uint32_t body_level_of(Text id)
{
	uint32_t level = 1;

	for (size_t i = 0; i < id.len; i++)
		level += id.at[i] == '.';
	return level;
}

/* Opens a block without a label of its own. */
struct block *body_add_plain(struct body *body, enum block_kind kind, Text line)
{
	struct block *block = body_add_block(body, kind, line);
	char part[16];

	if (!block)
		return NULL;
	int len = snprintf(part, sizeof part, "a%u", ++body->owner.plain);
	block->id = body_join_id(body, body->owner.id, (Text){ part, (size_t)len });
	block->level = body_level_of(block->id);
	block->inherited = body->marking;
	block->heading = body->heading;
	return block;
}

void body_extend(struct body *body, struct block *block, Text line)
{
	Text all = reader_stretch(
	    transcript_slice(body->reader->transcript, block->span), text_trim(line));

	block->span.length = (uint32_t)all.len;
	block->last_line = block->end_line = body->line;
}

Text body_number_text(struct body *body, uint64_t number)
{
	return text_format(body->reader->arena, "%llu", (unsigned long long)number);
}
