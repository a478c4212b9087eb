/* How far a labelled block reaches. */
#include "telegram/body.h"

static uint32_t begin_of(const struct block *block)
{
	return block->frame_before ? block->frame_before : block->first_line;
}

static uint32_t last_text_line(const struct reader *reader, uint32_t line, uint32_t least)
{
	while (line > least && reader_is_blank(reader, line))
		line--;
	return line;
}

static bool is_free_heading(const struct block *block)
{
	return block->kind == BLOCK_HEADING && block->id.len && block->id.at[0] == 'h';
}

/* A cable paragraph reaches to the line before the next one, or before the free heading of that; a
 * part of one to its last line that is not blank. */
void body_find_extents(struct body *body)
{
	struct cable *cable = body->reader->cable;
	uint32_t next_top = body->end, next_part = body->end;
	bool below_is_top = false;

	for (uint32_t i = cable->blocks.count; i; i--) {
		struct block *block = &cable->blocks.items[i - 1];
		bool free_heading = is_free_heading(block),
		     labelled = block->kind == BLOCK_PARAGRAPH;
		bool top = free_heading
		    ? below_is_top
		    : block->level == 1 && (labelled || block->kind == BLOCK_HEADING);

		if (labelled && block->level == 1)
			block->end_line = next_top - 1;
		else if (labelled)
			block->end_line =
			    last_text_line(body->reader, next_part - 1, block->last_line);
		if (labelled || block->kind == BLOCK_HEADING)
			next_part = begin_of(block);
		if (top)
			next_top = next_part;
		below_is_top = top;
	}
}
