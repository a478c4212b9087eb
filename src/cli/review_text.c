#include "cli/review_text.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/diff.h"
#include "base/json.h"

/* --- head, flags, cuts --- */

static uint32_t count_open(const struct review_record *read, bool only_severe)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < read->flags.count; i++)
		count += !read->flags.items[i].answer.len &&
		    (read->flags.items[i].severe || !only_severe);
	return count;
}

static void put_head(struct out *out, const struct review_record *read, struct arena *arena)
{
	const struct holding *holding = &read->holding;

	out_printf(out, "%.*s  %.*s", TEXT_ARG(holding->id), TEXT_ARG(state_name(holding->state)));
	if (holding->effective.precision)
		out_printf(out, " %.*s", TEXT_ARG(moment_text(arena, holding->effective)));
	out_printf(out, ", revision %u of %u, %u review%s\n", read->revision, holding->revisions,
	    holding->reviews, holding->reviews == 1 ? "" : "s");
	put_plain(out, read->record->title);
	out_printf(out, "\ncreated %.*s, from ", TEXT_ARG(moment_text(arena, holding->created)));
	put_plain(out, holding->path);
	out_char(out, '\n');
	if (!read->rules.len)
		out_put(out, TEXT("no rules looked through it: chancery review ARCHIVE --renew\n"));
}

static void put_flag(struct out *out, const struct review_record *read,
    const struct vault_flag *flag, const struct rules *rules)
{
	const struct transcript *transcript = &read->record->transcript;
	struct rule_about about = { 0 };

	out_printf(out, "flag %" PRId64 "  %s  %.*s  %.*s  line %u\n", flag->number,
	    flag->severe ? "severe" : "notice", TEXT_ARG(flag->rule),
	    TEXT_ARG(flag->answer.len ? flag->answer : TEXT("open")),
	    transcript_line(transcript, flag->span.start));
	if (!flag->answer.len && rules_find(rules, flag->rule, &about) && about.says.len)
		out_printf(out, "    %.*s\n", TEXT_ARG(about.says));
	out_put(out, TEXT("    "));
	put_line_of(out, transcript, flag->span);
	if (flag->subject.length) {
		out_put(out, TEXT("\n    name: "));
		put_plain(out, transcript_slice(transcript, flag->subject));
	}
	out_char(out, '\n');
}

void review_put_record(struct out *out, const struct review_record *read, const struct rules *rules,
    struct arena *arena)
{
	const struct transcript *transcript = &read->record->transcript;

	put_head(out, read, arena);
	out_printf(out, "%u flag%s, %u open, %u of them severe; %u cut%s\n", read->flags.count,
	    read->flags.count == 1 ? "" : "s", count_open(read, false), count_open(read, true),
	    read->cuts.count, read->cuts.count == 1 ? "" : "s");
	for (uint32_t i = 0; i < read->flags.count; i++)
		put_flag(out, read, &read->flags.items[i], rules);
	for (uint32_t i = 0; i < read->cuts.count; i++) {
		const struct vault_cut *cut = &read->cuts.items[i];

		out_printf(out, "cut %" PRId64 "  %.*s  line %u\n    ", cut->number,
		    TEXT_ARG(cut->code), transcript_line(transcript, cut->span.start));
		put_line_of(out, transcript, cut->span);
		out_char(out, '\n');
	}
}

/* --- the same for machines --- */

static void put_json_words(struct out *out, const struct transcript *transcript, Span span)
{
	out_json_key(out, "line");
	out_json_number(out, transcript_line(transcript, span.start));
	out_json_key(out, "span");
	out_json_pair(out, span.start, span.length);
	out_json_key(out, "text");
	out_json_text(out, transcript_slice(transcript, span));
}

static void put_json_flag(
    struct out *out, const struct transcript *transcript, const struct vault_flag *flag)
{
	out_json_open(out, '{');
	out_json_key(out, "number");
	out_json_number(out, flag->number);
	out_json_key(out, "severity");
	out_json_text(out, flag->severe ? TEXT("severe") : TEXT("notice"));
	out_json_key(out, "rule");
	out_json_text(out, flag->rule);
	out_json_key(out, "answer");
	out_json_text(out, flag->answer.len ? flag->answer : TEXT("open"));
	put_json_words(out, transcript, flag->span);
	if (flag->subject.length) {
		out_json_key(out, "name");
		out_json_text(out, transcript_slice(transcript, flag->subject));
	}
	out_json_close(out, '}');
}

static void put_json_cut(
    struct out *out, const struct transcript *transcript, const struct vault_cut *cut)
{
	out_json_open(out, '{');
	out_json_key(out, "number");
	out_json_number(out, cut->number);
	out_json_key(out, "code");
	out_json_text(out, cut->code);
	out_json_key(out, "whole");
	out_json_word(out, cut->whole ? TEXT("true") : TEXT("false"));
	put_json_words(out, transcript, cut->span);
	out_json_close(out, '}');
}

void review_put_json(struct out *out, const struct review_record *read)
{
	const struct transcript *transcript = &read->record->transcript;

	out_json_open(out, '{');
	out_json_key(out, "id");
	out_json_text(out, read->holding.id);
	out_json_key(out, "state");
	out_json_text(out, state_name(read->holding.state));
	out_json_key(out, "revision");
	out_json_number(out, read->revision);
	out_json_key(out, "revisions");
	out_json_number(out, read->holding.revisions);
	out_json_key(out, "reviews");
	out_json_number(out, read->holding.reviews);
	out_json_key(out, "title");
	out_json_text(out, read->record->title);
	out_json_key(out, "rules");
	out_json_text(out, read->rules);
	out_json_key(out, "flags");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < read->flags.count; i++)
		put_json_flag(out, transcript, &read->flags.items[i]);
	out_json_close(out, ']');
	out_json_key(out, "cuts");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < read->cuts.count; i++)
		put_json_cut(out, transcript, &read->cuts.items[i]);
	out_json_close(out, ']');
	out_json_close(out, '}');
	out_char(out, '\n');
}

/* --- the whole text --- */

/* Where something begins or ends. */
struct border {
	uint32_t at;
	bool ends, is_cut;
	int64_t number;
};
typedef ARRAY(struct border) BorderList;

static void add_borders(
    BorderList *borders, struct arena *arena, Span span, int64_t number, bool is_cut)
{
	struct border *begin = array_add(borders, arena), *end;

	if (begin)
		*begin = (struct border){ span.start, false, is_cut, number };
	end = array_add(borders, arena);
	if (end)
		*end = (struct border){ span.start + span.length, true, is_cut, number };
}

/* What ends somewhere ends before what begins there. */
static int by_place(const void *a, const void *b)
{
	const struct border *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->ends != y->ends)
		return x->ends ? -1 : 1;
	if (x->is_cut != y->is_cut)
		return x->is_cut != x->ends ? -1 : 1;
	return x->number == y->number ? 0 : (x->number < y->number) != x->ends ? -1 : 1;
}

static void put_border(struct out *out, const struct border *border)
{
	if (border->ends)
		out_put(out, border->is_cut ? TEXT("}}") : TEXT("]]"));
	else
		out_printf(out, "%s%" PRId64 ":", border->is_cut ? "{{" : "[[", border->number);
}

void review_put_text(struct out *out, const struct review_record *read, struct arena *arena)
{
	Text text = read->record->transcript.text;
	BorderList borders = { 0 };
	uint32_t at = 0;

	for (uint32_t i = 0; i < read->flags.count; i++)
		add_borders(
		    &borders, arena, read->flags.items[i].span, read->flags.items[i].number, false);
	for (uint32_t i = 0; i < read->cuts.count; i++)
		add_borders(
		    &borders, arena, read->cuts.items[i].span, read->cuts.items[i].number, true);
	if (borders.count)
		qsort(borders.items, borders.count, sizeof *borders.items, by_place);
	for (uint32_t i = 0; i < borders.count; i++) {
		out_put(out, text_slice(text, at, borders.items[i].at - at));
		at = borders.items[i].at;
		put_border(out, &borders.items[i]);
	}
	out_put(out, text_from(text, at));
}

/* --- the difference --- */

static Text last_line(Text text)
{
	size_t at = text.len;

	while (at && text.at[at - 1] != '\n')
		at--;
	return text_from(text, at);
}

/* Of what is the same only the rest of the line before and the head of the line behind. */
static void put_same(struct out *out, Text text, bool first, bool last)
{
	Text rest = text, head = text_cut(&rest, '\n');

	if (head.len == text.len) {
		out_put(out, text);
		return;
	}
	if (!first) {
		out_put(out, head);
		out_char(out, '\n');
	}
	if (!last)
		out_put(out, last_line(text));
}

/* What changed between two stretches that are the same: bytes of the old text, and of the new. */
struct change {
	Span gone, added;
};

static void end_change(struct out *out, const struct review_record *read, struct change *change)
{
	Text gone = transcript_slice(&read->record->transcript, change->gone);
	Text added = transcript_slice(&read->shown->transcript, change->added);

	if (gone.len)
		out_printf(out, "[-%.*s-]", TEXT_ARG(gone));
	if (added.len)
		out_printf(out, "{+%.*s+}", TEXT_ARG(added));
	change->gone = (Span){ change->gone.start + change->gone.length, 0 };
	change->added = (Span){ change->added.start + change->added.length, 0 };
}

static void put_pieces(struct out *out, const struct review_record *read, const DiffList *pieces)
{
	struct change change = { 0 };

	for (uint32_t i = 0; i < pieces->count; i++) {
		const struct diff_piece *piece = &pieces->items[i];
		uint32_t len = (uint32_t)piece->text.len;
		/* A blank between two changes is a part of them: marks stay whole. */
		bool apart = piece->kind == DIFF_SAME &&
		    (i == 0 || i + 1 == pieces->count || text_trim(piece->text).len);

		if (apart) {
			end_change(out, read, &change);
			put_same(out, piece->text, i == 0, i + 1 == pieces->count);
		}
		change.gone.length += piece->kind == DIFF_NEW ? 0 : len;
		change.added.length += piece->kind == DIFF_GONE ? 0 : len;
		if (apart) {
			change.gone = (Span){ change.gone.start + change.gone.length, 0 };
			change.added = (Span){ change.added.start + change.added.length, 0 };
		}
	}
	end_change(out, read, &change);
}

enum fault review_put_diff(
    struct out *out, const struct review_record *read, struct arena *arena, struct error *err)
{
	DiffList pieces = { 0 };
	enum fault fault = word_diff(read->record->transcript.text, read->shown->transcript.text,
	    redaction_whole, arena, &pieces, err);

	if (fault == FAULT_NONE && pieces.count < 2)
		out_put(out, TEXT("the public will see all of it\n"));
	else if (fault == FAULT_NONE)
		put_pieces(out, read, &pieces);
	return fault;
}
