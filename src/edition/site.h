/* Site: what an archive says of itself beside its records: name, notice, colours, articles. A
 * curator writes it as plain files (publish/site.h), the edition carries it as site.json
 * (docs/formats/site.md). Its rules are held here, for who writes it and who reads it alike. */
#ifndef EDITION_SITE_H
#define EDITION_SITE_H

#include "base/clock.h"
#include "base/out.h"
#include "edition/edition.h"

#define SITE_ARTICLE_TEXT ((size_t)1 << 20) /* bytes of Markdown; also of the text about it */
#define SITE_ARTICLE_NAME 80 /* bytes: of name, and four times that of title, author */
#define SITE_ARTICLES     10000
#define SITE_CONTRAST     4.5 /* WCAG 2.2, 1.4.3, level AA: least of an accent on its papers */

/* name; key in settings.txt and site.json; most bytes; rule, in site_check.c */
#define SITE_SETTINGS(X) \
	X(NAME, "name", 60, LINE)              /* "Chancery" where none is set */ \
	X(TAGLINE, "tagline", 160, LINE)       /* head line of the first page */ \
	X(NOTICE, "notice", 400, LINE)         /* below the header of every page */ \
	X(ACCENT, "accent", 7, LIGHT)          /* of links and rules */ \
	X(ACCENT_DARK, "accent-dark", 7, DARK) /* the same in the dark scheme */ \
	X(CONTACT, "contact", 200, CONTACT)    /* address for mail, or of a page */ \
	X(PUBLISHER, "publisher", 120, LINE)   /* who answers for the archive */ \
	X(SCHEDULED, "scheduled", 4, CHOICE)   /* the number of what is to come may be told */ \
	X(EARLIER, "earlier", 4, CHOICE)       /* words that a newer version lost may be read */

#define SITE_ENUM(name, key, most, rule) SITE_##name,
enum site_setting { SITE_SETTINGS(SITE_ENUM) SITE_SETTING_COUNT };
#undef SITE_ENUM

struct site_article {
	Text name;          /* in its address: a-z, 0-9, '-' */
	Text title, author; /* author: may be empty */
	Moment date;        /* a day */
	Text text;          /* Markdown */
};
/* That an article names a record. */
struct site_citing {
	Text id; /* canonical; whether the edition holds it is not said */
	uint32_t article;
};
struct site {
	Text settings[SITE_SETTING_COUNT];   /* empty: not set; the name always is */
	Text about;                          /* Markdown; empty: none */
	ARRAY(struct site_article) articles; /* newest first, then by name */
	ARRAY(struct site_citing) citing;    /* by id, then as the articles stand; once each */
};

/* Never NULL; borrowed from the edition. */
const struct site *edition_site(const struct edition *edition);
/* Of an edition that has none; for ever. */
const struct site *site_default(void);
const struct site_article *site_article(const struct site *site, Text name); /* NULL: none */
/* The entries of `citing` for a record. */
const struct site_citing *site_citing(const struct site *site, Text id, uint32_t *count);
bool site_shows_scheduled(const struct site *site);
bool site_shows_earlier(const struct site *site);

Text site_key(enum site_setting setting);
/* False for what is no key. */
bool site_setting_read(Text key, enum site_setting *setting);
/* FAULT_BAD_INPUT and what is wrong with the value: "'accent' must be a colour like #174a84". */
enum fault site_check(enum site_setting setting, Text value, struct error *err);
/* The same of an article's parts: "its title must be ...". */
enum fault site_check_article(const struct site_article *article, struct error *err);

/* Puts the articles into order and finds what they cite; for who made the site himself. Two
 * articles of one name: FAULT_BAD_INPUT. */
enum fault site_finish(struct site *site, struct arena *arena, struct error *err);
/* The bytes of site.json: none for a site that says nothing but the default. */
void site_put(struct out *out, const struct site *site);
/* From outside; in the arena. FAULT_CORRUPT and what is wrong; FAULT_TOO_NEW. */
enum fault site_read(Text bytes, struct arena *arena, struct site *site, struct error *err);

/* --- record ids in running text --- */

struct mention {
	size_t at, len; /* what stands for it: "[[08RIGA61#p2]]" */
	Text id;        /* canonical, in the arena */
	Text part;      /* "p2"; borrowed; empty: the whole record */
	Text shown;     /* borrowed: without the brackets */
};
/* The next mention from `from` on: an id in a form that reference_id_read takes, alone between
 * other signs, or [[ID]] or [[ID#part]], where an ID may be that of any record. False: none. */
bool mention_find(Text text, size_t from, struct arena *arena, struct mention *mention);

#endif
