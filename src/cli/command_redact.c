/* chancery redact: takes words out of a record, wherever they stand in it, and with --everywhere
 * out of all others, too. Everything that will be cut is told. */
#include "cli/decide.h"
#include "cli/reviewing.h"

const struct option_row command_redact_options[] = {
	{ "words", "TEXT", "take out these words, whatever their case, accents and line ends" },
	{ "flag", "N", "the words of this flag, or the name that a mark is about" },
	{ "span", "START+LENGTH", "the words at this place of the text, in bytes" },
	{ "all-words", NULL, "everything but metadata" },
	{ "code", "C", "why: b(1) to b(9), 1.4(a) to 1.4(h), own:word (required)" },
	{ "everywhere", NULL, "also in every other record" },
	{ "reason", "TEXT", "shown to readers beside the version, so without the words" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would be cut, change nothing" },
	{ 0 },
};

const char command_redact_help[] =
    "Takes words out of all revisions of a record. Readers see a mark in their place, with the reason and roughly how much\n"
    "was taken out. Names every place with revision and line; --everywhere does the same in all records of the archive.\n"
    "What is public changes with the next publish.\n\n"
    "Codes: b(6) personal privacy, b(7)(D) a confidential source and the rest of 5 U.S.C. 552(b); 1.4(d) and the rest of\n"
    "E.O. 13526 section 1.4; the archive's own: own:source.\n\n"
    "examples: chancery redact archive 08RIGA61 --words 'Jane Example' --code 'b(6)' --everywhere --simulate\n"
    "          chancery redact archive 08RIGA61 --flag 12 --code own:source\n";

struct redacting {
	struct call *call;
	struct review *review;
	Text id, code;
	struct decision decision;
	PlaceList places;
	uint64_t records, others;
};

/* --- which words --- */

static enum fault read_span(
    const char *given, const struct transcript *transcript, Span *span, struct error *err)
{
	Text rest = text_of(given);
	uint64_t start, length;

	if (!text_take_digits(&rest, 9, &start) || !text_take_char(&rest, '+') ||
	    !text_take_digits(&rest, 9, &length) || rest.len || !length)
		return fail(err, FAULT_USAGE, "--span %s is no place; write START+LENGTH", given);
	if (start + length > transcript->text.len)
		return fail(err, FAULT_USAGE, "--span %s ends behind the text, which has %zu bytes",
		    given, transcript->text.len);
	*span = (Span){ (uint32_t)start, (uint32_t)length };
	return FAULT_NONE;
}

static enum fault find_flag(
    const char *given, const VaultFlagList *flags, Span *span, struct error *err)
{
	Text rest = text_of(given);
	uint64_t number;

	if (!text_take_digits(&rest, 15, &number) || rest.len)
		return fail(err, FAULT_USAGE, "--flag %s is no number", given);
	for (uint32_t i = 0; i < flags->count; i++)
		if ((uint64_t)flags->items[i].number == number) {
			const struct vault_flag *flag = &flags->items[i];

			*span = flag->subject.length ? flag->subject : flag->span;
			return FAULT_NONE;
		}
	return fail(err, FAULT_NOT_FOUND, "no flag %s in the latest revision", given);
}

/* The place itself, which need be no whole word; what else says the same is found by the words. */
static enum fault add_named(
    struct redacting *redacting, const struct review_record *read, Span span, struct error *err)
{
	const struct transcript *transcript = &read->record->transcript;
	struct arena *arena = redacting->call->arena;
	struct review_place *place;

	for (uint32_t i = 0; i < redacting->places.count; i++) {
		place = &redacting->places.items[i];
		if (place->revision == read->revision && place->span.start <= span.start &&
		    place->span.start + place->span.length >= span.start + span.length)
			return FAULT_NONE;
	}
	place = array_add(&redacting->places, arena);
	if (!place)
		return fail(err, FAULT_NO_MEMORY, "no memory left for a place");
	*place = (struct review_place){
		.id = redacting->id,
		.revision = read->revision,
		.span = span,
		.line = transcript_line(transcript, span.start),
		.at = transcript_column(transcript, span.start) - 1,
	};
	place->context = transcript_get_line(transcript, place->line);
	return FAULT_NONE;
}

static enum fault find_words(struct redacting *redacting, Text *words, struct error *err)
{
	struct call *call = redacting->call;
	const char *given = call_option(call, "words"), *flag = call_option(call, "flag");
	struct review_record read;
	Span span = { 0 };
	enum fault fault;

	*words = text_of(given);
	if (given)
		return review_find_in(
		    redacting->review, redacting->id, *words, call->arena, &redacting->places, err);
	fault = review_read(redacting->review, redacting->id, 0, call->arena, &read, err);
	if (fault == FAULT_NONE)
		fault = flag
		    ? find_flag(flag, &read.flags, &span, err)
		    : read_span(call_option(call, "span"), &read.record->transcript, &span, err);
	if (fault != FAULT_NONE)
		return fault;
	*words = transcript_slice(&read.record->transcript, span);
	fault = review_find_in(
	    redacting->review, redacting->id, *words, call->arena, &redacting->places, err);
	return fault == FAULT_NONE ? add_named(redacting, &read, span, err) : fault;
}

/* --- the others --- */

/* Places in other records stand behind; without --everywhere they are only counted. */
static enum fault find_others(struct redacting *redacting, Text words, struct error *err)
{
	struct call *call = redacting->call;
	PlaceList all = { 0 };
	Text last = { 0 };
	enum fault fault = review_find(redacting->review, words, call->arena, &all, err);

	for (uint32_t i = 0; i < all.count && fault == FAULT_NONE; i++) {
		const struct review_place *found = &all.items[i];
		struct review_place *place;

		if (found->is_cut || text_equal(found->id, redacting->id))
			continue;
		redacting->others += !text_equal(found->id, last);
		last = found->id;
		if (!call_option(call, "everywhere"))
			continue;
		place = array_add(&redacting->places, call->arena);
		if (!place)
			return fail(err, FAULT_NO_MEMORY, "no memory left for so many places");
		*place = *found;
	}
	return fault;
}

/* --- telling --- */

static void put_place(struct out *out, const struct review_place *place)
{
	out_printf(out, "%.*s  revision %u, line %u%s: ", TEXT_ARG(place->id), place->revision,
	    place->line, place->is_cut ? ", cut already" : "");
	put_plain(out, text_slice(place->context, 0, place->at));
	put_marked(out, text_slice(place->context, place->at, place->span.length));
	put_plain(out, text_trim_end(text_from(place->context, place->at + place->span.length)));
	out_char(out, '\n');
}

static void tell_redaction(const struct redacting *redacting)
{
	struct call *call = redacting->call;
	struct out *out = call->out;
	uint32_t cut = 0;

	for (uint32_t i = 0; i < redacting->places.count; i++) {
		put_place(out, &redacting->places.items[i]);
		cut += !redacting->places.items[i].is_cut;
	}
	out_printf(out, "%scut %u place%s in %llu record%s\n",
	    call_option(call, "simulate") ? "simulated, nothing kept: " : "", cut,
	    cut == 1 ? "" : "s", (unsigned long long)redacting->records,
	    redacting->records == 1 ? "" : "s");
	if (redacting->others && !call_option(call, "everywhere"))
		out_printf(out,
		    "the words stand in %llu other record%s, too: --everywhere takes them out\n",
		    (unsigned long long)redacting->others, redacting->others == 1 ? "" : "s");
}

/* --- doing it --- */

static enum fault end(const struct redacting *redacting, enum fault fault, struct error *err)
{
	struct vault *vault = redacting->call->vault;

	if (fault == FAULT_NONE && !call_option(redacting->call, "simulate"))
		return vault_commit(vault, err);
	vault_rollback(vault);
	return fault;
}

static enum fault redact_words(struct redacting *redacting, struct error *err)
{
	Text words;
	enum fault fault = find_words(redacting, &words, err);

	if (fault == FAULT_NONE)
		fault = find_others(redacting, words, err);
	if (fault == FAULT_NONE && !redacting->places.count)
		fault = fail(err, FAULT_NOT_FOUND, "the words do not stand in '%.*s'%s",
		    TEXT_ARG(redacting->id),
		    redacting->others ? ", but in other records: see --everywhere" : "");
	if (fault == FAULT_NONE)
		fault = vault_begin(redacting->call->vault, err);
	if (fault != FAULT_NONE)
		return fault;
	fault = review_redact(redacting->review, &redacting->places, redacting->code,
	    &redacting->decision, &redacting->records, err);
	fault = end(redacting, fault, err);
	if (fault == FAULT_NONE)
		tell_redaction(redacting);
	return fault;
}

static enum fault redact_all(struct redacting *redacting, struct error *err)
{
	enum fault fault = vault_begin(redacting->call->vault, err);

	if (fault != FAULT_NONE)
		return fault;
	fault = review_redact_all(
	    redacting->review, redacting->id, redacting->code, &redacting->decision, err);
	fault = end(redacting, fault, err);
	if (fault == FAULT_NONE)
		out_printf(redacting->call->out, "%scut all words of %.*s\n",
		    call_option(redacting->call, "simulate") ? "simulated, nothing kept: " : "",
		    TEXT_ARG(redacting->id));
	return fault;
}

static enum fault check_options(const struct call *call, struct error *err)
{
	const char *code = call_option(call, "code");
	int given = 0;

	given += call_option(call, "words") != NULL;
	given += call_option(call, "flag") != NULL;
	given += call_option(call, "span") != NULL;
	given += call_option(call, "all-words") != NULL;
	if (given != 1)
		return fail(
		    err, FAULT_USAGE, "give one of --words, --flag, --span and --all-words");
	if (call_option(call, "all-words") && call_option(call, "everywhere"))
		return fail(err, FAULT_USAGE, "--all-words is about one record: no --everywhere");
	if (!code)
		return fail(err, FAULT_USAGE, "redact needs --code; readers will see it");
	return reason_is_valid(text_of(code))
	    ? FAULT_NONE
	    : fail(err, FAULT_USAGE, "--code %s is no reason; see 'chancery redact --help'", code);
}

enum fault command_redact(struct call *call, struct error *err)
{
	struct redacting redacting = {
		.call = call,
		.code = text_of(call_option(call, "code")),
		.decision = {
			.verdict = VERDICT_REDACT,
			.reason = text_of(call_option(call, "reason")),
			.curator = curator_of(call),
		},
	};
	enum fault fault = check_options(call, err);

	if (fault == FAULT_NONE)
		fault = find_id(call, text_of(call->operands[1]), &redacting.id, err);
	if (fault != FAULT_NONE || !(redacting.review = reviewing_open(call, err)))
		return err->fault;
	fault = call_option(call, "all-words") ? redact_all(&redacting, err)
					       : redact_words(&redacting, err);
	review_close(redacting.review);
	return fault;
}
