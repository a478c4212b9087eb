/* Explain: plain words for the codes of a cable, in our own words. Classification after E.O. 13526
 * and its forebears, precedence after ACP 121 and 5 FAH-2, tiers after 22 U.S.C. 7107. Empty when
 * there is nothing to say. */
#ifndef PAGES_EXPLAIN_H
#define PAGES_EXPLAIN_H

#include "base/text.h"
#include "record/marking.h"

Text explain_classification(enum classification classification);
/* By the canonical word: "IMMEDIATE". */
Text explain_precedence(Text word);
/* By the code: "2W". */
Text explain_tier(Text code);
/* By the kind of the catalog: "program". */
Text explain_tag_kind(Text kind);
/* By the type of the catalog: "distribution". */
Text explain_caption_type(Text type);

#endif
