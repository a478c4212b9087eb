/* Counts: the walk over a sentence, what is compared, what is a part of what was counted. */
#include "narrative/facts.h"

static bool has(const struct counting *counting, uint32_t from, uint32_t count, const char *list)
{
	return token_find(counting->sentence, from, from + count, list) != NOWHERE;
}

/* ---- comparison ---- */

static struct counted *only_main(struct counting *counting)
{
	return counting->mains == 1 ? &counting->main[0] : NULL;
}

/* What a number of a comparison counts when it does not say so itself. */
static enum metric metric_of_comparison(struct counting *counting, const struct figure *figure)
{
	struct counted *other = only_main(counting);

	if (figure->noun == NOWHERE)
		return other ? other->metric : METRIC_COUNT;
	if (figure->kind == NOUN_VICTIM && other && other->metric != METRIC_COUNT) {
		if (other->metric == METRIC_VICTIMS_IDENTIFIED)
			return count_variant(METRIC_VICTIMS_IDENTIFIED, figure->variant, CHILDREN);
		return other->figure.kind == NOUN_VICTIM ? other->metric : METRIC_COUNT;
	}
	return other && other->figure.kind == figure->kind ? other->metric : METRIC_COUNT;
}

/* "the same number of labor and sex trafficking investigations in 2009" */
static void read_same_number(struct counting *counting, uint32_t at)
{
	struct figure figure = { .noun = NOWHERE };
	struct counted *lists[] = { counting->main, counting->parts };
	uint32_t counts[] = { counting->mains, counting->part_count };
	Text rule;
	int year = year_at(counting->reading, counting->sentence, at, &rule);

	if (!year || counting->mains != 1)
		return;
	for (int k = 0; k < 2; k++)
		for (uint32_t i = 0; i < counts[k]; i++) {
			if (lists[k][i].metric == METRIC_COUNT)
				continue;
			/* the parts only where the comparison names them */
			if (k && !has(counting, at, 8, "labor sex"))
				continue;
			figure = lists[k][i].figure;
			figure.qualifier = (Text){ 0 };
			struct narrative_fact *fact =
			    fact_add(counting->reading, counting->sentence, METRIC_COUNT, &figure);
			if (!fact)
				continue;
			fact->metric = lists[k][i].metric;
			fact->year = year;
			fact->year_rule = (Text){ 0 };
			fact->compared = true;
			fact->derived = TEXT("the same number");
		}
}

/* ---- the walk ---- */

static bool add(struct counting *counting, const struct counted *counted, enum metric metric,
    const struct verbs *verbs)
{
	uint32_t at = verbs && verbs->count && verbs->at < counted->figure.first
	    ? verbs->at
	    : counted->figure.first;
	struct narrative_fact *fact;

	if (metric == METRIC_COUNT)
		return false;
	fact = fact_add(counting->reading, counting->sentence, metric, &counted->figure);
	if (fact)
		fact->actor = count_actor(counting, at, count_clause(counting, at, 12));
	return true;
}

/* "including nine for forced labor": a part of what was counted before. */
static enum metric metric_of_part(struct counting *counting, const struct figure *figure)
{
	const struct counted *whole = counting->mains ? &counting->main[counting->mains - 1] : NULL;
	enum metric base = whole ? whole->metric : METRIC_COUNT;

	if (figure->variant == PLAIN)
		return METRIC_COUNT;
	if (base == METRIC_VICTIMS_IDENTIFIED &&
	    (figure->kind == NOUN_VICTIM || figure->noun == NOWHERE ||
		(figure->kind == NOUN_CHILD && figure->variant == CHILDREN)))
		return count_variant(base, figure->variant, CHILDREN);
	if ((base == METRIC_INVESTIGATIONS || base == METRIC_PROSECUTIONS ||
		base == METRIC_CONVICTIONS) &&
	    (figure->noun == NOWHERE || figure->kind == whole->figure.kind) &&
	    figure->variant <= SEX)
		return count_variant(base, figure->variant, SEX);
	return METRIC_COUNT;
}

static void remember(struct counting *counting, const struct counted *counted)
{
	const struct sentence *sentence = counting->sentence;
	const struct token *number = token_at(sentence, counted->figure.at);
	uint32_t first = counted->figure.first;

	if (number->compared)
		return;
	if (number->part) {
		if (counting->part_count < MAIN_LIMIT)
			counting->parts[counting->part_count++] = *counted;
		return;
	}
	/* "in three provinces" is beside what is counted */
	if (counted->metric == METRIC_COUNT && first &&
	    token_is(sentence, first - 1, "in at by from with of to for during"))
		return;
	if (counting->mains < MAIN_LIMIT)
		counting->main[counting->mains++] = *counted;
}

static void read_figure(struct counting *counting, struct counted *counted)
{
	const struct figure *figure = &counted->figure;
	const struct token *number = token_at(counting->sentence, figure->at);
	struct verbs verbs = { 0 };
	bool found = false;

	if (figure->kind >= NOUN_INVESTIGATION && figure->kind <= NOUN_CONVICTION &&
	    figure->noun != NOWHERE)
		counted->metric = count_of_event(counting, figure);
	else if (figure->kind == NOUN_SHELTER && figure->noun != NOWHERE)
		counted->metric = count_of_shelter(counting, figure);
	else if (verbs_behind(counting->sentence, figure, &verbs) ||
	    verbs_before(counting->sentence, figure, &verbs))
		for (uint32_t k = 0; k < verbs.count; k++) {
			/* in their order in the text: the first stands for the whole */
			uint32_t i = verbs.at < figure->at ? verbs.count - 1 - k : k;
			enum metric metric = count_of_verb(counting, counted, &verbs, i);
			if (add(counting, counted, metric, &verbs) && !found) {
				counted->metric = metric;
				found = true;
			}
		}
	if (!found && counted->metric == METRIC_COUNT && number->part && !verbs.count)
		counted->metric = metric_of_part(counting, figure);
	if (!found && counted->metric == METRIC_COUNT && number->compared && !verbs.count)
		counted->metric = metric_of_comparison(counting, figure);
	if (!found)
		add(counting, counted, counted->metric, NULL);
}

/* A comparison with as many bare numbers as there are counts: "compared with seven and five". */
static bool read_aligned(struct counting *counting, uint32_t at)
{
	struct figure figures[MAIN_LIMIT];
	uint32_t count = 0;

	if (counting->mains < 2)
		return false;
	for (; at < counting->sentence->count && counting->sentence->tokens[at].compared; at++) {
		if (counting->sentence->tokens[at].kind != TOKEN_NUMBER)
			continue;
		if (count == MAIN_LIMIT || !figure_read(counting->sentence, at, &figures[count]) ||
		    figures[count].noun != NOWHERE || figures[count].unknown)
			return false;
		count++;
	}
	if (count != counting->mains)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (counting->main[i].metric != METRIC_COUNT)
			fact_add(counting->reading, counting->sentence, counting->main[i].metric,
			    &figures[i]);
	return true;
}

void facts_counts(struct reading *reading, struct sentence *sentence)
{
	struct counting counting = {
		.reading = reading, .sentence = sentence, .victims = sentence->victims_before
	};
	bool compared = false, aligned = false;

	for (uint32_t at = 0; at < sentence->count; at++) {
		const struct token *token = &sentence->tokens[at];
		struct counted counted = { .metric = METRIC_COUNT };

		if (token->compared && !compared)
			aligned = read_aligned(&counting, at);
		if ((!token->compared && compared) || token_is_mark(sentence, at, ";"))
			counting.mains = counting.part_count = 0;
		compared = token->compared;
		counting.victims |= token->meaning == NOUN_VICTIM;
		if (token_is(sentence, at, "same") && token_is(sentence, at + 1, "number"))
			read_same_number(&counting, at);
		if (token->kind != TOKEN_NUMBER || (compared && aligned) ||
		    !figure_read(sentence, at, &counted.figure) || counted.figure.repeated)
			continue;
		if (!counted.figure.unknown && counted.figure.kind != NOUN_YEAR &&
		    counted.figure.kind != NOUN_MONTH)
			read_figure(&counting, &counted);
		remember(&counting, &counted);
	}
}
