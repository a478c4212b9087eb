/* Names of rules and confidences, as they stand in records and in data/tag_repairs.csv. */
#include "record/tag_rule.h"

#define TAG_RULE_NAME(name, slug) TEXT_INIT(slug),
static const Text rules[] = { TAG_RULES(TAG_RULE_NAME) };
#undef TAG_RULE_NAME
static const Text confidences[] = { TEXT_INIT("low"), TEXT_INIT("medium"), TEXT_INIT("high") };

Text tag_rule_name(enum tag_rule rule)
{
	return rules[(unsigned)rule < TAG_RULE_COUNT ? (unsigned)rule : TAG_RULE_UNRESOLVED];
}

enum tag_rule tag_rule_read(Text name)
{
	for (unsigned i = 0; i < TAG_RULE_COUNT; i++)
		if (text_equal(rules[i], name))
			return (enum tag_rule)i;
	return TAG_RULE_UNRESOLVED;
}

Text tag_confidence_name(enum tag_confidence confidence)
{
	return confidences[(unsigned)confidence <= TAG_HIGH ? (unsigned)confidence : TAG_LOW];
}

enum tag_confidence tag_confidence_read(Text name)
{
	for (unsigned i = 0; i <= TAG_HIGH; i++)
		if (text_equal(confidences[i], name))
			return (enum tag_confidence)i;
	return TAG_LOW;
}
