/* The common patterns of the profile: what the country is to trafficking, which forms, where its
 * victims go. A list of countries ends at the first word that is none. */
#include "narrative/facts.h"

#include "base/arena.h"

#define COUNTRY_WORDS 6
#define LIST_LIMIT    64

static void add_once(struct reading *reading, TextList *list, Text text)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text))
			return;
	Text *added = list->count < LIST_LIMIT ? array_add(list, reading->arena) : NULL;
	if (added)
		*added = text;
}

/* ---- role ---- */

static bool is_lesser(const struct sentence *sentence, uint32_t at)
{
	uint32_t extent = token_find(sentence, at > 4 ? at - 4 : 0, at, "extent");

	return extent != NOWHERE && extent && token_is(sentence, extent - 1, "lesser");
}

/* "a source, transit and, to a lesser extent, a destination country": words up to the noun. */
static uint32_t role_end(const struct sentence *sentence, uint32_t at)
{
	for (uint32_t to = at + 24; at < to; at++) {
		const struct token *token = token_at(sentence, at);
		if (token_is(sentence, at, "country countries point territory"))
			return at;
		if (!(token->kind == TOKEN_MARK && token->sign == ',') &&
		    !token_is(sentence, at,
			"source transit destination origin and or a an to lesser extent as well also "
			"in limited potential"))
			break;
	}
	return NOWHERE;
}

static void read_role(struct reading *reading, const struct sentence *sentence)
{
	static const struct {
		const char *words;
		Text plain, lesser;
	} roles[] = {
		{ "source origin", TEXT_INIT("source"), TEXT_INIT("source (lesser extent)") },
		{ "transit", TEXT_INIT("transit"), TEXT_INIT("transit (lesser extent)") },
		{ "destination", TEXT_INIT("destination"),
		    TEXT_INIT("destination (lesser extent)") },
	};

	for (uint32_t at = 0; at < sentence->count; at++)
		for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
			if (token_is(sentence, at, roles[i].words) &&
			    role_end(sentence, at) != NOWHERE)
				add_once(reading, &reading->narrative->role,
				    is_lesser(sentence, at) ? roles[i].lesser : roles[i].plain);
}

/* ---- forms ---- */

static const struct form {
	const char *first, *second;
	Text name;
	bool labor;
} forms[] = {
	{ "forced", "labor labour", TEXT_INIT("forced labor"), true },
	{ "forced", "prostitution", TEXT_INIT("forced prostitution"), false },
	{ "forced", "begging", TEXT_INIT("forced begging"), true },
	{ "bonded", "labor labour", TEXT_INIT("bonded labor"), true },
	{ "debt", "bondage", TEXT_INIT("debt bondage"), true },
	{ "domestic", "servitude", TEXT_INIT("domestic servitude"), true },
	{ "sex", "trafficking", TEXT_INIT("sex trafficking"), false },
};

static const struct form *form_at(const struct sentence *sentence, uint32_t at)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (token_is(sentence, at, forms[i].first) &&
		    token_is(sentence, at + 1, forms[i].second))
			return &forms[i];
	return NULL;
}

/* ---- countries ---- */

/* The country whose name begins at *at; *at then stands behind it and its abbreviation in brackets.
 */
static const struct country *take_country(
    const struct reading *reading, const struct sentence *sentence, uint32_t *at)
{
	uint32_t from = *at + (token_is(sentence, *at, "the") ? 1 : 0);

	for (uint32_t words = COUNTRY_WORDS; words; words--) {
		const struct token *first = token_at(sentence, from),
				   *last = token_at(sentence, from + words - 1);
		char name[100];
		size_t len = 0;

		if (!first->capital || last->kind != TOKEN_WORD ||
		    last->text.at + last->text.len > first->text.at + sizeof name)
			continue;
		Text printed = { first->text.at,
			(size_t)(last->text.at + last->text.len - first->text.at) };
		for (size_t i = 0; i < printed.len; i++)
			if (!ascii_is_space(printed.at[i]))
				name[len++] = printed.at[i];
			else if (len && name[len - 1] != ' ')
				name[len++] = ' ';
		const struct country *country =
		    catalog_country_by_name(reading->catalog, (Text){ name, len });
		if (!country)
			continue;
		*at = from + words;
		if (token_at(sentence, *at)->sign == '(' &&
		    token_at(sentence, *at + 2)->sign == ')')
			*at += 3;
		return country;
	}
	return NULL;
}

static uint32_t read_countries(struct reading *reading, const struct sentence *sentence,
    uint32_t at, Text remark, TextList *list)
{
	for (;;) {
		const struct country *country = take_country(reading, sentence, &at);

		if (!country)
			return at;
		if (!text_equal(country->iso2, reading->narrative->country_iso2))
			add_once(reading, list,
			    remark.len ? text_format(reading->arena, "%.*s (%.*s)",
					     TEXT_ARG(country->name), TEXT_ARG(remark))
				       : country->name);
		uint32_t before = at;
		if (token_at(sentence, at)->sign == ',')
			at++;
		if (token_is(sentence, at, "and or"))
			at++;
		if (at == before)
			return at;
	}
}

/* "forced labor in China, Turkey, and Russia" */
static void read_destinations(
    struct reading *reading, const struct sentence *sentence, uint32_t at, const struct form *form)
{
	struct narrative *narrative = reading->narrative;
	Text remark = form == &forms[0] || form == &forms[1] ? (Text){ 0 } : form->name;

	if (token_is(sentence, at + 2, "in"))
		read_countries(reading, sentence, at + 3, remark,
		    form->labor ? &narrative->destinations_labor
				: &narrative->destinations_prostitution);
}

/* "from X and Y transit the country as they migrate to Z" */
static void read_transit(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t from = at > 40 ? at - 40 : 0, start = at;

	while (start > from && !token_is(sentence, start, "from"))
		start--;
	if (!token_is(sentence, start, "from"))
		return;
	uint32_t behind = start + 1;
	TextList list = { 0 };
	behind = read_countries(reading, sentence, behind, (Text){ 0 }, &list);
	if (behind != at || !list.count)
		return;
	for (uint32_t i = 0; i < list.count; i++)
		add_once(reading, &reading->narrative->transit_from, list.items[i]);
	for (uint32_t to = at + 1; to < at + 16; to++)
		if (token_is(sentence, to, "to")) {
			uint32_t first = to + 1;
			if (take_country(reading, sentence, &first)) {
				read_countries(reading, sentence, to + 1, (Text){ 0 },
				    &reading->narrative->transit_to);
				return;
			}
		}
}

static void read_sentence(struct reading *reading, const struct sentence *sentence)
{
	read_role(reading, sentence);
	for (uint32_t at = 0; at < sentence->count; at++) {
		const struct form *form = form_at(sentence, at);

		if (form) {
			add_once(reading, &reading->narrative->trafficking_forms, form->name);
			read_destinations(reading, sentence, at, form);
		}
		if (token_is(sentence, at, "transit"))
			read_transit(reading, sentence, at);
	}
}

void narrative_read_profile(struct reading *reading)
{
	const struct narrative *narrative = reading->narrative;
	struct sentence *sentence = ARENA_NEW(reading->arena, struct sentence);

	for (uint32_t i = 0; sentence && i < narrative->sections.count; i++) {
		const struct narrative_section *section = &narrative->sections.items[i];

		for (uint32_t k = 0;
		     section->kind == SECTION_PROFILE && k < section->paragraphs.count; k++) {
			Text rest = transcript_slice(
			    reading->transcript, section->paragraphs.items[k].span);
			while (!reading->arena->failed && sentence_take(reading, &rest, sentence))
				read_sentence(reading, sentence);
		}
	}
}
