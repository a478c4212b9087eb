/* Values of fields. Where the words of a field are few and fixed, another one is a mistake and is
 * said to be; a tag or a post that no record has just finds nothing. */
#include "search/query.h"

#include "base/utf8.h"
#include "record/record.h"
#include "record/reference_id.h"
#include "search/index.h"

int64_t moment_end(Moment moment)
{
	Civil civil = clock_civil(moment.seconds);

	switch (moment.precision) {
	case PRECISION_YEAR:
		civil = (Civil){ .year = civil.year + 1, .month = 1, .day = 1 };
		break;
	case PRECISION_MONTH:
		civil = (Civil){ .year = civil.year + (civil.month == 12),
			.day = 1,
			.month = civil.month % 12 + 1 };
		break;
	case PRECISION_DAY:
		return moment.seconds + 24 * 60 * 60;
	case PRECISION_MINUTE:
		return moment.seconds + 60;
	default:
		return moment.seconds + 1;
	}
	return civil.year > 9999 ? INT64_MAX : clock_seconds(civil);
}

static enum fault read_moment(
    const struct node *node, Text typed, Moment *moment, struct error *err)
{
	if (!moment_read(typed, moment))
		return fail(err, FAULT_BAD_INPUT,
		    "'%.*s' is no date; write 2008, 2008-02 or 2008-02-29, and .. for a range",
		    TEXT_ARG(utf8_head(typed, 60)));
	if (node->field == FIELD_YEAR && moment->precision != PRECISION_YEAR)
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no year; write it as 2008",
		    TEXT_ARG(utf8_head(typed, 60)));
	if (node->field == FIELD_MONTH && moment->precision != PRECISION_MONTH)
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no month; write it as 2008-02",
		    TEXT_ARG(utf8_head(typed, 60)));
	return FAULT_NONE;
}

static enum fault read_dates(struct node *node, Text typed, struct error *err)
{
	size_t dots = text_find(typed, TEXT(".."));
	Text from = text_trim(text_slice(typed, 0, dots)), until = from;
	Moment moment;

	if (dots != TEXT_NONE)
		until = text_trim(text_from(typed, dots + 2));
	if (!from.len && !until.len)
		return fail(err, FAULT_BAD_INPUT, "a range needs a date before or behind its dots");
	node->from = INT64_MIN;
	node->until = INT64_MAX;
	if (from.len) {
		if (read_moment(node, from, &moment, err) != FAULT_NONE)
			return err->fault;
		node->from = moment.seconds;
	}
	if (until.len) {
		if (read_moment(node, until, &moment, err) != FAULT_NONE)
			return err->fault;
		node->until = moment_end(moment);
	}
	if (node->until <= node->from)
		return fail(err, FAULT_BAD_INPUT, "the range ends before it begins");
	return FAULT_NONE;
}

static enum fault read_classification(struct node *node, Text typed, struct error *err)
{
	for (unsigned i = 0; i < CLASS_COUNT; i++) {
		Text slug = classification_slug((enum classification)i);
		Text text = classification_text((enum classification)i);

		if (text_equal_nocase(slug, typed) || text_equal_nocase(text, typed)) {
			node->value = slug;
			return FAULT_NONE;
		}
	}
	return fail(err, FAULT_BAD_INPUT,
	    "no classification '%.*s'; there are"
#define LEVEL(name, slug, text) " " slug
	    CLASSIFICATIONS(LEVEL)
#undef LEVEL
		,
	    TEXT_ARG(utf8_head(typed, 60)));
}

static enum fault read_kind(struct node *node, Text typed, struct error *err)
{
	for (unsigned i = 0; i < RECORD_KINDS; i++) {
		Text name = record_kind_name((enum record_kind)i);

		if (text_equal_nocase(name, typed)) {
			node->value = name;
			return FAULT_NONE;
		}
	}
	return fail(err, FAULT_BAD_INPUT, "no kind '%.*s'; there are cable, narrative and document",
	    TEXT_ARG(utf8_head(typed, 60)));
}

static enum fault read_has(struct node *node, Text typed, struct error *err)
{
	static const Text names[] = {
#define HAS_NAME(name, value) TEXT_INIT(value),
		HAS(HAS_NAME)
#undef HAS_NAME
	};

	for (unsigned i = 0; i < HAS_COUNT; i++) {
		if (text_equal_nocase(names[i], typed)) {
			node->value = names[i];
			return FAULT_NONE;
		}
	}
	return fail(err, FAULT_BAD_INPUT,
	    "has: does not know '%.*s'; it knows"
#define HAS_LISTED(name, value) " " value
	    HAS(HAS_LISTED)
#undef HAS_LISTED
		,
	    TEXT_ARG(utf8_head(typed, 60)));
}

static enum fault read_id(struct node *node, Text typed, struct arena *arena, struct error *err)
{
	Text id = reference_id_guess(typed, arena);

	if (!id.len && record_id_is_valid(typed))
		id = typed;
	if (!id.len)
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no reference id like 08BISHKEK211",
		    TEXT_ARG(utf8_head(typed, 60)));
	node->value = id;
	return FAULT_NONE;
}

enum fault query_read_value(struct node *node, Text typed, struct arena *arena, struct error *err)
{
	node->value = typed;
	switch (node->field) {
	case FIELD_YEAR:
	case FIELD_MONTH:
	case FIELD_CREATED:
	case FIELD_RELEASED:
		return read_dates(node, typed, err);
	case FIELD_CLASS:
		return read_classification(node, typed, err);
	case FIELD_KIND:
		return read_kind(node, typed, err);
	case FIELD_HAS:
		return read_has(node, typed, err);
	case FIELD_CITES:
	case FIELD_CITEDBY:
		return read_id(node, typed, arena, err);
	default:
		return FAULT_NONE;
	}
}
