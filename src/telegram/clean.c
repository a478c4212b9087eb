/* A body's words without what is no text: labels, portion marks, dash lines, SIPDIS, redactions. */
#include "telegram/telegram.h"

#include <string.h>

#include "telegram/reader.h"

struct cleaning {
	const struct catalog *catalog;
	char *at;
	size_t len;
};

static void put(struct cleaning *cleaning, Text text)
{
	if (text.len)
		memcpy(cleaning->at + cleaning->len, text.at, text.len);
	cleaning->len += text.len;
}

/* SIPDIS takes the blank lines above it along. */
static void cut_blank_lines(struct cleaning *cleaning)
{
	while (cleaning->len > 1 && cleaning->at[cleaning->len - 1] == '\n' &&
	    cleaning->at[cleaning->len - 2] == '\n')
		cleaning->len--;
}

static void put_line(struct cleaning *cleaning, Text line)
{
	struct label label;
	Text marking;

	if (label_take(cleaning->catalog, line, &label)) {
		line = text_from(line, (size_t)(label.label.at + label.label.len - line.at));
		text_take_blanks(&line);
		marking_take(cleaning->catalog, &line, &marking);
	}
	struct redaction unused;

	for (Text found = line; redaction_find(&found, &unused); found = line) {
		put(cleaning, text_slice(line, 0, (size_t)(found.at - line.at)));
		line = text_from(line, (size_t)(found.at - line.at) + found.len);
	}
	put(cleaning, line);
}

Text telegram_clean(Text body, const struct catalog *catalog, struct arena *arena)
{
	struct cleaning cleaning = { .catalog = catalog };

	cleaning.at = body.len ? arena_take(arena, body.len) : NULL;
	if (!cleaning.at)
		return (Text){ "", 0 };
	while (body.len) {
		bool ended = text_find_char(body, '\n') != TEXT_NONE;
		Text line = text_cut(&body, '\n');

		if (text_equal_nocase(text_trim(line), TEXT("SIPDIS"))) {
			cut_blank_lines(&cleaning);
			continue;
		}
		if (!is_dash_line(line))
			put_line(&cleaning, line);
		if (ended)
			put(&cleaning, TEXT("\n"));
	}
	return (Text){ cleaning.at, cleaning.len };
}
