/* A country narrative of a Trafficking in Persons report, as it was read. */
#ifndef RECORD_NARRATIVE_H
#define RECORD_NARRATIVE_H

#include "record/transcript.h"

/* name, slug in addresses, title as printed and on our page (profile and compliance have none in
 * print) */
#define SECTIONS(X) \
	X(PROFILE, "profile", "Profile") \
	X(COMPLIANCE, "compliance", "Compliance") \
	X(RECOMMENDATIONS, "recommendations", "Recommendations") \
	X(PROSECUTION, "prosecution", "Prosecution") \
	X(PROTECTION, "protection", "Protection") \
	X(PREVENTION, "prevention", "Prevention")

#define SECTION_ENUM(name, slug, shown) SECTION_##name,
enum section_kind { SECTIONS(SECTION_ENUM) SECTION_COUNT };
#undef SECTION_ENUM

struct narrative_paragraph {
	Text id; /* "prosecution.2" */
	Span span;
	uint32_t first_line, last_line;
};

struct narrative_section {
	enum section_kind kind;
	Field title;   /* as printed; absent for profile and compliance */
	uint32_t line; /* source line of its title, or of its first word */
	ARRAY(struct narrative_paragraph) paragraphs;
};

struct narrative {
	Field title; /* "THE BAHAMAS (Tier 2)" */
	uint32_t title_line;
	Field country;      /* as printed */
	Text country_name;  /* "The Bahamas" */
	Text country_alias; /* short name of the catalog when it differs: "Bahamas" */
	Text country_iso2;  /* "BS"; empty when the catalog does not know it */
	Text country_tag;   /* State's own code: "BF" */
	Field tier;         /* "Tier 2" */
	Text tier_code;     /* "1", "2", "2W", "3", "SC" */
	int year;           /* of the report; 0 unknown */
	bool year_inferred;
	ARRAY(int) data_years; /* years of the figures, newest first */
	ARRAY(struct narrative_section) sections;
	ARRAY(Field) recommendations;
};

Text section_name(enum section_kind kind); /* "Prosecution" */
Text section_slug(enum section_kind kind); /* "prosecution" */

#endif
