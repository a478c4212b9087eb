/* Records for the oracle: invented at random, and kept twice, as the program takes them and as
 * plain words and values. */
#ifndef TESTS_SEARCH_ORACLE_RECORDS_H
#define TESTS_SEARCH_ORACLE_RECORDS_H

#include <string.h>

#include "search/collection.h"

#define PARAGRAPHS  3
#define PASSAGES    (PARAGRAPHS + 2) /* title, paragraphs, id */
#define WORDS_MOST  24               /* of a passage */
#define VALUES_MOST 8                /* of a facet in a record */
#define CITES_MOST  3

/* word, its stem */
static const char *const vocabulary[][2] = { { "port", "port" }, { "porter", "porter" },
	{ "ports", "port" }, { "visit", "visit" }, { "visa", "visa" }, { "visas", "visa" },
	{ "elan", "elan" }, { "a", "a" }, { "to", "to" }, { "tier", "tier" }, { "labor", "labor" },
	{ "wheat", "wheat" }, { "coup", "coup" }, { "coups", "coup" } };
#define VOCABULARY (sizeof vocabulary / sizeof *vocabulary)
#define OTHER_WORD VOCABULARY

static const char *const tag_codes[] = { "KTIP", "KCRM", "PREL", "EAGR", "ZZ9" };
static const char *const caption_codes[] = { "SIPDIS", "NOFORN", "EXDIS" };
static const char *const country_codes[][2] = { { "KG", "kyrgyzstan" }, { "TR", "turkey" },
	{ "US", "united-states" } };
static const char *const origins[][2] = { { "", "" }, { "Mission Alpha", "mission-alpha" },
	{ "Mission Beta", "mission-beta" }, { "Office Beta", "office-beta" } };
static const char *const days[] = { "2011-08-26", "2011-05-20", "2010-11-28", "2011-08-25" };
static const char *const moments[] = { "2000", "2000-01", "2000-01-01", "2000-01-01T00:00Z",
	"2001-02", "2001-02-03", "2001-02-03T04:05Z", "2001-12-31", "2001-12-31T23:59:59Z", "2002",
	"2002-07", "2002-07-09T10:00Z", "2003-12", "2003" };

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct fake {
	char id[16];
	Text passages[PASSAGES];
	unsigned counts[PASSAGES], words[PASSAGES][WORDS_MOST]; /* numbers in the vocabulary */
	unsigned length;
	enum record_kind kind;
	enum classification class;
	Text origin, from, to;
	Moment created, released;
	unsigned cites[CITES_MOST], cite_count; /* numbers of records */
	bool versions;
	unsigned written; /* two bits a tag: how the cable spells it */
	char values[FACET_COUNT][VALUES_MOST][20];
	unsigned value_counts[FACET_COUNT];
};

static struct fake fakes[RECORDS];
static unsigned seed = 20110826;

static unsigned dice(unsigned sides)
{
	return (unsigned)rand_r(&seed) % sides;
}

/* ---- texts ---- */

static Text random_text(unsigned most, struct arena *arena)
{
	static const char *const parting[] = { " ", "  ", "\n", "-", "/", ". ", " '" };
	struct out out;
	Text text;

	out_begin(&out, 10000);
	for (unsigned i = 0, count = dice(most); i < count; i++) {
		Text word = text_of(vocabulary[dice(dice(2) ? VOCABULARY : 4)][0]);

		if (i)
			out_put(&out, text_of(parting[dice(7)]));
		if (dice(8) == 0 && text_equal(word, TEXT("elan")))
			word = TEXT("Élan");
		out_put(&out, dice(3) ? word : text_upper(arena, word));
	}
	text = text_copy(arena, out_text(&out));
	out_end(&out);
	return text;
}

static unsigned number_of(const char *word)
{
	unsigned number = 0;

	while (number < VOCABULARY && strcmp(vocabulary[number][0], word) != 0)
		number++;
	return number;
}

/* Reads the words of ASCII text, and of "Élan". */
static void read_words(struct fake *fake, unsigned passage)
{
	Text text = fake->passages[passage];
	char word[16];
	unsigned len = 0;

	for (size_t i = 0; i <= text.len; i++) {
		unsigned char c = i < text.len ? (unsigned char)text.at[i] : ' ';
		bool accent = c == 0xC3;

		i += accent;
		if (accent || ascii_is_letter((char)c) || ascii_is_digit((char)c)) {
			word[len++] = accent ? 'e' : ascii_lower((char)c);
		} else if (len) {
			word[len] = '\0';
			fake->words[passage][fake->counts[passage]++] = number_of(word);
			fake->length++;
			len = 0;
		}
	}
}

/* ---- values ---- */

static void put_value(struct fake *fake, enum facet facet, const char *value)
{
	unsigned at = fake->value_counts[facet]++;

	snprintf(fake->values[facet][at], sizeof fake->values[facet][at], "%s", value);
}

static void put_values(struct fake *fake, enum facet facet, const char *const *values,
    size_t stride, unsigned count, unsigned chosen)
{
	for (unsigned i = 0; i < count; i++)
		if (chosen >> i & 1)
			put_value(fake, facet, values[i * stride]);
}

static void put_date(struct fake *fake, enum facet facet, const char *date, unsigned digits)
{
	char value[20];

	if (strlen(date) < digits)
		return;
	snprintf(value, sizeof value, "%.*s", (int)digits, date);
	put_value(fake, facet, value);
}

static void invent_values(struct fake *fake)
{
	static const char *const kinds[] = { "cable", "narrative" };
	const char *created = dice(9) ? moments[dice(COUNT_OF(moments))] : "";
	const char *released = days[dice(COUNT_OF(days))];
	unsigned origin = dice(COUNT_OF(origins));

	fake->kind = dice(2) ? RECORD_CABLE : RECORD_NARRATIVE;
	fake->class = (enum classification)dice(4);
	fake->origin = text_of(origins[origin][0]);
	fake->versions = dice(3) == 0;
	moment_read(text_of(created), &fake->created);
	moment_read(text_of(released), &fake->released);
	put_value(fake, FACET_KIND, kinds[fake->kind]);
	if (origin)
		put_value(fake, FACET_ORIGIN, origins[origin][1]);
	put_value(fake, FACET_CLASSIFICATION, classification_slug(fake->class).at);
	put_values(fake, FACET_TAG, tag_codes, 1, 5, dice(32) & dice(32));
	fake->written = dice(1024);
	put_values(fake, FACET_CAPTION, caption_codes, 1, 3, dice(8) & dice(8));
	put_values(fake, FACET_COUNTRY, &country_codes[0][1], 2, 3, dice(8));
	put_date(fake, FACET_YEAR, created, 4);
	put_date(fake, FACET_MONTH, created, 7);
	put_date(fake, FACET_RELEASED, released, 10);
	if (fake->kind == RECORD_CABLE && dice(2))
		fake->to = dice(2) ? TEXT("AMEMBASSY GAMMA") : TEXT("GAMMA DELTA");
	if (fake->kind == RECORD_CABLE && dice(2))
		fake->from = dice(2) ? TEXT("AMEMBASSY BETA") : TEXT("BETA GAMMA");
}

/* All words of another record, or all but those of one passage. */
static void repeat(struct fake *fake, const struct fake *model)
{
	unsigned own = dice(PARAGRAPHS + 2);

	for (unsigned i = 0; i <= PARAGRAPHS; i++)
		if (i != own)
			fake->passages[i] = model->passages[i];
}

static void invent(struct fake *fake, unsigned number, struct arena *arena)
{
	*fake = (struct fake){ .cite_count = dice(CITES_MOST + 1) };
	snprintf(fake->id, sizeof fake->id, "%02uRIGA%u", dice(10), number + 1);
	fake->passages[0] = random_text(5, arena);
	for (int i = 1; i <= PARAGRAPHS; i++)
		fake->passages[i] = random_text(14, arena);
	if (number && dice(4) == 0)
		repeat(fake, &fakes[dice(number)]);
	fake->passages[PASSAGES - 1] = text_of(fake->id);
	for (unsigned i = 0; i < PASSAGES; i++)
		read_words(fake, i);
	for (unsigned i = 0; i < fake->cite_count; i++)
		fake->cites[i] = (number + 1 + i * 7 + dice(7)) % RECORDS;
	invent_values(fake);
}

/* ---- as the program takes them ---- */

static void add_paragraph(struct record *record, Span span, struct arena *arena)
{
	if (record->cable) {
		struct block *block = array_add(&record->cable->blocks, arena);

		block->kind = BLOCK_PLAIN;
		block->span = span;
	} else {
		struct narrative_section *section = record->narrative->sections.items;
		struct narrative_paragraph *paragraph = array_add(&section->paragraphs, arena);

		paragraph->span = span;
	}
}

static void add_paragraphs(struct record *record, const struct fake *fake, struct arena *arena)
{
	struct repairs repairs = { 0 };
	struct error err = { 0 };
	struct out out;

	out_begin(&out, 100000);
	for (int i = 1; i <= PARAGRAPHS; i++) {
		Span span = { (uint32_t)out.len, (uint32_t)fake->passages[i].len };

		if (span.length || record->cable)
			add_paragraph(record, span, arena);
		out_put(&out, fake->passages[i]);
		out_put(&out, TEXT("\n\n"));
	}
	assert_int_equal(transcript_of(text_copy(arena, out_text(&out)), arena, &record->transcript,
			     &repairs, &err),
	    FAULT_NONE);
	out_end(&out);
}

static void add_text(TextList *list, Text text, struct arena *arena)
{
	*(Text *)array_add(list, arena) = text;
}

/* How the cable writes its tag of that number; NULL when it has none. */
static const char *written_tag(const struct fake *fake, unsigned tag)
{
	static const char *const forms[] = { "%s", "%.2s-X", "%.3s-X", "Wrong  %s" };
	static char written[24];
	unsigned form = fake->written >> 2 * tag & 3;

	if (fake->kind != RECORD_CABLE || tag >= fake->value_counts[FACET_TAG])
		return NULL;
	snprintf(written, sizeof written, forms[form], fake->values[FACET_TAG][tag]);
	return written;
}

static void add_written(struct record *record, const struct fake *fake, struct arena *arena)
{
	for (unsigned i = 0; i < VALUES_MOST; i++) {
		const char *written = written_tag(fake, i);
		struct tag_use *use = written ? array_add(&record->cable->tags, arena) : NULL;

		if (!use)
			continue;
		use->raw.text = text_copy(arena, text_of(written));
		*(Text *)array_add(&use->codes, arena) = text_of(fake->values[FACET_TAG][i]);
	}
}

static void add_lists(struct record *record, const struct fake *fake, struct arena *arena)
{
	for (unsigned i = 0; i < fake->value_counts[FACET_TAG]; i++)
		add_text(&record->tags, text_of(fake->values[FACET_TAG][i]), arena);
	for (unsigned i = 0; i < fake->value_counts[FACET_CAPTION]; i++)
		add_text(&record->captions, text_of(fake->values[FACET_CAPTION][i]), arena);
	for (unsigned i = 0; i < fake->value_counts[FACET_COUNTRY]; i++)
		for (unsigned k = 0; k < COUNT_OF(country_codes); k++)
			if (strcmp(country_codes[k][1], fake->values[FACET_COUNTRY][i]) == 0)
				add_text(&record->countries, text_of(country_codes[k][0]), arena);
	for (unsigned i = 0; i < fake->cite_count; i++)
		add_text(&record->references, text_of(fakes[fake->cites[i]].id), arena);
}

static void make_record(const struct fake *fake, struct published *published, struct arena *arena)
{
	struct record *record = ARENA_NEW(arena, struct record);

	record->kind = fake->kind;
	if (fake->kind == RECORD_CABLE) {
		record->cable = ARENA_NEW(arena, struct cable);
		record->cable->header.from.plad.text = fake->from;
		if (fake->to.len)
			((struct addressee *)array_add(&record->cable->header.to, arena))
			    ->plad.text = fake->to;
	} else {
		record->narrative = ARENA_NEW(arena, struct narrative);
		array_add(&record->narrative->sections, arena);
	}
	record->id = text_of(fake->id);
	record->title = fake->passages[0];
	record->created = fake->created;
	record->classification = fake->class;
	record->origin = fake->origin;
	add_lists(record, fake, arena);
	add_written(record, fake, arena);
	add_paragraphs(record, fake, arena);
	published->record = record;
	published->released = fake->released;
	for (int i = 0; i < 1 + fake->versions; i++)
		array_add(&published->versions, arena);
}

#endif
