/* The running text: words by the lexicon's law, by the cable's topics, or used before; sentences,
 * paragraphs with portion marks, headings, points, a signature. */
#include <string.h>

#include "bench/cable.h"

#define WIDTH     65
#define USED_MOST 64

struct writer {
	struct out *out;
	const struct lexicon *lexicon;
	struct facts *facts;
	char line[WIDTH + 64];
	uint32_t column;
	uint32_t used[USED_MOST], used_count; /* content words so far: a ring */
	uint32_t written;
	bool capital, upper; /* of the next word; of all */
};

static void end_line(struct writer *w)
{
	w->line[w->column++] = ' ';
	w->line[w->column++] = '\n';
	out_put(w->out, (Text){ w->line, w->column });
	w->column = 0;
}

static void put_piece(struct writer *w, const char *bytes, uint32_t len)
{
	if (w->column && w->column + 1 + len > WIDTH)
		end_line(w);
	if (w->column)
		w->line[w->column++] = ' ';
	memcpy(w->line + w->column, bytes, len);
	w->column += len;
}

static void put_literal(struct writer *w, const char *words)
{
	Text rest = text_of(words);

	for (Text word = text_cut_word(&rest); word.len; word = text_cut_word(&rest))
		put_piece(w, word.at, (uint32_t)word.len);
}

/* Of a thousand words some 770 follow the law, 120 the topics, 85 come again. */
static uint32_t draw_rank(struct writer *w, uint32_t kind)
{
	struct chance *chance = &w->facts->chance;
	uint32_t held = w->used_count < USED_MOST ? w->used_count : USED_MOST, rank;

	/* Not the last four: nobody repeats a word at once. */
	if (kind >= 890 && held > 12)
		return w->used[(w->used_count - 5 - (uint32_t)(chance_next(chance) % (held - 4))) %
		    USED_MOST];
	rank = kind < 120 ? lexicon_draw_topic(w->lexicon, chance, w->facts->topics[kind & 3])
			  : lexicon_draw(w->lexicon, chance);
	if (rank >= w->lexicon->functions)
		w->used[w->used_count++ % USED_MOST] = rank;
	return rank;
}

static uint32_t make_number(char *bytes, uint32_t random)
{
	uint32_t kind = random % 8, value = random >> 3, len = 0;
	char digits[8];

	if (kind < 2)
		value = 1960 + value % 60;
	else if (kind < 7)
		value %= 100;
	else
		value = 1000 + value % 90000;
	do
		digits[len++] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	for (uint32_t i = 0; i < len; i++)
		bytes[i] = digits[len - 1 - i];
	return len;
}

/* One word, without what stands around it. Some are numbers, a few lost or changed a letter. */
static uint32_t make_word(struct writer *w, char bytes[16])
{
	uint64_t random = chance_next(&w->facts->chance);
	uint32_t kind = (uint32_t)random % 1000, rank, len;
	const struct word *word;

	random >>= 32;
	if (kind >= 975)
		return make_number(bytes, (uint32_t)random);
	rank = draw_rank(w, kind);
	word = &w->lexicon->words[rank];
	len = word->len;
	memcpy(bytes, word->bytes, sizeof word->bytes);
	if (random % 512 == 0 && rank >= w->lexicon->functions)
		bytes[(random >> 10) % len] = (char)('a' + (random >> 16) % 26);
	if (w->capital || (random % 64 == 1 && rank >= w->lexicon->functions))
		bytes[0] = ascii_upper(bytes[0]);
	if (w->upper)
		for (uint32_t i = 0; i < len; i++)
			bytes[i] = ascii_upper(bytes[i]);
	return len;
}

static void put_sentence(struct writer *w)
{
	struct chance *chance = &w->facts->chance;
	uint32_t words = 6 + chance_below(chance, 28), quote = chance_below(chance, 14);
	char bytes[24];

	w->capital = true;
	for (uint32_t i = 0; i < words; i++) {
		uint32_t len = 0;

		if (quote == 0 && i == 0)
			bytes[len++] = '"';
		len += make_word(w, bytes + len);
		w->capital = false;
		if (i == words - 1)
			bytes[len++] = '.';
		else if ((chance->state >> 40) % 14 == 0)
			bytes[len++] = ',';
		if (quote == 0 && i == words - 1)
			bytes[len++] = '"';
		put_piece(w, bytes, len);
	}
	w->written += words;
}

static void put_blank(struct writer *w)
{
	if (w->column)
		end_line(w);
	out_put(w->out, TEXT(" \n"));
}

static void put_words_upper(struct writer *w, uint32_t count)
{
	char bytes[16];

	w->upper = true;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t len = make_word(w, bytes);

		put_piece(w, bytes, len);
	}
	w->upper = false;
	w->written += count;
}

/* "-----", the words, "-----"; or the words alone. */
static void put_heading(struct writer *w)
{
	static const char dashes[] = "----------------------------------------";
	uint32_t len = 12 + chance_below(&w->facts->chance, 28);
	bool framed = chance_below(&w->facts->chance, 3) > 0;

	if (framed) {
		put_piece(w, dashes, len);
		end_line(w);
	}
	put_words_upper(w, 2 + chance_below(&w->facts->chance, 4));
	end_line(w);
	if (framed)
		put_piece(w, dashes, len);
	put_blank(w);
}

static void put_points(struct writer *w)
{
	uint32_t count = 2 + chance_below(&w->facts->chance, 4);

	for (uint32_t i = 0; i < count; i++) {
		put_blank(w);
		put_piece(w, "--", 2);
		put_sentence(w);
	}
}

static void put_paragraph(
    struct writer *w, uint32_t number, const char *portion, const char *from, const char *to)
{
	char label[16];
	uint32_t sentences = 2 + chance_below(&w->facts->chance, 7);

	put_piece(w, label, (uint32_t)snprintf(label, sizeof label, "%u.", number));
	if (*portion)
		put_literal(w, portion);
	put_literal(w, from);
	for (uint32_t i = 0; i < sentences && w->written < w->facts->words; i++)
		put_sentence(w);
	if (chance_below(&w->facts->chance, 12) == 0)
		put_points(w);
	put_literal(w, to);
	put_blank(w);
}

static const char *draw_portion(struct facts *facts)
{
	uint32_t row = facts->classification;

	/* Before the eighties and in short unclassified cables paragraphs bear no marks. */
	if (facts->time.year < 1985 || (row == 0 && facts->index % 2))
		return "";
	if (chance_below(&facts->chance, 8) == 0)
		row = chance_below(&facts->chance, row + 1);
	return class_rows[row].portion;
}

void put_subject(struct out *out, const struct collection *collection, struct facts *facts)
{
	struct writer w = { .out = out, .lexicon = &collection->lexicon, .facts = facts };

	put_literal(&w, "SUBJECT:");
	if (facts->classification && facts->time.year >= 1985 &&
	    chance_below(&facts->chance, 3) == 0)
		put_literal(&w, class_rows[facts->classification].portion);
	put_words_upper(&w, 4 + chance_below(&facts->chance, 10));
	end_line(&w);
}

void put_body(struct out *out, const struct collection *collection, struct facts *facts)
{
	struct writer w = { .out = out, .lexicon = &collection->lexicon, .facts = facts };
	struct chance *chance = &facts->chance;
	uint32_t number = 1;

	if (facts->words > 200 && chance_per_mille(chance, 600))
		put_paragraph(&w, number++, draw_portion(facts), "SUMMARY:", "END SUMMARY.");
	while (w.written < facts->words) {
		bool last = facts->words - w.written < 120 && chance_below(chance, 2);

		if (!last && chance_below(chance, 7) == 0)
			put_heading(&w);
		put_paragraph(&w, number++, draw_portion(facts), last ? "COMMENT:" : "",
		    last ? "END COMMENT." : "");
	}
	put_words_upper(&w, 1);
	if (w.column)
		out_put(out, (Text){ w.line, w.column });
	out_char(out, '\n');
}
