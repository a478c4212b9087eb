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
	size_t longest; /* line, in characters */
	bool doubled;   /* every line is followed by an empty one */
};

struct tier {
	Text text, code;
};

Text narrative_line(const struct reading *reading, uint32_t line); /* trimmed */
/* "COUNTRY NAME (Tier 2)": its parts, or NULL. */
const struct tier *narrative_split_title(Text line, Text *country, Text *tier);
bool narrative_read_title(struct reading *reading);
void narrative_measure(struct reading *reading);
void narrative_read_sections(struct reading *reading);
void narrative_read_recommendations(struct reading *reading);

#endif
