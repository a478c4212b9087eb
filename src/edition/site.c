/* site.json: {"schema", "settings": {key: value}, "about", "articles": [{"name", "title", "author",
 * "date", "text"}]}. What is not set is left out, so the same site has the same bytes. Reading is
 * strict: a site that breaks a rule is refused whole. */
#include "edition/site.h"

#include <stdlib.h>

#include "base/json.h"
#include "edition/internal.h"

#define SCHEMA_HEAD "chancery.site/"
#define SCHEMA      SCHEMA_HEAD "1"
#define SITE_NAMED  "Chancery"

static const struct site no_site = { .settings = { [SITE_NAME] = TEXT_INIT(SITE_NAMED) } };

const struct site *site_default(void)
{
	return &no_site;
}

const struct site *edition_site(const struct edition *edition)
{
	return &edition->site;
}

bool site_shows_scheduled(const struct site *site)
{
	return text_equal(site->settings[SITE_SCHEDULED], TEXT("show"));
}

bool site_shows_earlier(const struct site *site)
{
	return text_equal(site->settings[SITE_EARLIER], TEXT("show"));
}

/* --- finding --- */

const struct site_article *site_article(const struct site *site, Text name)
{
	for (uint32_t i = 0; i < site->articles.count; i++)
		if (text_equal(site->articles.items[i].name, name))
			return &site->articles.items[i];
	return NULL;
}

const struct site_citing *site_citing(const struct site *site, Text id, uint32_t *count)
{
	uint32_t low = 0, high = site->citing.count, end;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text_compare(site->citing.items[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < site->citing.count && text_equal(site->citing.items[end].id, id);)
		end++;
	*count = end - low;
	return *count ? &site->citing.items[low] : NULL;
}

/* --- finishing --- */

static int compare_articles(const void *a, const void *b)
{
	const struct site_article *one = a, *other = b;

	if (one->date.seconds != other->date.seconds)
		return one->date.seconds < other->date.seconds ? 1 : -1;
	return text_compare(one->name, other->name);
}

static int compare_citing(const void *a, const void *b)
{
	const struct site_citing *one = a, *other = b;
	int order = text_compare(one->id, other->id);

	return order ? order : (int)one->article - (int)other->article;
}

static int compare_names(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the articles");
}

static enum fault check_names(const struct site *site, struct arena *arena, struct error *err)
{
	uint32_t count = site->articles.count;
	Text *names = arena_take(arena, (count + 1) * sizeof *names);

	if (!names)
		return no_memory(err);
	for (uint32_t i = 0; i < count; i++)
		names[i] = site->articles.items[i].name;
	qsort(names, count, sizeof *names, compare_names);
	for (uint32_t i = 1; i < count; i++)
		if (text_equal(names[i - 1], names[i]))
			return fail(err, FAULT_BAD_INPUT, "article '%.*s' stands twice",
			    TEXT_ARG(names[i]));
	return FAULT_NONE;
}

static enum fault find_mentions(
    struct site *site, uint32_t article, struct arena *arena, struct error *err)
{
	Text text = site->articles.items[article].text;
	struct mention mention;
	size_t at = 0;

	while (mention_find(text, at, arena, &mention)) {
		struct site_citing *place = array_add(&site->citing, arena);

		if (!place)
			return no_memory(err);
		*place = (struct site_citing){ mention.id, article };
		at = mention.at + mention.len;
	}
	return arena->failed ? no_memory(err) : FAULT_NONE;
}

static void drop_repeated(struct site *site)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < site->citing.count; i++)
		if (!kept ||
		    compare_citing(&site->citing.items[kept - 1], &site->citing.items[i]) != 0)
			site->citing.items[kept++] = site->citing.items[i];
	site->citing.count = kept;
}

enum fault site_finish(struct site *site, struct arena *arena, struct error *err)
{
	if (site->articles.count)
		qsort(site->articles.items, site->articles.count, sizeof *site->articles.items,
		    compare_articles);
	if (check_names(site, arena, err) != FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < site->articles.count; i++)
		if (find_mentions(site, i, arena, err) != FAULT_NONE)
			return err->fault;
	if (site->citing.count)
		qsort(site->citing.items, site->citing.count, sizeof *site->citing.items,
		    compare_citing);
	drop_repeated(site);
	if (!site->settings[SITE_NAME].len)
		site->settings[SITE_NAME] = no_site.settings[SITE_NAME];
	return FAULT_NONE;
}

/* --- writing --- */

static bool is_set(const struct site *site, int setting)
{
	return site->settings[setting].len &&
	    !text_equal(site->settings[setting], no_site.settings[setting]);
}

static bool says_something(const struct site *site)
{
	bool says = site->about.len || site->articles.count;

	for (int i = 0; i < SITE_SETTING_COUNT; i++)
		says = says || is_set(site, i);
	return says;
}

static json_t *put_settings(const struct site *site)
{
	json_t *object = json_object();

	for (int i = 0; i < SITE_SETTING_COUNT; i++)
		if (is_set(site, i))
			json_object_set_new(object, site_key((enum site_setting)i).at,
			    json_text(site->settings[i]));
	return object;
}

static json_t *put_articles(const struct site *site)
{
	json_t *list = json_array();
	struct arena arena;

	arena_begin(&arena, 0);
	for (uint32_t i = 0; i < site->articles.count; i++) {
		const struct site_article *article = &site->articles.items[i];

		json_array_append_new(list,
		    json_pack("{s:o, s:o, s:o, s:o, s:o}", "name", json_text(article->name),
			"title", json_text(article->title), "author",
			json_text(article->author.len ? article->author : (Text){ 0 }), "date",
			json_text(moment_text(&arena, article->date)), "text",
			json_text(article->text.len ? article->text : TEXT(""))));
	}
	arena_end(&arena);
	return list;
}

void site_put(struct out *out, const struct site *site)
{
	if (!says_something(site))
		return;
	out_json(out,
	    json_pack("{s:s, s:o, s:o, s:o}", "schema", SCHEMA, "settings", put_settings(site),
		"about", json_text(site->about.len ? site->about : (Text){ 0 }), "articles",
		put_articles(site)),
	    JSON_STYLE_PRETTY);
	out_char(out, '\n');
}

/* --- reading --- */

static enum fault refuse(struct error *err, const char *what)
{
	return fail(err, FAULT_CORRUPT, "%s", what);
}

static enum fault read_schema(const json_t *tree, struct error *err)
{
	Text schema = json_get_text(tree, "schema"), version = schema;

	if (text_equal(schema, TEXT(SCHEMA)))
		return FAULT_NONE;
	if (text_take(&version, TEXT(SCHEMA_HEAD)) && version.len && ascii_is_digit(version.at[0]))
		return fail(err, FAULT_TOO_NEW,
		    "it has the form %.*s; this program knows " SCHEMA ": use a newer Chancery",
		    TEXT_ARG(text_slice(schema, 0, 60)));
	return refuse(err, "it does not describe a site");
}

static enum fault read_settings(
    const json_t *object, struct arena *arena, struct site *site, struct error *err)
{
	struct error why = { 0 };
	enum site_setting setting;
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return refuse(err, "it has no settings");
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		if (!site_setting_read(text_of(key), &setting))
			return refuse(err, "it has a setting that is not known");
		site->settings[setting] =
		    text_copy(arena, (Text){ json_string_value(value), json_string_length(value) });
		if (site_check(setting, site->settings[setting], &why) != FAULT_NONE)
			return refuse(err, why.text);
	}
	return FAULT_NONE;
}

static enum fault read_article(
    const json_t *item, struct arena *arena, struct site_article *article, struct error *err)
{
	struct error why = { 0 };

	article->name = text_copy(arena, json_get_text(item, "name"));
	article->title = text_copy(arena, json_get_text(item, "title"));
	article->author = text_copy(arena, json_get_text(item, "author"));
	article->text = text_copy(arena, json_get_text(item, "text"));
	if (!moment_read(json_get_text(item, "date"), &article->date))
		article->date = MOMENT_UNKNOWN;
	if (site_check_article(article, &why) != FAULT_NONE)
		return fail(err, FAULT_CORRUPT, "an article: %s", why.text);
	return FAULT_NONE;
}

static enum fault read_articles(
    const json_t *list, struct arena *arena, struct site *site, struct error *err)
{
	struct site_article *article;

	if (!json_is_array(list) || json_array_size(list) > SITE_ARTICLES)
		return refuse(err, "it has no list of articles");
	for (size_t i = 0; i < json_array_size(list); i++) {
		article = array_add(&site->articles, arena);
		if (!article)
			return no_memory(err);
		if (read_article(json_array_get(list, i), arena, article, err) != FAULT_NONE)
			return err->fault;
		if (i && compare_articles(article - 1, article) >= 0)
			return refuse(err, "its articles are not in order");
	}
	return FAULT_NONE;
}

static enum fault read_tree(
    const json_t *tree, struct arena *arena, struct site *site, struct error *err)
{
	struct error why = { 0 };

	site->about = text_copy(arena, json_get_text(tree, "about"));
	if (site->about.len > SITE_ARTICLE_TEXT)
		return refuse(err, "the text about it is too long");
	if (read_schema(tree, err) != FAULT_NONE ||
	    read_settings(json_object_get(tree, "settings"), arena, site, err) != FAULT_NONE ||
	    read_articles(json_object_get(tree, "articles"), arena, site, err) != FAULT_NONE)
		return err->fault;
	if (arena->failed)
		return no_memory(err);
	if (site_finish(site, arena, &why) != FAULT_NONE)
		return fail(
		    err, why.fault == FAULT_BAD_INPUT ? FAULT_CORRUPT : why.fault, "%s", why.text);
	return FAULT_NONE;
}

enum fault site_read(Text bytes, struct arena *arena, struct site *site, struct error *err)
{
	struct site read = { 0 };
	struct error why = { 0 };
	json_t *tree = json_read(bytes, &why);
	enum fault fault;

	if (!tree)
		return fail(err, why.fault == FAULT_NO_MEMORY ? FAULT_NO_MEMORY : FAULT_CORRUPT,
		    "%s", why.text);
	fault = read_tree(tree, arena, &read, err);
	json_decref(tree);
	if (fault == FAULT_NONE)
		*site = read;
	return fault;
}
