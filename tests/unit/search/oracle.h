/* The oracle: random questions, written in the language of queries, and what they must find. It
 * reads the words themselves: no index, no dictionary, no parser. */
#ifndef TESTS_SEARCH_ORACLE_H
#define TESTS_SEARCH_ORACLE_H

#include "base/out.h"
#include "search/oracle_records.h"
#include "search/score.h"

#define TERMS  3
#define LEAVES 64

enum ask { ASK_WORDS, ASK_NEAR, ASK_FIELD, ASK_DATES, ASK_NOT, ASK_AND, ASK_OR };

struct asked {
	enum ask ask;
	struct asked *one, *two;
	/* words */
	unsigned count, near, number; /* number: of the leaf */
	bool subject, stem;
	unsigned words[TERMS], letters[TERMS]; /* letters of a prefix; 0: the whole word */
	bool accepts[TERMS][VOCABULARY + 1];
	/* field */
	const char *field;
	char value[24];
	bool found[RECORDS];
};

/* ---- words ---- */

static void accept(struct asked *q, unsigned term)
{
	const char *const *word = vocabulary[q->words[term]];

	for (unsigned i = 0; i < VOCABULARY; i++)
		q->accepts[term][i] = q->stem ? strcmp(vocabulary[i][1], word[1]) == 0
		    : q->letters[term] ? strncmp(vocabulary[i][0], word[0], q->letters[term]) == 0
				       : i == q->words[term];
}

static void ask_words(struct asked *q)
{
	q->count = q->ask == ASK_NEAR ? 2 + dice(2) : 1 + dice(2) * dice(TERMS);
	q->subject = dice(5) == 0;
	q->stem = q->count == 1 && q->ask == ASK_WORDS && dice(6) == 0;
	q->near = dice(5);
	for (unsigned i = 0; i < q->count; i++) {
		q->words[i] = dice(VOCABULARY);
		if (strlen(vocabulary[q->words[i]][0]) <= 2)
			q->stem = false;
		else if (dice(4) == 0)
			q->letters[i] = 2 + dice(2);
		accept(q, i);
	}
}

static void write_words(struct out *out, const struct asked *q)
{
	out_put(out, q->subject ? TEXT("subject:") : TEXT(""));
	if (q->stem) {
		out_printf(out, "~%s", vocabulary[q->words[0]][0]);
		return;
	}
	out_char(out, '"');
	for (unsigned i = 0; i < q->count; i++) {
		Text word = text_of(vocabulary[q->words[i]][0]);

		if (i)
			out_char(out, ' ');
		out_put(out, text_slice(word, 0, q->letters[i] ? q->letters[i] : word.len));
		if (q->letters[i])
			out_char(out, '*');
	}
	out_char(out, '"');
	if (q->ask == ASK_NEAR)
		out_printf(out, "~%u", q->near);
}

static bool phrase_at(const struct asked *q, const unsigned *words, unsigned count)
{
	for (unsigned i = 0; i < q->count; i++)
		if (i >= count || !q->accepts[i][words[i]])
			return false;
	return true;
}

/* A group whose first word is words[0]: every choice of places, one term after the other. */
static bool near_at(const struct asked *q, const unsigned *words, unsigned count, unsigned term,
    unsigned places[TERMS])
{
	bool first = false;

	if (count > q->count + q->near)
		count = q->count + q->near;
	for (unsigned i = 0; i < term; i++)
		first |= places[i] == 0;
	if (term == q->count)
		return first;
	for (unsigned i = 0; i < count; i++) {
		bool taken = false;

		for (unsigned k = 0; k < term; k++)
			taken |= places[k] == i;
		places[term] = i;
		if (!taken && q->accepts[term][words[i]] &&
		    near_at(q, words, count, term + 1, places))
			return true;
	}
	return false;
}

static unsigned count_in(const struct asked *q, const struct fake *fake, unsigned passage)
{
	unsigned found = 0, places[TERMS];

	for (unsigned i = 0; i < fake->counts[passage]; i++) {
		const unsigned *words = fake->words[passage] + i;
		unsigned count = fake->counts[passage] - i;

		found += q->ask == ASK_WORDS ? phrase_at(q, words, count)
					     : near_at(q, words, count, 0, places);
	}
	return found;
}

/* As scoring counts: SUBJECT_WEIGHT times in the subject. */
static unsigned frequency(const struct asked *q, const struct fake *fake)
{
	unsigned found = SUBJECT_WEIGHT * count_in(q, fake, 0);

	for (unsigned i = 1; i < PASSAGES && !q->subject; i++)
		found += count_in(q, fake, i);
	return found;
}

/* ---- fields ---- */

static bool has_value(const struct fake *fake, enum facet facet, const char *value)
{
	for (unsigned i = 0; i < fake->value_counts[facet]; i++)
		if (strcasecmp(fake->values[facet][i], value) == 0)
			return true;
	return false;
}

static void ask_facet(struct asked *q)
{
	enum facet facet = (enum facet)dice(FACET_YEAR);
	const struct fake *model = &fakes[dice(RECORDS)];
	unsigned count = model->value_counts[facet];

	q->field = facet_field(facet).at;
	snprintf(q->value, sizeof q->value, "%s",
	    count                               ? model->values[facet][dice(count)]
		: facet == FACET_KIND           ? "document"
		: facet == FACET_CLASSIFICATION ? "secret"
						: "nosuch");
	if (dice(3) == 0)
		q->value[0] = ascii_upper(q->value[0]);
	for (unsigned r = 0; r < RECORDS; r++)
		q->found[r] = has_value(&fakes[r], facet, q->value);
}

static bool cites(unsigned one, unsigned two)
{
	for (unsigned i = 0; i < fakes[one].cite_count; i++)
		if (fakes[one].cites[i] == two)
			return true;
	return false;
}

static void ask_cites(struct asked *q)
{
	unsigned about = dice(RECORDS);

	q->field = dice(2) ? "cites" : "citedby";
	snprintf(q->value, sizeof q->value, "%s", fakes[about].id);
	for (unsigned r = 0; r < RECORDS; r++)
		q->found[r] = q->field[5] ? cites(about, r) : cites(r, about);
}

static void ask_has(struct asked *q)
{
	static const char *const values[] = { "date", "subject", "references", "versions" };
	unsigned has = dice(4);

	q->field = "has";
	snprintf(q->value, sizeof q->value, "%s", values[has]);
	for (unsigned r = 0; r < RECORDS; r++)
		q->found[r] = has == 0 ? fakes[r].created.precision != PRECISION_UNKNOWN
		    : has == 1         ? fakes[r].passages[0].len > 0
		    : has == 2         ? fakes[r].cite_count > 0
				       : fakes[r].versions;
}

static void ask_addressee(struct asked *q)
{
	static const char *const words[] = { "alpha", "beta", "gamma", "delta", "AMEMBASSY" };
	bool to = dice(2);

	q->field = to ? "to" : "from";
	snprintf(q->value, sizeof q->value, "%s", words[dice(COUNT_OF(words))]);
	for (unsigned r = 0; r < RECORDS; r++) {
		const struct fake *fake = &fakes[r];
		Text rest = to ? fake->to : fake->from.len ? fake->from : fake->origin;

		for (; rest.len && !q->found[r];)
			q->found[r] = text_equal_nocase(text_cut_word(&rest), text_of(q->value));
	}
}

/* A tag that is spelt as its code is not found so. */
static void ask_written(struct asked *q)
{
	static const char *const forms[] = { "%s", "%.3s-X", "wrong %s" };
	static const char *const stored[] = { "%s", "%.3s-X", "Wrong  %s" };
	unsigned form = dice(3);
	const char *code = tag_codes[dice(COUNT_OF(tag_codes))];
	char written[24];

	q->field = "tagged";
	snprintf(q->value, sizeof q->value, forms[form], code);
	snprintf(written, sizeof written, stored[form], code);
	for (unsigned r = 0; r < RECORDS; r++)
		for (unsigned i = 0; i < VALUES_MOST; i++) {
			const char *tag = written_tag(&fakes[r], i);

			q->found[r] |= form && tag && strcmp(tag, written) == 0;
		}
}

static void ask_field(struct asked *q)
{
	switch (dice(7)) {
	case 3:
		ask_written(q);
		break;
	case 0:
		ask_cites(q);
		break;
	case 1:
		ask_has(q);
		break;
	case 2:
		ask_addressee(q);
		break;
	default:
		ask_facet(q);
	}
}

/* ---- dates ---- */

/* The second behind the last that is meant. */
static int64_t end_of(Moment moment)
{
	Civil civil = clock_civil(moment.seconds);

	if (moment.precision == PRECISION_YEAR)
		return clock_seconds((Civil){ .year = civil.year + 1, .month = 1, .day = 1 });
	if (moment.precision == PRECISION_MONTH && civil.month == 12)
		return clock_seconds((Civil){ .year = civil.year + 1, .month = 1, .day = 1 });
	if (moment.precision == PRECISION_MONTH)
		return clock_seconds(
		    (Civil){ .year = civil.year, .month = civil.month + 1, .day = 1 });
	return moment.seconds +
	    (moment.precision == PRECISION_DAY             ? 86400
		    : moment.precision == PRECISION_MINUTE ? 60
							   : 1);
}

/* All that the moment may mean lies within. */
static bool lies_within(Moment moment, const Moment *from, const Moment *until)
{
	if (moment.precision == PRECISION_UNKNOWN)
		return false;
	return (!from || moment.seconds >= from->seconds) &&
	    (!until || end_of(moment) <= end_of(*until));
}

static void ask_dates(struct asked *q)
{
	bool released = dice(4) == 0;
	const char *one = released ? days[dice(COUNT_OF(days))] : moments[dice(COUNT_OF(moments))];
	const char *two = dice(2) ? one : moments[dice(COUNT_OF(moments))];
	Moment from, until;
	unsigned form;

	moment_read(text_of(one), &from);
	moment_read(text_of(two), &until);
	if (end_of(until) <= from.seconds) {
		two = one;
		until = from;
	}
	form = one == two ? dice(3) : 3;
	q->field = released                    ? "released"
	    : form || strlen(one) > 7          ? "created"
	    : from.precision == PRECISION_YEAR ? "year"
					       : "month";
	snprintf(q->value, sizeof q->value,
	    form == 0       ? "%s"
		: form == 1 ? "%s.."
		: form == 2 ? "..%s"
			    : "%.10s..%.10s",
	    one, two);
	if (form == 3) {
		moment_read(text_slice(text_of(one), 0, 10), &from);
		moment_read(text_slice(text_of(two), 0, 10), &until);
	}
	for (unsigned r = 0; r < RECORDS; r++)
		q->found[r] = lies_within(released ? fakes[r].released : fakes[r].created,
		    form == 2 ? NULL : &from, form == 1 ? NULL : &until);
}

/* ---- questions ---- */

static struct asked *wonder(unsigned depth, struct arena *arena)
{
	static const enum ask simple[] = { ASK_WORDS, ASK_WORDS, ASK_WORDS, ASK_NEAR, ASK_FIELD,
		ASK_DATES };
	struct asked *q = ARENA_NEW(arena, struct asked);

	q->ask = depth && dice(2) ? (enum ask)(ASK_NOT + dice(3)) : simple[dice(6)];
	if (q->ask == ASK_WORDS || q->ask == ASK_NEAR)
		ask_words(q);
	else if (q->ask == ASK_FIELD)
		ask_field(q);
	else if (q->ask == ASK_DATES)
		ask_dates(q);
	else
		q->one = wonder(depth - 1, arena);
	if (q->ask >= ASK_AND)
		q->two = wonder(depth - 1, arena);
	return q;
}

static void write_asked(struct out *out, const struct asked *q)
{
	switch (q->ask) {
	case ASK_WORDS:
	case ASK_NEAR:
		write_words(out, q);
		break;
	case ASK_FIELD:
	case ASK_DATES:
		out_printf(out, "%s:\"%s\"", q->field, q->value);
		break;
	case ASK_NOT:
		out_put(out, TEXT("-("));
		write_asked(out, q->one);
		out_put(out, TEXT(")"));
		break;
	case ASK_AND:
	case ASK_OR:
		out_put(out, TEXT("("));
		write_asked(out, q->one);
		out_put(out, q->ask == ASK_OR ? TEXT(" OR ") : TEXT(" "));
		write_asked(out, q->two);
		out_put(out, TEXT(")"));
		break;
	}
}

/* ---- answers ---- */

struct leaf {
	const struct asked *asked;
	float weight;
};

struct answer {
	unsigned leaf_count;
	struct leaf leaves[LEAVES];
	bool found[RECORDS];
	float scores[RECORDS];
	unsigned total;
};

/* Of the whole collection. */
static struct {
	unsigned words, with_word[VOCABULARY];
	float norms[256];
} facts;

static void count_facts(void)
{
	for (unsigned r = 0; r < RECORDS; r++) {
		bool seen[VOCABULARY + 1] = { false };

		facts.words += fakes[r].length;
		for (unsigned p = 0; p < PASSAGES; p++)
			for (unsigned i = 0; i < fakes[r].counts[p]; i++)
				seen[fakes[r].words[p][i]] = true;
		for (unsigned i = 0; i < VOCABULARY; i++)
			facts.with_word[i] += seen[i];
	}
	score_norms(facts.words, RECORDS, facts.norms);
}

static float weight_of(const struct asked *q)
{
	float sum = 0;

	for (unsigned i = 0; i < q->count; i++) {
		unsigned with = 0;

		for (unsigned w = 0; w < VOCABULARY; w++)
			with += q->accepts[i][w] ? facts.with_word[w] : 0;
		sum += score_weight(RECORDS, with < RECORDS ? with : RECORDS);
	}
	return sum;
}

static void find_leaves(struct answer *answer, const struct asked *q, bool wanted)
{
	if (q->ask <= ASK_NEAR && wanted)
		answer->leaves[answer->leaf_count++] = (struct leaf){ q, weight_of(q) };
	if (q->one)
		find_leaves(answer, q->one, wanted != (q->ask == ASK_NOT));
	if (q->two)
		find_leaves(answer, q->two, wanted);
}

static bool answers(const struct asked *q, unsigned record)
{
	switch (q->ask) {
	case ASK_WORDS:
	case ASK_NEAR:
		return frequency(q, &fakes[record]) > 0;
	case ASK_FIELD:
	case ASK_DATES:
		return q->found[record];
	case ASK_NOT:
		return !answers(q->one, record);
	case ASK_AND:
		return answers(q->one, record) && answers(q->two, record);
	case ASK_OR:
		return answers(q->one, record) || answers(q->two, record);
	}
	return false;
}

static float score_of(const struct answer *answer, const struct fake *fake)
{
	float score = 0, norm = facts.norms[length_code(fake->length)];

	for (unsigned i = 0; i < answer->leaf_count; i++) {
		unsigned times = frequency(answer->leaves[i].asked, fake);

		if (times)
			score += answer->leaves[i].weight * score_share(times, norm);
	}
	return score;
}

static void find_answer(const struct asked *q, struct answer *answer)
{
	*answer = (struct answer){ 0 };
	find_leaves(answer, q, true);
	for (unsigned r = 0; r < RECORDS; r++) {
		answer->found[r] = answers(q, r);
		answer->total += answer->found[r];
		if (answer->found[r])
			answer->scores[r] = score_of(answer, &fakes[r]);
	}
}

#endif
