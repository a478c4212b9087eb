/* Nothing a curator wrote is passed over in silence: a key that is not known, a file that is no
 * article, each stops the publish with a sentence. */
#include "publish/site.h"

#include "base/files.h"
#include "base/utf8.h"

#define SETTINGS_FILE "settings.txt"
#define ABOUT_FILE    "about.md"
#define ARTICLES      "articles"
#define FIELD_COUNT   3

static const char template[] =
    "# What this archive says of itself on its public site. A line reads: key = value. Lines that start with # are\n"
    "# comments; take the # away to set a value. `chancery publish` takes up what is written here.\n"
    "\n"
    "# The name: at the head of every page, in feeds and in citations. At most 60 bytes.\n"
    "# name = Chancery\n"
    "\n"
    "# One line that opens the first page.\n"
    "# tagline = Diplomatic cables and reports, to read, search and cite\n"
    "\n"
    "# A notice below the head of every page: how the archive came about, what a reader has to know.\n"
    "# notice = Texts of 1973 are being added this month.\n"
    "\n"
    "# The colour of links and rules, on light and on dark pages. Refused when it is hard to read there.\n"
    "# accent = #174a84\n"
    "# accent-dark = #9cc2f2\n"
    "\n"
    "# Where readers turn to: an address for mail, or of a page. Harvesters (OAI-PMH) are told one for mail.\n"
    "# contact = desk@archive.example\n"
    "\n"
    "# Who answers for the archive.\n"
    "# publisher = Society of Friends of the Archive\n"
    "\n"
    "# Whether the number of records whose release has a date, but has not come, may be told: show or hide.\n"
    "# scheduled = hide\n"
    "\n"
    "# Whether words that a newer version of a record no longer has may be read among its differences: show or hide.\n"
    "# earlier = hide\n"
    "\n"
    "# Beside this file: about.md is the page \"About\"; articles/NAME.md is an article. An article starts with the\n"
    "# lines `title: ...`, `date: 2011-09-01` and, if you like, `author: ...`, then an empty line, then Markdown.\n"
    "# A reference id in it (08RIGA61, or [[08RIGA61#p2]] for a paragraph) becomes a link to the record.\n";

enum fault site_make(const char *archive, struct error *err)
{
	struct arena arena;
	const char *folder, *articles, *settings;
	enum fault fault = FAULT_NONE;

	arena_begin(&arena, 0);
	folder = path_join(&arena, archive, SITE_FOLDER);
	articles = folder ? path_join(&arena, folder, ARTICLES) : NULL;
	settings = folder ? path_join(&arena, folder, SETTINGS_FILE) : NULL;
	if (!articles || !settings)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left to make '%s'", archive);
	if (fault == FAULT_NONE)
		fault = folder_make(articles, err);
	if (fault == FAULT_NONE && !file_exists(settings))
		fault = file_write(folder, SETTINGS_FILE, text_of(template), err);
	arena_end(&arena);
	return fault;
}

/* --- lines --- */

struct reading {
	const char *path;
	unsigned line;
	struct arena *arena;
	struct site *site;
	struct error *err;
};

static enum fault refuse(const struct reading *reading, const char *what)
{
	return fail(
	    reading->err, FAULT_BAD_INPUT, "'%s', line %u: %s", reading->path, reading->line, what);
}

/* The whole file as UTF-8, without a byte order mark. */
static enum fault read_text(struct reading *reading, size_t limit, Text *text)
{
	struct error why = { 0 };
	size_t bad;

	if (file_read(reading->path, limit, reading->arena, text, &why) != FAULT_NONE)
		return fail(reading->err,
		    why.fault == FAULT_TOO_LARGE ? FAULT_BAD_INPUT : why.fault, "%s", why.text);
	text_take(text, TEXT("\xEF\xBB\xBF"));
	bad = utf8_find_bad(*text);
	if (bad == TEXT_NONE)
		return FAULT_NONE;
	for (size_t i = 0; i < bad; i++)
		reading->line += text->at[i] == '\n';
	reading->line++;
	return refuse(reading, "this is not UTF-8 text");
}

static Text next_line(struct reading *reading, Text *rest)
{
	reading->line++;
	return text_trim(text_cut(rest, '\n'));
}

/* --- settings --- */

static enum fault take_setting(struct reading *reading, Text key, Text value)
{
	enum site_setting setting;
	struct error why = { 0 };

	if (!site_setting_read(key, &setting)) {
		Text what = text_format(
		    reading->arena, "there is no setting '%.*s'", TEXT_ARG(utf8_head(key, 40)));

		return refuse(reading, what.at ? what.at : "no memory left");
	}
	if (reading->site->settings[setting].len)
		return refuse(reading, "this is set a second time");
	/* `notice =` is how one takes a value back. */
	if (!value.len)
		return FAULT_NONE;
	if (site_check(setting, value, &why) != FAULT_NONE)
		return refuse(reading, why.text);
	reading->site->settings[setting] = value;
	return FAULT_NONE;
}

static enum fault read_settings(struct reading *reading)
{
	Text rest;

	if (read_text(reading, SITE_SETTINGS_LIMIT, &rest) != FAULT_NONE)
		return reading->err->fault;
	while (rest.len) {
		Text line = next_line(reading, &rest), key;

		if (!line.len || line.at[0] == '#')
			continue;
		if (text_find_char(line, '=') == TEXT_NONE)
			return refuse(reading, "a setting reads: key = value");
		key = text_trim(text_cut(&line, '='));
		if (take_setting(reading, key, text_trim(line)) != FAULT_NONE)
			return reading->err->fault;
	}
	return FAULT_NONE;
}

/* --- articles --- */

static enum fault take_field(
    struct reading *reading, Text line, struct site_article *article, bool seen[FIELD_COUNT])
{
	static const Text fields[FIELD_COUNT] = { TEXT_INIT("title"), TEXT_INIT("date"),
		TEXT_INIT("author") };
	Text key = text_trim(text_cut(&line, ':')), value = text_trim(line);
	int field = 0;

	while (field < FIELD_COUNT && !text_equal(key, fields[field]))
		field++;
	if (field == FIELD_COUNT || !value.len)
		return refuse(reading,
		    "an article starts with lines `title: ...`, `date: ...` and `author: ...`, then an empty one");
	if (seen[field])
		return refuse(reading, "this is said a second time");
	seen[field] = true;
	if (field == 0)
		article->title = value;
	else if (field == 2)
		article->author = value;
	else if (!moment_read(value, &article->date) || article->date.precision != PRECISION_DAY)
		return refuse(reading, "'date' must be a day like 2011-09-01");
	return FAULT_NONE;
}

static enum fault read_article(struct reading *reading, struct site_article *article)
{
	bool seen[FIELD_COUNT] = { false };
	struct error why = { 0 };
	Text rest;

	if (read_text(reading, SITE_ARTICLE_TEXT + 4096, &rest) != FAULT_NONE)
		return reading->err->fault;
	for (;;) {
		Text line = next_line(reading, &rest);

		if (!line.len)
			break;
		if (take_field(reading, line, article, seen) != FAULT_NONE)
			return reading->err->fault;
	}
	article->text = rest;
	if (site_check_article(article, &why) != FAULT_NONE)
		return refuse(reading, why.text);
	return FAULT_NONE;
}

/* What editors leave beside a file. */
static bool is_left_over(Text name)
{
	return text_starts(name, TEXT(".")) || text_ends(name, TEXT("~"));
}

static enum fault add_article(
    const struct reading *site, const char *folder, Text name, struct error *err)
{
	struct reading reading = { .arena = site->arena, .site = site->site, .err = err };
	struct site_article *article = array_add(&site->site->articles, site->arena);

	reading.path = path_join(site->arena, folder, text_string(site->arena, name));
	if (!article || !reading.path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", folder);
	if (site->site->articles.count > SITE_ARTICLES)
		return fail(err, FAULT_BAD_INPUT, "'%s' holds more than %d articles", folder,
		    SITE_ARTICLES);
	if (!text_ends(name, TEXT(".md")))
		return fail(err, FAULT_BAD_INPUT, "'%s' is no article: the name of one ends in .md",
		    reading.path);
	*article = (struct site_article){ .name = text_slice(name, 0, name.len - 3) };
	return read_article(&reading, article);
}

static enum fault read_articles(struct reading *reading, const char *folder)
{
	TextList names = { 0 };
	enum fault fault = folder_list(folder, reading->arena, &names, reading->err);

	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		if (!is_left_over(names.items[i]))
			fault = add_article(reading, folder, names.items[i], reading->err);
	return fault;
}

/* --- the whole --- */

static enum fault compose(struct reading *reading, const char *folder)
{
	const char *articles = path_join(reading->arena, folder, ARTICLES);
	const char *about = path_join(reading->arena, folder, ABOUT_FILE);
	enum fault fault = FAULT_NONE;

	reading->path = path_join(reading->arena, folder, SETTINGS_FILE);
	if (!articles || !about || !reading->path)
		return fail(reading->err, FAULT_NO_MEMORY, "no memory left to read '%s'", folder);
	if (file_exists(reading->path))
		fault = read_settings(reading);
	reading->path = about;
	reading->line = 0;
	if (fault == FAULT_NONE && file_exists(about))
		fault = read_text(reading, SITE_ARTICLE_TEXT, &reading->site->about);
	if (fault == FAULT_NONE && file_exists(articles))
		fault = read_articles(reading, articles);
	return fault;
}

enum fault site_compose(
    const char *archive, struct arena *arena, struct site *site, struct error *err)
{
	struct site made = { 0 };
	struct reading reading = { .arena = arena, .site = &made, .err = err };
	const char *folder = path_join(arena, archive, SITE_FOLDER);
	enum fault fault = FAULT_NONE;

	if (!folder)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", archive);
	if (file_exists(folder))
		fault = compose(&reading, folder);
	if (fault == FAULT_NONE)
		fault = site_finish(&made, arena, err);
	if (fault == FAULT_NONE)
		*site = made;
	return fault;
}
