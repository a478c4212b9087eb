/* Draws the questions from a corpus, by how many documents have a word, the same ones for the same
 * seed. usage: queries CORPUS SEED > questions. A line a question (question.c reads it back):
 *   kind  typed  op  words  origin  classification  from year  to year  tag
 * Words are drawn from a sample of documents, so that each question finds something and a phrase
 * stands somewhere. */
#include "bench/chance.h"
#include "bench/peers/columns.h"
#include "bench/peers/terms.h"

#define EACH       18
#define SAMPLE     4096
#define ATTEMPTS   200000
#define TRIES      400 /* for a word within one document */
#define NO_WORD    UINT32_MAX
#define WORD_ROOM  48
#define TYPED_ROOM 512

const struct peer peer = { .name = "queries" };

/* A sampled document: its words, NO_WORD between passages and for words of no use. */
struct sampled {
	uint32_t document, count, room;
	uint32_t *words;
};

struct drawing {
	struct columns columns;
	struct terms terms;
	struct sampled sample[SAMPLE];
	uint32_t sample_count;
	struct chance chance;
	char seen[EACH][TYPED_ROOM];
	unsigned seen_count;
};

/* In how many documents a word stands: per mille of all, or as such. */
struct range {
	uint32_t least, most;
};
#define COMMON \
	{ \
		400, 1000 \
	}
#define UPPER \
	{ \
		100, 400 \
	}
#define MIDDLE \
	{ \
		10, 100 \
	}
#define RARE_LEAST 5
#define RARE_MOST  50

enum filter { FILTER_NONE, FILTER_ORIGIN, FILTER_YEARS, FILTER_TAG };

static const struct shape {
	const char *kind;
	char op;
	unsigned count;
	struct range ranges[WORDS_MOST];
	enum filter filter;
} shapes[] = {
	{ "common1", '&', 1, { COMMON }, FILTER_NONE },
	{ "mid1", '&', 1, { { 10, 50 } }, FILTER_NONE },
	{ "rare1", '&', 1, { { 0, 0 } }, FILTER_NONE },
	{ "and2", '&', 2, { MIDDLE, MIDDLE }, FILTER_NONE },
	{ "and3", '&', 3, { COMMON, UPPER, MIDDLE }, FILTER_NONE },
	{ "or2", '|', 2, { MIDDLE, MIDDLE }, FILTER_NONE },
	{ "or5", '|', 5, { COMMON, UPPER, MIDDLE, MIDDLE, MIDDLE }, FILTER_NONE },
	{ "phrase2-common", '"', 2, { COMMON, COMMON }, FILTER_NONE },
	{ "phrase2-rare", '"', 2, { { 1, 20 }, { 1, 20 } }, FILTER_NONE },
	{ "word+origin", '&', 1, { { 10, 400 } }, FILTER_ORIGIN },
	{ "word+class+years", '&', 1, { { 100, 700 } }, FILTER_YEARS },
	{ "browse", '-', 0, { { 0, 0 } }, FILTER_TAG },
};

/* Letters of ASCII, as any engine's language takes them; no operator of one. */
static bool is_askable(const char *word, size_t length)
{
	static const char *const operators[] = { "or", "and", "not", "near" };

	if (length < 2 || length >= WORD_ROOM)
		return false;
	for (size_t i = 0; i < length; i++)
		if (word[i] < 'a' || word[i] > 'z')
			return false;
	for (size_t i = 0; i < 4; i++)
		if (strlen(operators[i]) == length && memcmp(operators[i], word, length) == 0)
			return false;
	return true;
}

static void keep(struct sampled *sampled, uint32_t word)
{
	if (sampled->count == sampled->room) {
		sampled->room = sampled->room ? 2 * sampled->room : 256;
		sampled->words = realloc(sampled->words, sampled->room * sizeof *sampled->words);
		if (!sampled->words)
			die("no memory");
	}
	sampled->words[sampled->count++] = word;
}

static void read_document(struct drawing *drawing, const struct corpus *corpus, uint32_t document,
    struct sampled *sampled)
{
	size_t at = 0, length;
	bool broken;
	const char *word;

	while ((word = corpus_word(corpus, &at, &length, &broken)) != NULL) {
		uint32_t number = NO_WORD;

		if (is_askable(word, length)) {
			number = term_of(&drawing->terms, word, length);
			drawing->terms.items[number].documents +=
			    drawing->terms.items[number].last != document;
			drawing->terms.items[number].last = document;
		}
		if (sampled && broken)
			keep(sampled, NO_WORD);
		if (sampled)
			keep(sampled, number);
	}
}

static void read_corpus(struct drawing *drawing, const char *folder)
{
	uint32_t all = drawing->columns.documents, step = all / SAMPLE + 1, document = 0;
	struct corpus corpus;

	corpus_open(&corpus, folder);
	for (; corpus_next(&corpus); document++) {
		struct sampled *sampled = NULL;

		if (document % step == 0 && drawing->sample_count < SAMPLE) {
			sampled = &drawing->sample[drawing->sample_count++];
			sampled->document = document;
		}
		read_document(drawing, &corpus, document, sampled);
	}
	corpus_close(&corpus);
	if (document != all)
		die("facts and words disagree: %u and %u documents", all, document);
}

static bool fits(const struct drawing *drawing, uint32_t word, struct range range)
{
	uint64_t documents, all = drawing->columns.documents;

	if (word == NO_WORD)
		return false;
	documents = drawing->terms.items[word].documents;
	if (!range.most)
		return documents >= RARE_LEAST && documents <= RARE_MOST;
	return documents * 1000 >= range.least * all && documents * 1000 <= range.most * all;
}

static bool draw_words(struct drawing *drawing, const struct shape *shape,
    const struct sampled *sampled, uint32_t words[WORDS_MOST])
{
	unsigned got = 0;

	for (unsigned try = 0; try < TRIES && got < shape->count && sampled->count; try++) {
		uint32_t at = chance_below(&drawing->chance, sampled->count);
		uint32_t word = sampled->words[at];
		bool repeated = false;

		for (unsigned i = 0; i < got; i++)
			repeated = repeated || words[i] == word;
		if (repeated || !fits(drawing, word, shape->ranges[got]))
			continue;
		if (shape->op != '"') {
			words[got++] = word;
		} else if (at + 1 < sampled->count && sampled->words[at + 1] != word &&
		    fits(drawing, sampled->words[at + 1], shape->ranges[1])) {
			words[got++] = word;
			words[got++] = sampled->words[at + 1];
		}
	}
	return got == shape->count;
}

struct line {
	char typed[TYPED_ROOM], words[TYPED_ROOM], filters[TYPED_ROOM];
};

static void add_text(char text[TYPED_ROOM], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add_text(char text[TYPED_ROOM], const char *format, ...)
{
	size_t length = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + length, TYPED_ROOM - length, format, args);
	va_end(args);
}

static void put_words(const struct drawing *drawing, const struct shape *shape,
    const uint32_t words[WORDS_MOST], struct line *line)
{
	for (unsigned i = 0; i < shape->count; i++) {
		const char *word = drawing->terms.items[words[i]].word;

		add_text(line->words, "%s%s", i ? " " : "", word);
		add_text(line->typed, "%s%s", !i ? "" : shape->op == '|' ? " OR " : " ", word);
	}
	if (shape->op == '"') {
		line->typed[0] = 0;
		add_text(line->typed, "\"%s\"", line->words);
	}
	if (!shape->count)
		add_text(line->words, "-");
}

static const char *value_of(const struct drawing *drawing, unsigned facet, uint32_t document)
{
	uint16_t value = drawing->columns.single[facet][document];

	return value == NO_VALUE ? NULL : drawing->columns.values[facet].names[value];
}

/* origin, classification, from, to, tag; false when the document has no such value. */
static bool put_filters(
    struct drawing *drawing, enum filter filter, uint32_t document, struct line *line)
{
	const struct columns *columns = &drawing->columns;
	const char *origin = value_of(drawing, BY_ORIGIN, document);
	const char *level = value_of(drawing, BY_CLASSIFICATION, document);
	const char *year = value_of(drawing, BY_YEAR, document), *tag;
	uint32_t start = columns->tag_starts[document], end = columns->tag_starts[document + 1];
	long middle = year ? strtol(year, NULL, 10) : 0;

	if (filter == FILTER_NONE) {
		add_text(line->filters, "-\t-\t0\t0\t-");
	} else if (filter == FILTER_ORIGIN && origin) {
		add_text(line->typed, " origin:\"%s\"", origin);
		add_text(line->filters, "%s\t-\t0\t0\t-", origin);
	} else if (filter == FILTER_YEARS && level && year) {
		add_text(line->typed, " class:\"%s\" year:%ld..%ld", level, middle - 1, middle + 1);
		add_text(line->filters, "-\t%s\t%ld\t%ld\t-", level, middle - 1, middle + 1);
	} else if (filter == FILTER_TAG && end > start) {
		tag =
		    columns->values[BY_TAG]
			.names[columns->tags[start + chance_below(&drawing->chance, end - start)]];
		add_text(line->typed, "tag:\"%s\"", tag);
		add_text(line->filters, "-\t-\t0\t0\t%s", tag);
	} else {
		return false;
	}
	return true;
}

static bool is_new(struct drawing *drawing, const char *typed)
{
	for (unsigned i = 0; i < drawing->seen_count; i++)
		if (strcmp(drawing->seen[i], typed) == 0)
			return false;
	snprintf(drawing->seen[drawing->seen_count++], TYPED_ROOM, "%s", typed);
	return true;
}

static void draw_kind(struct drawing *drawing, const struct shape *shape)
{
	drawing->seen_count = 0;
	for (unsigned attempt = 0; attempt < ATTEMPTS && drawing->seen_count < EACH; attempt++) {
		uint32_t words[WORDS_MOST];
		struct line line = { 0 };
		const struct sampled *sampled =
		    &drawing->sample[chance_below(&drawing->chance, drawing->sample_count)];

		if (!draw_words(drawing, shape, sampled, words))
			continue;
		put_words(drawing, shape, words, &line);
		if (put_filters(drawing, shape->filter, sampled->document, &line) &&
		    is_new(drawing, line.typed))
			printf("%s\t%s\t%c\t%s\t%s\n", shape->kind, line.typed, shape->op,
			    line.words, line.filters);
	}
	if (drawing->seen_count < EACH)
		fprintf(stderr, "queries: only %u of %s in this corpus\n", drawing->seen_count,
		    shape->kind);
}

int main(int count, char **words)
{
	static struct drawing drawing;

	if (count != 3)
		die("usage: queries CORPUS SEED");
	columns_open(&drawing.columns, words[1]);
	read_corpus(&drawing, words[1]);
	drawing.chance.state = strtoull(words[2], NULL, 10);
	for (size_t i = 0; drawing.sample_count && i < sizeof shapes / sizeof *shapes; i++)
		draw_kind(&drawing, &shapes[i]);
	for (uint32_t i = 0; i < drawing.sample_count; i++)
		free(drawing.sample[i].words);
	terms_close(&drawing.terms);
	columns_close(&drawing.columns);
	return 0;
}
