/* Measuring: labels are taken out of a text, flags found in what is left, both compared. */
#include "cli/flags_measure.h"

#include "base/files.h"
#include "telegram/telegram.h"

#define SAMPLE_LIMIT (16u << 20) /* bytes of a file, and memory for one text */

struct label {
	Text rules; /* "protect", "who,name-at-risk" */
	Span span;
};

struct score {
	Text rule;
	uint32_t labels, found, flags, right;
};

struct measuring {
	const struct rules *rules;
	const struct catalog *catalog;
	struct flagger *flagger;
	struct arena arena;
	ARRAY(struct score) scores;
	uint32_t texts, names, names_found;
	const char *path;
	struct out *misses;
};

/* One labelled text without its labels. */
struct sample {
	Text text;
	ARRAY(struct label) labels;
};

static bool is_labelled(Text rules, Text rule)
{
	while (rules.len)
		if (text_equal(text_cut(&rules, ','), rule))
			return true;
	return false;
}

static bool touches(Span a, Span b)
{
	return a.start < b.start + b.length && b.start < a.start + a.length;
}

static bool covers(Span outer, Span inner)
{
	return outer.start <= inner.start &&
	    outer.start + outer.length >= inner.start + inner.length;
}

static enum fault unlabel(
    const char *path, Text written, struct arena *arena, struct sample *sample, struct error *err)
{
	char *at = arena_take(arena, written.len + 1);
	uint32_t len = 0;

	for (Text rest = written; at && rest.len;) {
		if (!text_starts(rest, TEXT("{{"))) {
			at[len++] = rest.at[0];
			rest = text_from(rest, 1);
			continue;
		}
		size_t colon = text_find_char(rest, ':'), close = text_find(rest, TEXT("}}"));
		struct label *label = array_add(&sample->labels, arena);
		if (colon == TEXT_NONE || close == TEXT_NONE || colon > close)
			return fail(err, FAULT_BAD_INPUT, "%s: no label: '%.*s'", path,
			    TEXT_ARG(text_slice(rest, 0, 40)));
		Text words = text_slice(rest, colon + 1, close - colon - 1);
		if (!label)
			break;
		*label =
		    (struct label){ text_slice(rest, 2, colon - 2), { len, (uint32_t)words.len } };
		memcpy(at + len, words.at, words.len);
		len += (uint32_t)words.len;
		rest = text_from(rest, close + 2);
	}
	sample->text = (Text){ at, len };
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "%s: too large", path) : FAULT_NONE;
}

static void tell_miss(struct measuring *measuring, const char *what, Text rule, Text words)
{
	out_printf(measuring->misses, "%s %.*s '%.*s' in %s\n", what, TEXT_ARG(rule),
	    TEXT_ARG(words), measuring->path);
}

static void score_rule(struct measuring *measuring, struct score *score,
    const struct sample *sample, const FlagList *flags)
{
	for (uint32_t i = 0; i < sample->labels.count; i++) {
		const struct label *label = &sample->labels.items[i];
		bool found = false;

		if (!is_labelled(label->rules, score->rule))
			continue;
		for (uint32_t k = 0; k < flags->count && !found; k++)
			found = text_equal(flags->items[k].rule, score->rule) &&
			    covers(flags->items[k].span, label->span);
		score->labels++;
		score->found += found;
		if (!found)
			tell_miss(measuring, "missed:", score->rule,
			    text_slice(sample->text, label->span.start, label->span.length));
	}
	for (uint32_t k = 0; k < flags->count; k++) {
		const struct flag *flag = &flags->items[k];
		bool right = false;

		if (!text_equal(flag->rule, score->rule))
			continue;
		for (uint32_t i = 0; i < sample->labels.count && !right; i++)
			right = is_labelled(sample->labels.items[i].rules, score->rule) &&
			    touches(sample->labels.items[i].span, flag->span);
		score->flags++;
		score->right += right;
		if (!right)
			tell_miss(measuring, "wrong: ", score->rule,
			    text_slice(sample->text, flag->span.start, flag->span.length));
	}
}

static void score_names(
    struct measuring *measuring, const struct sample *sample, const FlagList *flags)
{
	for (uint32_t i = 0; i < sample->labels.count; i++) {
		const struct label *label = &sample->labels.items[i];
		bool found = false;

		if (!is_labelled(label->rules, TEXT("who")))
			continue;
		for (uint32_t k = 0; k < flags->count && !found; k++)
			found = touches(flags->items[k].subject, label->span);
		measuring->names++;
		measuring->names_found += found;
		if (!found)
			tell_miss(measuring, "missed:", TEXT("name of mark"),
			    text_slice(sample->text, label->span.start, label->span.length));
	}
}

static enum fault measure_text(struct measuring *measuring, Text written, struct error *err)
{
	struct arena arena;
	struct sample sample = { 0 };
	struct record record = { .kind = RECORD_CABLE };
	struct repairs repairs;
	FlagList flags = { 0 };

	arena_begin(&arena, SAMPLE_LIMIT);
	enum fault fault = unlabel(measuring->path, written, &arena, &sample, err);
	if (!fault)
		fault = transcript_of(sample.text, &arena, &record.transcript, &repairs, err);
	if (!fault)
		fault =
		    telegram_read(&record, record.transcript.text, measuring->catalog, &arena, err);
	if (!fault)
		fault = flags_find(measuring->flagger, &record, &arena, &flags, err);
	if (!fault) {
		for (uint32_t i = 0; i < measuring->scores.count; i++)
			score_rule(measuring, &measuring->scores.items[i], &sample, &flags);
		score_names(measuring, &sample, &flags);
		measuring->texts++;
	}
	arena_end(&arena);
	return fault;
}

static enum fault measure_file(struct measuring *measuring, Text bytes, struct error *err)
{
	enum fault fault = FAULT_NONE;

	while (!fault && bytes.len) {
		size_t end = text_find(bytes, TEXT("\n===")), title = 0;

		if (text_starts(bytes, TEXT("===")))
			title = text_find_char(bytes, '\n');
		title = title == TEXT_NONE ? bytes.len : title + (title > 0);
		end = end == TEXT_NONE ? bytes.len : end + 1;
		if (text_trim(text_slice(bytes, title, end - title)).len)
			fault = measure_text(measuring, text_slice(bytes, title, end - title), err);
		bytes = text_from(bytes, end);
	}
	return fault;
}

static enum fault measure_folder(struct measuring *measuring, const char *folder, struct error *err)
{
	TextList names = { 0 };
	struct arena *arena = &measuring->arena;
	enum fault fault = folder_list(folder, arena, &names, err);

	for (uint32_t i = 0; !fault && i < names.count; i++) {
		Text bytes;
		if (!text_ends(names.items[i], TEXT(".txt")))
			continue;
		measuring->path = path_join(arena, folder, text_string(arena, names.items[i]));
		fault = file_read(measuring->path, SAMPLE_LIMIT, arena, &bytes, err);
		if (!fault)
			fault = measure_file(measuring, bytes, err);
	}
	return fault;
}

static void put_share(struct out *out, uint32_t part, uint32_t whole)
{
	if (whole)
		out_printf(out, "  %9.3f", (double)part / whole);
	else
		out_put(out, TEXT("          -"));
}

static void put_score(struct out *out, const struct score *score)
{
	out_printf(out, "%-18.*s %7u %7u", TEXT_ARG(score->rule), score->labels, score->flags);
	put_share(out, score->right, score->flags);
	put_share(out, score->found, score->labels);
	out_char(out, '\n');
}

static void put_scores(const struct measuring *measuring, struct out *out)
{
	struct score all = { .rule = TEXT("all") };

	out_printf(
	    out, "%-18s %7s %7s  %9s  %9s\n", "rule", "labels", "flags", "precision", "recall");
	for (uint32_t i = 0; i < measuring->scores.count; i++) {
		const struct score *score = &measuring->scores.items[i];
		all.labels += score->labels;
		all.found += score->found;
		all.flags += score->flags;
		all.right += score->right;
		if (score->labels || score->flags)
			put_score(out, score);
	}
	put_score(out, &all);
	out_printf(out, "%-18s %7u %7s  %9s", "names of marks", measuring->names, "", "");
	put_share(out, measuring->names_found, measuring->names);
	out_printf(out, "\n%u texts\n", measuring->texts);
}

static enum fault begin(struct measuring *measuring, struct error *err)
{
	for (size_t i = 0; i < rules_count(measuring->rules); i++) {
		struct score *score = array_add(&measuring->scores, &measuring->arena);
		if (!score)
			return fail(err, FAULT_NO_MEMORY, "no memory to measure");
		*score = (struct score){ .rule = rules_get(measuring->rules, i).name };
	}
	measuring->flagger = flagger_open(measuring->rules, err);
	return measuring->flagger ? FAULT_NONE : err->fault;
}

enum fault flags_measure(const char *folder, const struct rules *rules,
    const struct catalog *catalog, struct out *out, struct error *err)
{
	struct measuring measuring = { .rules = rules, .catalog = catalog, .misses = out };

	arena_begin(&measuring.arena, 0);
	enum fault fault = begin(&measuring, err);
	if (!fault)
		fault = measure_folder(&measuring, folder, err);
	if (!fault && !measuring.texts)
		fault = fail(err, FAULT_BAD_INPUT, "no labelled text in '%s'", folder);
	if (!fault)
		put_scores(&measuring, out);
	flagger_close(measuring.flagger);
	arena_end(&measuring.arena);
	return fault;
}
