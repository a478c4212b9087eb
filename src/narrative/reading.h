/* What the rules of a narrative share. Inside narrative/ only. */
#ifndef NARRATIVE_READING_H
#define NARRATIVE_READING_H

#include "narrative/reader.h"

#define TITLE_LINES 40 /* looked through for the title */

struct reading {
	struct record *record;
	struct narrative *narrative;
	const struct catalog *catalog;
	struct arena *arena;
	const struct transcript *transcript;
	size_t longest;     /* line, in characters */
	bool doubled;       /* every line is followed by an empty one */
	bool full;          /* more facts than the limit; noted */
	uint32_t title_end; /* last line of the title */
};

struct tier {
	Text text, code;
};

Text narrative_line(const struct reading *reading, uint32_t line); /* trimmed */
/* A title as it stands in the text. `plain`: the country is known or in capitals. */
struct title {
	Text whole, country, tier;
	bool plain;
};
/* "COUNTRY (Tier 2)", "COUNTRY: Tier 2", "COUNTRY [Tier 2]", "COUNTRY - Tier 2", or the tier on a
 * line of its own: the title that `text` begins with; NULL when there is none. Looks at a few lines
 * only. */
const struct tier *narrative_take_title(
    const struct catalog *catalog, Text text, struct title *title);
/* "F I J I" */
bool narrative_is_spaced(Text line);
/* Finds running heads and page numbers behind the title. */
void narrative_find_frames(struct reading *reading);
bool narrative_is_frame(const struct reading *reading, uint32_t line);
bool narrative_read_title(struct reading *reading);
void narrative_measure(struct reading *reading);
void narrative_read_sections(struct reading *reading);
void narrative_read_recommendations(struct reading *reading);

#endif
