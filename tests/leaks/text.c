/* Sources: telegrams as pages and as rows of an export, narratives. Every line is written as it
 * stands here, so that a longer secret moves nothing but itself. */
#include "leaks.h"

#include "base/out.h"

#define SOURCE_MOST ((size_t)1 << 20)

static const struct {
	const char *station, *town, *name;
} posts[] = {
	{ "RIGA", "RIGA", "Riga" }, { "VALLETTA", "VALLETTA", "Valletta" },
	{ "SUVA", "SUVA", "Suva" }, { "LISBON", "LISBON", "Lisbon" },
	{ "OSLO", "OSLO", "Oslo" }, /* of decoys alone */
};
#define DECOY_POST 4

static const char *const countries[] = { "fiji", "slovenia", "uruguay", "malta", "latvia",
	"ghana" };
static const char *const titles[] = { "FIJI", "SLOVENIA", "URUGUAY", "MALTA", "LATVIA", "GHANA" };

static const char *const lexicon[] = { "the", "ministry", "of", "labor", "counts", "complaints",
	"with", "care", "and", "harbor", "office", "keeps", "a", "list", "on", "wall", "workers",
	"asked", "for", "second", "telephone", "line", "in", "spring", "judge", "read", "code",
	"twice", "before", "lunch", "fishing", "days", "were", "shared", "as", "last", "year",
	"delegates", "agreed", "without", "vote", "that", "tally", "would", "be", "made", "land",
	"inspector", "said", "door", "was", "open", "boats", "returned", "late", "because", "fog",
	"school", "roof", "needs", "repair", "embassy", "noted", "progress" };

struct writing {
	const struct history *history;
	const struct record_text *record;
	const struct revision_text *text;
	int world;
	enum decoy decoy;
	struct chance chance;
	struct arena *arena;
	struct out *out;
};

static Text word_of(const struct writing *writing, enum slot slot)
{
	int canary = writing->text->canaries[slot];

	return canary < 0 || (writing->decoy != DECOY_NONE && slot != SLOT_ID)
	    ? (Text){ 0 }
	    : text_of(writing->history->canaries[canary].word[writing->world]);
}

/* `before`, the word, `behind`; nothing when the slot is empty. */
static void put_slot(
    const struct writing *writing, enum slot slot, const char *before, const char *behind)
{
	Text word = word_of(writing, slot);

	if (word.len)
		out_printf(writing->out, "%s%.*s%s", before, TEXT_ARG(word), behind);
}

static void put_slot_upper(
    const struct writing *writing, enum slot slot, const char *before, const char *behind)
{
	Text word = text_upper(writing->arena, word_of(writing, slot));

	if (word.len)
		out_printf(writing->out, "%s%.*s%s", before, TEXT_ARG(word), behind);
}

static void put_title(
    const struct writing *writing, enum slot slot, const char *before, const char *behind)
{
	Text word = word_of(writing, slot);

	if (word.len)
		out_printf(writing->out, "%s%c%.*s%s", before, ascii_upper(word.at[0]),
		    TEXT_ARG(text_from(word, 1)), behind);
}

static void put_words(struct writing *writing, int lines)
{
	for (int line = 0; line < lines; line++) {
		for (int i = 0; i < 9; i++)
			out_printf(writing->out, "%s%s", i ? " " : "",
			    lexicon[chance_below(
				&writing->chance, sizeof lexicon / sizeof *lexicon)]);
		out_put(writing->out, line + 1 < lines ? TEXT("\n") : TEXT(".\n"));
	}
}

/* --- ids --- */

static int post_of(const struct writing *writing)
{
	return writing->decoy == DECOY_RECORD ? DECOY_POST : writing->record->post;
}

static Text station_of(const struct writing *writing)
{
	int post = post_of(writing);

	return post >= 0 ? text_of(posts[post].station)
			 : text_upper(writing->arena, word_of(writing, SLOT_ID));
}

static enum shape shape_of(const struct writing *writing)
{
	return writing->decoy == DECOY_RECORD ? SHAPE_PAGE : writing->record->shape;
}

static Text id_text(const struct writing *writing, Text station)
{
	return shape_of(writing) == SHAPE_NARRATIVE
	    ? text_format(writing->arena, "tip/%d/%s", writing->record->year,
		  countries[writing->record->country])
	    : text_format(writing->arena, "%02d%.*s%d", writing->record->year % 100,
		  TEXT_ARG(station), writing->record->number);
}

Text id_of(
    const struct history *history, int record, int world, enum decoy decoy, struct arena *arena)
{
	const struct writing writing = { .history = history,
		.record = &history->records[record],
		.text = &history->records[record].texts[0],
		.world = world,
		.decoy = decoy,
		.arena = arena };

	return id_text(&writing, station_of(&writing));
}

Text strange_id_of(const struct history *history, int record, struct arena *arena)
{
	const struct record_text *text = &history->records[record];

	if (text->shape == SHAPE_NARRATIVE)
		return (Text){ 0 };
	return text->post < 0
	    ? text_format(arena, "%02dZQYYZYYZYZ%d", text->year % 100, text->number)
	    : text_format(arena, "%02d%s%d", text->year % 100, posts[text->post].station,
		  9000 + text->number % 1000);
}

/* --- a telegram --- */

static void put_header(struct writing *writing)
{
	struct out *out = writing->out;
	Text station = station_of(writing);
	int number = writing->record->number;

	out_printf(out, "VZCZCXRO%04d\nPP RUEHRA\nDE RUEHRA #%04d/01 0441424\nZNR UUUUU ZZH\n",
	    number, number);
	out_printf(out, "P R 131424Z FEB %02d\nFM AMEMBASSY %.*s\n", writing->record->year % 100,
	    TEXT_ARG(station));
	out_put(out,
	    TEXT("TO RUEHC/SECSTATE WASHDC PRIORITY 4719\nINFO RUEHTL/AMEMBASSY TALLINN 0951\n"));
	put_slot_upper(writing, SLOT_ADDRESSEE, "RUEHXY/AMEMBASSY ", " 0044\n");
	out_printf(
	    out, "UNCLAS SECTION 01 OF 01 %.*s %06d\n\nSIPDIS\n\n", TEXT_ARG(station), number);
	put_slot_upper(writing, SLOT_ROUTING, "DEPT FOR EUR/", "\n\n");
}

static void put_message_head(struct writing *writing)
{
	struct out *out = writing->out;

	out_printf(out, "E.O. 12958: DECL: 02/13/%d\n", writing->record->year + 10);
	out_put(out, writing->decoy ? TEXT("TAGS: EFIS") : TEXT("TAGS: KTIP PHUM"));
	put_slot_upper(writing, SLOT_TAG, " (", ", GIVEN) LG");
	out_put(out, TEXT("\nSUBJECT: HARBORS AND"));
	put_slot_upper(writing, SLOT_SUBJECT, " ", " LABOR");
	out_put(out, TEXT("\n\nREF: A. 05 TALLINN 640\n"));
	put_slot_upper(writing, SLOT_CITED, "B. 06 ", " 73\n");
	put_title(writing, SLOT_BY, "\nClassified By: Ambassador Jan ",
	    " for reasons 1.4 (b) and (d).\n");
}

static void put_body(struct writing *writing)
{
	struct out *out = writing->out;
	int paragraph = 1;

	out_printf(out, "\n%d. (SBU) SUMMARY. ", paragraph++);
	put_words(writing, 2);
	put_slot(writing, SLOT_BODY, "They named ", " first. END SUMMARY.\n");
	put_slot_upper(writing, SLOT_HEADING, "\n----------------------\nTHE CASE OF ",
	    "\n----------------------\n");
	for (int i = 0; i < (writing->decoy ? 1 : writing->text->paragraphs); i++) {
		out_printf(out, "\n%d. (U) ", paragraph++);
		put_words(writing, 3);
		if (i == 0)
			put_title(writing, SLOT_MARKED, "Our contact ",
			    " (strictly protect) told us so.\n");
		if (i == 1)
			put_slot(writing, SLOT_SHARED, "The ", " company was there again.\n");
		put_slot(writing, SLOT_BODY_LATER, "Of this ", " knew more.\n");
	}
	put_slot_upper(writing, SLOT_SIGNATURE, "\n", "\n");
}

/* An export breaks the name's line. */
static void put_origin(struct writing *writing, const char *embassy)
{
	int post = post_of(writing);

	if (post >= 0)
		out_printf(writing->out, "%s%s", embassy, posts[post].name);
	else if (word_of(writing, SLOT_ORIGIN).len)
		put_title(writing, SLOT_ORIGIN, embassy, "");
	else
		out_printf(writing->out, "%sRiga", embassy);
}

static void put_page(struct writing *writing)
{
	Text id = id_text(writing, station_of(writing));
	struct out *out = writing->out;

	out_put(out,
	    TEXT(
		"Currently released so far... 143912 / 251,287\n\nArticles\n\nBrowse latest releases\n\n"));
	out_printf(out, "Viewing cable %.*s, HARBORS AND", TEXT_ARG(id));
	put_slot_upper(writing, SLOT_SUBJECT, " ", " LABOR");
	out_put(out, TEXT("\n\nReference ID Created Released Classification Origin\n"));
	out_printf(out, "%.*s %d-02-13 14:24 2011-08-26 00:00 UNCLASSIFIED ", TEXT_ARG(id),
	    writing->record->year);
	put_origin(writing, "Embassy ");
	out_char(out, '\n');
	put_header(writing);
	put_message_head(writing);
	put_body(writing);
}

static void put_row(struct writing *writing)
{
	Text id = id_text(writing, station_of(writing));
	struct out *out = writing->out;

	out_printf(out, "\"%d\",\"2/13/%d 14:24\",\"%.*s\",\"", writing->record->number,
	    writing->record->year, TEXT_ARG(id));
	put_origin(writing, "Embassy\n");
	out_put(out, TEXT("\",\"UNCLASSIFIED\",\"05TALLINN640"));
	put_slot_upper(writing, SLOT_CITED, "|06", "73");
	out_put(out, TEXT("\",\""));
	put_header(writing);
	out_put(out, TEXT("\",\""));
	put_message_head(writing);
	put_body(writing);
	out_put(out, TEXT("\"\n"));
}

static void put_narrative(struct writing *writing)
{
	struct out *out = writing->out;

	out_printf(out, "%s (Tier 2)\n\n", titles[writing->record->country]);
	put_words(writing, 3);
	put_slot(writing, SLOT_BODY, "One boat, the ", ", came twice.\n");
	out_printf(out, "\nRecommendations for %s: Train port officials; count boats",
	    titles[writing->record->country]);
	put_slot(writing, SLOT_SHARED, "; ask the ", " company");
	out_put(out, TEXT(".\n\nProsecution\n"));
	put_words(writing, 3);
	put_slot(writing, SLOT_BODY_LATER, "The court of ", " heard two cases.\n");
	out_put(out, TEXT("\nProtection\n"));
	put_words(writing, writing->text->paragraphs);
	out_put(out, TEXT("\nPrevention\n"));
	put_words(writing, 2);
	put_slot(writing, SLOT_BODY_LATER, "Of ", " more is known.\n");
}

Text source_of(const struct history *history, int record, int text, int world, enum decoy decoy,
    struct arena *arena)
{
	const struct record_text *about = &history->records[record];
	struct out out;
	struct writing writing = { history, about, &about->texts[text], world, decoy,
		{ about->texts[text].filler + decoy }, arena, &out };
	Text source;

	out_begin(&out, SOURCE_MOST);
	if (shape_of(&writing) == SHAPE_PAGE)
		put_page(&writing);
	else if (shape_of(&writing) == SHAPE_ROW)
		put_row(&writing);
	else
		put_narrative(&writing);
	source = text_copy(arena, out_text(&out));
	out_end(&out);
	return source;
}

const char *path_of(
    const struct history *history, int record, int text, int world, struct arena *arena)
{
	const struct record_text *about = &history->records[record];

	return text_format(arena, "box-%s/%s-%d.txt",
	    history->canaries[about->texts[text].canaries[SLOT_PATH]].word[world],
	    about->shape == SHAPE_ROW ? "row" : "page", record)
	    .at;
}
