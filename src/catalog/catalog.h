/* Catalog: what the world calls things. TAGS, posts, countries, captions, precedence,
 * classification spellings, reasons and acronyms, read from the tables in data/ (facts;
 * data/SOURCES.md says whose). */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include "base/error.h"
#include "base/text.h"
#include "record/marking.h"

struct tag {
	Text code, kind, name, definition, country_iso2, status, variant_of;
};
/* kind: subject, program, organization, geographic (5 FAH-3) */

struct post {
	Text station; /* as in a reference id: "ROME" */
	Text name;    /* "Embassy Rome" */
	Text slug;    /* "rome": in addresses */
	Text kind, city, country_iso2, state_tag, routing_indicator, aliases;
	double latitude, longitude;
	uint32_t cables; /* in Cablegate: which of two likely posts is the likelier */
};

struct country {
	Text iso2, iso3, name, state_tag;
	Text slug;     /* "bahamas" */
	Text variants; /* names in reports, '|' between */
};

struct caption_entry {
	Text code, type, meaning;
};

struct precedence {
	Text token, word, form;
	int rank;
};

struct acronym {
	Text acronym, expansion; /* empty expansion: nobody has written down what it stands for */
};

struct catalog;

/* Reads the tables that are built in. One per process; shared by threads; NULL only when memory is
 * out or a table is broken (FAULT_CORRUPT with table and line). */
struct catalog *catalog_open(struct error *err);
void catalog_close(struct catalog *catalog);

/* Each find: NULL when the catalog does not know it; what is found lives as long as the catalog.
 * Codes and names are compared in any case; cost O(log n). */
const struct tag *catalog_tag(const struct catalog *catalog, Text code);
const struct post *catalog_post(
    const struct catalog *catalog, Text station); /* or an alias of it */
const struct post *catalog_post_by_name(const struct catalog *catalog, Text display_name);
const struct post *catalog_post_by_slug(const struct catalog *catalog, Text slug);
const struct post *catalog_post_by_routing(const struct catalog *catalog, Text routing_indicator);
/* The post of a plain language address: "AMEMBASSY ABU DHABI", "SECSTATE WASHDC", "USMISSION
 * GENEVA". */
const struct post *catalog_post_by_plad(const struct catalog *catalog, Text plad);
/* The post as a reference writes it, blanks and signs and all: "State", "THE HAGUE", "RIO DE
 * JANEIRO". */
const struct post *catalog_post_as_written(const struct catalog *catalog, Text name);
const struct country *catalog_country(const struct catalog *catalog, Text iso2);
const struct country *catalog_country_by_tag(const struct catalog *catalog, Text state_tag);
/* By any name a report gives it: "THE BAHAMAS". */
const struct country *catalog_country_by_name(const struct catalog *catalog, Text name);
const struct country *catalog_country_by_slug(const struct catalog *catalog, Text slug);
const struct caption_entry *catalog_caption(const struct catalog *catalog, Text code);
const struct precedence *catalog_precedence(const struct catalog *catalog, Text token);
/* What an acronym stands for; empty when not known. */
Text catalog_acronym(const struct catalog *catalog, Text acronym);
/* Whether it is one at all; of many nobody has written down what they stand for. */
bool catalog_is_acronym(const struct catalog *catalog, Text word);
/* Meaning of a reason letter of an executive order: ("12958", "1.4", "b"). */
Text catalog_reason(const struct catalog *catalog, Text order, Text section, Text letter);

/* A classification by any spelling in the table whose scope is "line", "paragraph" ("SBU" or
 * "(SBU)") or "format-line-4" ("UUUUU"). CLASS_UNKNOWN when none. */
enum classification catalog_classification(
    const struct catalog *catalog, Text spelling, Text scope);
/* The longest spelling of scope "line" that `line` opens with, at a word's end; *rest is what
 * follows. */
enum classification catalog_classification_of_line(
    const struct catalog *catalog, Text line, Text *rest);

/* The whole tables, in order of code, for browsing and splitting. */
const struct tag *catalog_tags(const struct catalog *catalog, uint32_t *count);
const struct post *catalog_posts(const struct catalog *catalog, uint32_t *count);
const struct caption_entry *catalog_captions(const struct catalog *catalog, uint32_t *count);
const struct acronym *catalog_acronyms(const struct catalog *catalog, uint32_t *count);

#endif
