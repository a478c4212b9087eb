/* The table of formats. Of equal likeness the upper row wins. */
#include "intake/format.h"

static const struct format *const formats[] = { &format_mirror_page, &format_tei,
	&format_cables_csv, &format_dump_row, &format_page_text, &format_narrative, &format_plusd,
	&format_jsonl, &format_nara, &format_telegram, NULL };

const struct format *format_find(Text name)
{
	for (size_t i = 0; formats[i]; i++)
		if (text_equal_nocase(formats[i]->name, name))
			return formats[i];
	return NULL;
}

Text format_name(const struct format *format)
{
	return format->name;
}

Text format_summary(const struct format *format)
{
	return format->summary;
}

const struct format *const *format_list(void)
{
	return formats;
}
