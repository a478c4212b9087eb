/* Flags: finds in a record's transcript what could harm people when it is published. What is looked
 * for stands in rule packs, text files that a curator can read, prove and add to:
 * docs/formats/rules.md. A flag decides nothing; who does is the vault's matter. */
#ifndef FLAGS_FLAGS_H
#define FLAGS_FLAGS_H

#include "record/record.h"

#define FLAGS_LIMIT      10000      /* of one record; one "too-many" behind them */
#define RULES_FILE_LIMIT (8u << 20) /* bytes of one file of rules */
#define RULES_LIMIT      512

enum flag_severity { FLAG_NOTICE, FLAG_SEVERE };
Text flag_severity_name(enum flag_severity severity); /* "notice", "severe" */

/* Every rule there is, ready to use. Never changes: threads share it. */
struct rules;

/* The packs in the program and, when `folder` is given, its files *.rules in the order of their
 * names. Those are proved: each says what it must find and what not. FAULT_BAD_INPUT names file and
 * line of what is wrong. NULL on failure. */
struct rules *rules_open(const char *folder, struct error *err);
/* The same for one more pack that is there already; `name` stands in messages. */
struct rules *rules_open_text(const char *name, Text pack, struct error *err);
void rules_close(struct rules *rules);
/* 64 hex digits, of all packs and of the way they are read: flags that were found under another
 * version are stale. Borrowed. */
Text rules_version(const struct rules *rules);
/* Runs the tests in all packs, those of the program too. */
enum fault rules_prove(const struct rules *rules, struct error *err);

/* What a rule says about itself. Borrowed. */
struct rule_about {
	Text name;
	enum flag_severity severity;
	Text says; /* why it matters, one sentence */
	Text does; /* what a curator should consider */
};
size_t rules_count(const struct rules *rules);
struct rule_about rules_get(const struct rules *rules, size_t index); /* in order of the packs */
/* By name, also "rule-gave-up" and "too-many"; false when there is none. */
bool rules_find(const struct rules *rules, Text name, struct rule_about *about);

struct flag {
	Text rule; /* "protect"; borrowed from the rules */
	enum flag_severity severity;
	Span span;    /* bytes of the transcript: what is to be looked at */
	Span subject; /* the name that a mark belongs to, where one is found; else zero */
};
typedef ARRAY(struct flag) FlagList;

/* One thread's tools for finding. The rules must outlive it. NULL on failure. */
struct flagger;
struct flagger *flagger_open(const struct rules *rules, struct error *err);
void flagger_close(struct flagger *flagger);

/* Adds the flags of a record, in order of their start, then of their rule's name; two flags of one
 * rule never overlap. Page markers are looked through as if they were blank, and looked into. Spans
 * lie in the text, on borders of UTF-8. A rule that went beyond its bounds gives "rule-gave-up"
 * over all that it has not seen. Working memory comes out of `arena`, too. FAULT_CORRUPT when the
 * transcript is not UTF-8. Cost: some 2 ns a byte, ten times
 * that where words of the rules stand close together. */
enum fault flags_find(struct flagger *flagger, const struct record *record, struct arena *arena,
    FlagList *flags, struct error *err);

#endif
