/* A volume of Foreign Relations of the United States in TEI: one record a document. */
#include "intake/tei.h"

static int likeness(Text head, const struct catalog *catalog)
{
	bool tei = text_find(head, TEXT("http://www.tei-c.org/ns/1.0")) != TEXT_NONE ||
	    text_find(head, TEXT("<TEI")) != TEXT_NONE;
	Text start = text_trim(text_slice(head, 0, 400));

	(void)catalog;
	text_take(&start, TEXT("\xEF\xBB\xBF"));
	if (tei && text_starts(start, TEXT("<")))
		return 95;
	/* One document, cut out of its volume. */
	if (text_starts(start, TEXT("<div")) &&
	    text_find(text_slice(start, 0, text_find_char(start, '>')),
		TEXT("type=\"document\"")) != TEXT_NONE)
		return 95;
	return 0;
}

const struct format format_tei = {
	TEXT_INIT("tei"),
	TEXT_INIT("a volume of Foreign Relations of the United States in TEI"),
	likeness,
	tei_split,
	tei_read,
};
