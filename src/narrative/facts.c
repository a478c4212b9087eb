/* Facts: sentence by sentence, rule by rule. A figure is given only where its verb or noun, its
 * number and its subject stand in a form that the rules know (docs/formats/narrative.md). */
#include "narrative/facts.h"

#include "record/reflow.h"

#define FACTS_LIMIT 2000

static bool is_same(const struct narrative_fact *a, const struct narrative_fact *b)
{
	return a->metric == b->metric && a->low == b->low && a->year == b->year &&
	    a->sentence.span.start == b->sentence.span.start;
}

static Text unit_of(
    const struct sentence *sentence, const struct figure *figure, enum metric metric)
{
	const struct token *noun = token_at(sentence, figure->noun);

	return figure->noun != NOWHERE && noun->text.len && noun->text.len == noun->word.len
	    ? noun->text
	    : metric_unit(metric);
}

struct narrative_fact *fact_add(struct reading *reading, const struct sentence *sentence,
    enum metric metric, const struct figure *figure)
{
	const struct token *number = token_at(sentence, figure->at);
	struct narrative *narrative = reading->narrative;
	struct narrative_paragraph whole = { .span = transcript_span(
						 reading->transcript, sentence->text) };
	struct narrative_fact fact = { .metric = metric,
		.low = number->value,
		.high = number->high,
		.qualifier = figure->qualifier,
		.compared = number->compared,
		.unit = unit_of(sentence, figure, metric),
		.paragraph = sentence->paragraph->id,
		.number = transcript_field(reading->transcript, number->text) };

	if (narrative->facts.count == FACTS_LIMIT) {
		if (!reading->full)
			note_add(&reading->record->notes, reading->arena, reading->transcript,
			    NOTE_TOO_MANY, number->text);
		reading->full = true;
		return NULL;
	}
	fact.number.text = record_words(reading->record, fact.number.span, reading->arena);
	fact.sentence.span = whole.span;
	fact.year = year_at(reading, sentence, figure->at, &fact.year_rule);
	for (uint32_t i = narrative->facts.count; i > 0; i--) {
		const struct narrative_fact *other = &narrative->facts.items[i - 1];
		if (other->sentence.span.start != whole.span.start)
			break;
		fact.sentence.text = other->sentence.text;
		if (is_same(other, &fact))
			return NULL;
	}
	if (!fact.sentence.text.len)
		fact.sentence.text = narrative_flow(reading->record, &whole, reading->arena);
	struct narrative_fact *added = array_add(&narrative->facts, reading->arena);
	if (added)
		*added = fact;
	return added;
}

/* ---- years ---- */

static bool is_verb_form(const struct token *token)
{
	return token->kind == TOKEN_WORD && token->meaning == MEANS_NOTHING &&
	    text_ends(token->word, TEXT("ed"));
}

/* Whether the year at `at` dates what is told: "in 2010", "in early 2010"; not "the 2005 law", "in
 * force since 2008", and not of another act: "arrested in 2008". */
static bool dates(const struct sentence *sentence, uint32_t at)
{
	uint32_t in = at;

	if (token_at(sentence, at)->kind != TOKEN_YEAR)
		return false;
	for (int i = 0; i < 3 && in; i++) {
		in--;
		if (token_is(sentence, in, "in during throughout"))
			return !in || !is_verb_form(token_at(sentence, in - 1)) ||
			    token_is(sentence, in - 1, "trained");
		if (!token_is(sentence, in,
			"early late mid the calendar year january february march april may june july "
			"august september october november december"))
			return false;
	}
	return false;
}

static bool is_period(const struct sentence *sentence, uint32_t at)
{
	return token_is(sentence, at, "period year") && at &&
	    token_is(sentence, at - 1, "reporting");
}

static bool is_previous(const struct sentence *sentence, uint32_t at)
{
	return token_is(sentence, at, "year") &&
	    ((at && token_is(sentence, at - 1, "previous prior preceding last")) ||
		token_is(sentence, at + 1, "before earlier"));
}

int main_year(const struct sentence *sentence)
{
	for (uint32_t at = 0; at < sentence->count; at++)
		if (!sentence->tokens[at].compared && dates(sentence, at))
			return (int)sentence->tokens[at].value;
	return 0;
}

static bool bounds(const struct sentence *sentence, uint32_t at)
{
	return token_is_mark(sentence, at, ";");
}

/* The mark of time from `at` on in its own part of the sentence; *year 0 for the reporting period.
 */
static bool year_behind(const struct sentence *sentence, uint32_t at, int *year)
{
	bool compared = sentence->tokens[at].compared;

	for (; at < sentence->count && !bounds(sentence, at); at++) {
		if (sentence->tokens[at].compared != compared)
			return false;
		*year = 0;
		if (dates(sentence, at)) {
			*year = (int)sentence->tokens[at].value;
			return true;
		}
		if (is_period(sentence, at))
			return true;
		if (compared && is_previous(sentence, at)) {
			int this_year = main_year(sentence);
			*year = this_year ? this_year - 1 : 0;
			return true;
		}
	}
	return false;
}

static bool year_before(const struct sentence *sentence, uint32_t at, int *year)
{
	while (at--)
		if (!sentence->tokens[at].compared && dates(sentence, at)) {
			*year = (int)sentence->tokens[at].value;
			return true;
		}
	return false;
}

/* "These shelters", "Of these 34 victims", "Six of the eight": goes on with the sentence before. */
static bool refers_back(const struct sentence *sentence)
{
	uint32_t of = token_find(sentence, 0, 3, "of");

	return token_is(sentence, 0, "these those") ||
	    (of != NOWHERE && token_is(sentence, of + 1, "these those the them"));
}

/* Told by what it is compared with: the year after, if that is the newest year of the figures. */
static int year_from_comparison(
    const struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	const struct narrative *narrative = reading->narrative;
	int year = 0;

	while (at < sentence->count && !sentence->tokens[at].compared && !bounds(sentence, at))
		at++;
	if (at >= sentence->count || !sentence->tokens[at].compared ||
	    !year_behind(sentence, at, &year) || !year || !narrative->data_years.count)
		return 0;
	return year + 1 == narrative->data_years.items[0] ? year + 1 : 0;
}

int year_at(const struct reading *reading, const struct sentence *sentence, uint32_t at, Text *rule)
{
	int year = 0;

	*rule = (Text){ 0 };
	if (!sentence->tokens[at].compared && token_is(sentence, 0, "in during") &&
	    dates(sentence, 1))
		return (int)sentence->tokens[1].value;
	if (year_behind(sentence, at, &year)) {
		if (!year)
			*rule = TEXT("reporting period");
		return year;
	}
	if (sentence->tokens[at].compared)
		return 0;
	if (year_before(sentence, at, &year))
		return year;
	if (sentence->year_before && refers_back(sentence)) {
		*rule = TEXT("from the preceding sentence");
		return sentence->year_before;
	}
	year = year_from_comparison(reading, sentence, at);
	if (year)
		*rule = TEXT("the year after the comparison's");
	return year;
}

/* ---- sentences ---- */

static bool names_victims(const struct sentence *sentence)
{
	for (uint32_t i = 0; i < sentence->count; i++)
		if (sentence->tokens[i].meaning == NOUN_VICTIM)
			return true;
	return false;
}

static void read_paragraph(struct reading *reading, struct sentence *sentence,
    const struct narrative_section *section, const struct narrative_paragraph *paragraph)
{
	Text rest = transcript_slice(reading->transcript, paragraph->span);

	sentence->section = section;
	sentence->paragraph = paragraph;
	sentence->year_before = 0;
	sentence->victims_before = false;
	while (!reading->arena->failed && sentence_take(reading, &rest, sentence)) {
		uint32_t before = reading->narrative->facts.count;

		facts_estimates(reading, sentence);
		if (section->kind != SECTION_PROFILE) {
			facts_years(reading, sentence);
			facts_zeros(reading, sentence);
			facts_counts(reading, sentence);
		}
		sentence->victims_before = names_victims(sentence);
		sentence->year_before = main_year(sentence);
		for (uint32_t i = before;
		     !sentence->year_before && i < reading->narrative->facts.count; i++)
			if (!reading->narrative->facts.items[i].compared)
				sentence->year_before = reading->narrative->facts.items[i].year;
	}
}

void narrative_read_facts(struct reading *reading)
{
	const struct narrative *narrative = reading->narrative;
	struct sentence *sentence = ARENA_NEW(reading->arena, struct sentence);

	for (uint32_t i = 0; sentence && i < narrative->sections.count; i++) {
		const struct narrative_section *section = &narrative->sections.items[i];

		/* what is recommended did not happen; compliance repeats what stands below */
		if (section->kind == SECTION_RECOMMENDATIONS || section->kind == SECTION_COMPLIANCE)
			continue;
		for (uint32_t k = 0; k < section->paragraphs.count; k++)
			read_paragraph(reading, sentence, section, &section->paragraphs.items[k]);
	}
}
