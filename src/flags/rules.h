/* Rules as they are kept: read by pack.c, compiled and proved by rules.c, used by find.c. */
#ifndef FLAGS_RULES_H
#define FLAGS_RULES_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/sha256.h"
#include "flags/checks.h"
#include "flags/flags.h"
#include "flags/hints.h"
#include "flags/names.h"

/* Bounds of one match, against patterns and texts that go on for ever. */
#define MATCH_LIMIT   200000
#define DEPTH_LIMIT   2000
#define HEAP_LIMIT_KB 8192
#define JIT_STACK     (256u << 10)
#define GROUPS_LIMIT  32 /* of one pattern */

/* Where the name stands that a match belongs to. */
enum side { SIDE_NONE, SIDE_BEFORE, SIDE_BEHIND, SIDE_BOTH };

struct pattern {
	pcre2_code *code;
	uint32_t flag_group; /* 0: the whole match */
	enum side subject;
};

/* A "yes" or "no" line: `text` without its braces; `span` what stood between them. */
struct proof {
	Text text, subject;
	Span span;
	bool finds, exact;
	uint32_t line;
};

struct near_words {
	TextList words;
	uint32_t within;
	enum side side; /* of the match: where the words stand */
};

struct rule {
	struct rule_about about;
	const char *file;
	uint32_t line;
	ARRAY(struct pattern) patterns;
	pcre2_code *unless;
	check_function *check;
	struct near_words near;
	TextList hints;
	uint32_t reach;  /* bytes before a hint at which a match may begin */
	uint32_t digits; /* hint: a stretch of so many digits; 0: none */
	Text yields; /* name of a rule: what overlaps a flag of that one is none of this one's */
	struct names *names;
	ARRAY(struct proof) proofs;
};

struct let {
	Text name, pattern;
};

struct rules {
	struct arena arena;
	ARRAY(struct rule) rules;
	ARRAY(struct let) lets;
	struct hints hints;
	bool names; /* some rule is a list */
	char version[SHA256_HEX_ROOM];
};

/* Adds the rules of one pack. `pack` and `file` must outlive them. */
enum fault pack_read(struct rules *rules, const char *file, Text pack, struct error *err);

#endif
