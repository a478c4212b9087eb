/* How a tag was read: by which rule, and how sure that is. */
#ifndef RECORD_TAG_RULE_H
#define RECORD_TAG_RULE_H

#include "base/text.h"

/* name, name for people and files */
#define TAG_RULES(X) \
	X(UNRESOLVED, "unresolved")       /* no code: the raw spelling stands for itself */ \
	X(IDENTITY, "identity")           /* the catalog lists it as it is spelt */ \
	X(ALIAS, "alias")                 /* another system's code: ISO for a country */ \
	X(CONCATENATION, "concatenation") /* several codes run together */ \
	X(TYPO, "typo")                   /* a slip of few letters */ \
	X(SPELLING, "spelling")           /* a word or short form for a code */ \
	X(PERSON, "person")               /* a person's name, no code */ \
	X(NOT_A_TAG, "not-a-tag")         /* a word that is no code: a caption, part of a phrase */

#define TAG_RULE_ENUM(name, slug) TAG_RULE_##name,
enum tag_rule { TAG_RULES(TAG_RULE_ENUM) TAG_RULE_COUNT };
#undef TAG_RULE_ENUM

/* LOW is never applied: the raw spelling stays the tag, the guess is kept beside it. */
enum tag_confidence { TAG_LOW, TAG_MEDIUM, TAG_HIGH };

Text tag_rule_name(enum tag_rule rule);
enum tag_rule tag_rule_read(Text name);                   /* UNRESOLVED when it is none */
Text tag_confidence_name(enum tag_confidence confidence); /* "low", "medium", "high" */
enum tag_confidence tag_confidence_read(Text name);       /* LOW when it is none */

#endif
