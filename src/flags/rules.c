/* The rules of all packs together: those of the program, those of a curator. */
#include "flags/rules.h"

#include <stdio.h>

#include "base/files.h"
#include "base/utf8.h"

/* Part of the version: another way to read the same packs makes other flags. */
#define READING "flags/1"

/* Packs in the program: data/flags/NAME.rules. */
#define PACKS(X)          X(contact) X(identity) X(people) X(protect)
#define PACK_EXTERN(name) extern const Text embedded_##name##_rules;
PACKS(PACK_EXTERN)
#undef PACK_EXTERN

static const struct rule_about own[] = {
	{ TEXT_INIT("rule-gave-up"), FLAG_SEVERE,
	    TEXT_INIT("A rule went beyond its bounds here and has not looked at this text."),
	    TEXT_INIT("Read it all before it is released.") },
	{ TEXT_INIT("too-many"), FLAG_SEVERE,
	    TEXT_INIT("The record has more flags than are kept; there are more from here on."),
	    TEXT_INIT("Withhold it, or read it all.") },
};

Text flag_severity_name(enum flag_severity severity)
{
	return severity == FLAG_SEVERE ? TEXT("severe") : TEXT("notice");
}

size_t rules_count(const struct rules *rules)
{
	return rules->rules.count;
}

struct rule_about rules_get(const struct rules *rules, size_t index)
{
	return rules->rules.items[index].about;
}

bool rules_find(const struct rules *rules, Text name, struct rule_about *about)
{
	for (uint32_t i = 0; i < rules->rules.count; i++)
		if (text_equal(rules->rules.items[i].about.name, name)) {
			*about = rules->rules.items[i].about;
			return true;
		}
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (text_equal(own[i].name, name)) {
			*about = own[i];
			return true;
		}
	return false;
}

Text rules_version(const struct rules *rules)
{
	return text_of(rules->version);
}

/* Each pack goes into the version with its own hash, so that none can end in another. */
static void add_version(struct rules *rules, Text pack)
{
	char both[2 * SHA256_HEX_ROOM] = READING;
	char hex[SHA256_HEX_ROOM];

	sha256_hex(sha256_of(pack), hex);
	int len =
	    snprintf(both, sizeof both, "%s %s", rules->version[0] ? rules->version : READING, hex);
	sha256_hex(sha256_of((Text){ both, (size_t)len }), rules->version);
}

static enum fault add_pack(struct rules *rules, const char *file, Text pack, struct error *err)
{
	size_t bad = utf8_find_bad(pack);

	if (bad != TEXT_NONE)
		return fail(err, FAULT_BAD_INPUT, "%s: byte %zu is not UTF-8", file, bad);
	add_version(rules, pack);
	return pack_read(rules, file, pack, err);
}

static enum fault add_folder(struct rules *rules, const char *folder, struct error *err)
{
	TextList names = { 0 };
	enum fault fault = folder_list(folder, &rules->arena, &names, err);

	for (uint32_t i = 0; fault == FAULT_NONE && i < names.count; i++) {
		Text pack;
		if (!text_ends(names.items[i], TEXT(".rules")))
			continue;
		const char *path =
		    path_join(&rules->arena, folder, text_string(&rules->arena, names.items[i]));
		fault = file_read(path, RULES_FILE_LIMIT, &rules->arena, &pack, err);
		if (fault == FAULT_NONE)
			fault = add_pack(rules, path, pack, err);
	}
	return fault;
}

/* The words that make a rule be tried: its hints, else the words that must stand near. */
static enum fault add_hints(struct rules *rules, struct error *err)
{
	for (uint32_t i = 0; i < rules->rules.count; i++) {
		struct rule *rule = &rules->rules.items[i];
		const TextList *words = &rule->hints;

		rules->names = rules->names || rule->names;
		if (!words->count && !rule->digits)
			words = &rule->near.words;
		for (uint32_t k = 0; k < words->count; k++)
			if (!hints_add(&rules->hints, words->items[k], (uint16_t)i, &rules->arena))
				return fail(err, FAULT_BAD_INPUT,
				    "%s:%u: too many hints of one sign, or a word too many",
				    rule->file, rule->line);
	}
	return FAULT_NONE;
}

static enum fault prove_one(
    struct flagger *flagger, const struct rule *rule, const struct proof *proof, struct error *err)
{
	struct record record = { .kind = RECORD_DOCUMENT, .transcript.text = proof->text };
	struct arena arena;
	FlagList flags = { 0 };
	const struct flag *flag = NULL;

	arena_begin(&arena, 0);
	enum fault fault = flags_find(flagger, &record, &arena, &flags, err);
	for (uint32_t i = 0; i < flags.count && !flag; i++)
		if (text_equal(flags.items[i].rule, rule->about.name))
			flag = &flags.items[i];
	Text found = { 0 }, subject = { 0 };
	if (flag) {
		found = transcript_slice(&record.transcript, flag->span);
		subject = transcript_slice(&record.transcript, flag->subject);
	}
	if (!fault && !flag && proof->finds)
		fault = fail(err, FAULT_BAD_INPUT, "%s:%u: rule %.*s does not find it", rule->file,
		    proof->line, TEXT_ARG(rule->about.name));
	if (!fault && flag && !proof->finds)
		fault = fail(err, FAULT_BAD_INPUT, "%s:%u: rule %.*s finds '%.*s'", rule->file,
		    proof->line, TEXT_ARG(rule->about.name), TEXT_ARG(found));
	if (!fault && flag && proof->exact &&
	    (flag->span.start != proof->span.start || flag->span.length != proof->span.length))
		fault = fail(err, FAULT_BAD_INPUT, "%s:%u: rule %.*s finds '%.*s' instead",
		    rule->file, proof->line, TEXT_ARG(rule->about.name), TEXT_ARG(found));
	if (!fault && flag && proof->subject.len && !text_equal(subject, proof->subject))
		fault = fail(err, FAULT_BAD_INPUT, "%s:%u: rule %.*s finds the name '%.*s' instead",
		    rule->file, proof->line, TEXT_ARG(rule->about.name), TEXT_ARG(subject));
	arena_end(&arena);
	return fault;
}

/* Proves the rules from `first` on. */
static enum fault prove(const struct rules *rules, uint32_t first, struct error *err)
{
	struct flagger *flagger = flagger_open(rules, err);
	enum fault fault = flagger ? FAULT_NONE : err->fault;

	for (uint32_t i = first; i < rules->rules.count; i++) {
		const struct rule *rule = &rules->rules.items[i];
		for (uint32_t k = 0; fault == FAULT_NONE && k < rule->proofs.count; k++)
			fault = prove_one(flagger, rule, &rule->proofs.items[k], err);
	}
	flagger_close(flagger);
	return fault;
}

enum fault rules_prove(const struct rules *rules, struct error *err)
{
	return prove(rules, 0, err);
}

static struct rules *open_with(const char *folder, const char *name, Text pack, struct error *err)
{
	struct rules *rules = calloc(1, sizeof *rules);
	enum fault fault = FAULT_NONE;

	if (!rules) {
		fail(err, FAULT_NO_MEMORY, "no memory for the rules");
		return NULL;
	}
	arena_begin(&rules->arena, 0);
#define PACK_ADD(pack_name) \
	if (!fault) \
		fault = add_pack(rules, #pack_name ".rules", embedded_##pack_name##_rules, err);
	PACKS(PACK_ADD)
#undef PACK_ADD
	uint32_t own_rules = rules->rules.count;
	if (!fault && folder)
		fault = add_folder(rules, folder, err);
	if (!fault && name)
		fault = add_pack(rules, name, pack, err);
	if (!fault)
		fault = add_hints(rules, err);
	if (!fault)
		fault = prove(rules, own_rules, err);
	if (fault) {
		rules_close(rules);
		return NULL;
	}
	return rules;
}

struct rules *rules_open(const char *folder, struct error *err)
{
	return open_with(folder, NULL, (Text){ 0 }, err);
}

struct rules *rules_open_text(const char *name, Text pack, struct error *err)
{
	return open_with(NULL, name, pack, err);
}

void rules_close(struct rules *rules)
{
	if (!rules)
		return;
	for (uint32_t i = 0; i < rules->rules.count; i++) {
		struct rule *rule = &rules->rules.items[i];
		for (uint32_t k = 0; k < rule->patterns.count; k++)
			pcre2_code_free(rule->patterns.items[k].code);
		pcre2_code_free(rule->unless);
	}
	arena_end(&rules->arena);
	free(rules);
}
