/* Classification: its texts and slugs, from the one table of marking.h. */
#include "record/marking.h"

#define CLASSIFICATION_ROW(name, slug, text) { TEXT_INIT(slug), TEXT_INIT(text) },
static const struct {
	Text slug, text;
} rows[] = { CLASSIFICATIONS(CLASSIFICATION_ROW) };
#undef CLASSIFICATION_ROW

Text classification_text(enum classification classification)
{
	return rows[(unsigned)classification < CLASS_COUNT ? (unsigned)classification
							   : CLASS_UNKNOWN]
	    .text;
}

Text classification_slug(enum classification classification)
{
	return rows[(unsigned)classification < CLASS_COUNT ? (unsigned)classification
							   : CLASS_UNKNOWN]
	    .slug;
}

enum classification classification_read(Text text)
{
	for (unsigned i = CLASS_UNKNOWN + 1; i < CLASS_COUNT; i++)
		if (text_equal(rows[i].text, text))
			return (enum classification)i;
	return CLASS_UNKNOWN;
}

enum classification classification_of_slug(Text slug)
{
	for (unsigned i = CLASS_UNKNOWN + 1; i < CLASS_COUNT; i++)
		if (text_equal(rows[i].slug, slug))
			return (enum classification)i;
	return CLASS_UNKNOWN;
}
