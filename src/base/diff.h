/* Differences between two texts, word by word. */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

#include "base/arena.h"
#include "base/error.h"

enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };

/* Words with the blanks between them: the pieces that are not new make up the old text to the byte,
 * those that are not gone the new one. */
struct diff_piece {
	enum diff_kind kind;
	Text text;
};
typedef ARRAY(struct diff_piece) DiffList;

/* How many bytes that `text` opens with are one word, whatever stands in them; 0: as usual. */
typedef size_t diff_whole(Text text);

/* The fewest words gone and new (Myers 1986). Where they are more than some 1,500, lines are
 * compared instead, and where those are, too, all between what is the same at both ends counts as
 * gone and new. Pieces of a kind that touch are one; gone stands before new. In the arena, slices of
 * both texts. `whole` may be NULL. FAULT_NO_MEMORY. */
enum fault word_diff(Text before, Text after, diff_whole *whole, struct arena *arena,
    DiffList *pieces, struct error *err);

#endif
