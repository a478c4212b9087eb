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

/* name, name in JSON, title on our page, unit: what a figure counts. The variants of one count
 * follow it, in the order of enum variant (narrative/sentence.h). */
#define METRICS(X) \
	X(INVESTIGATIONS, "investigations", "Investigations", "investigations") \
	X(INVESTIGATIONS_LABOR, "investigations_labor", "Investigations, labor", "investigations") \
	X(INVESTIGATIONS_SEX, "investigations_sex", "Investigations, sex", "investigations") \
	X(PROSECUTIONS, "prosecutions", "Prosecutions", "prosecutions") \
	X(PROSECUTIONS_LABOR, "prosecutions_labor", "Prosecutions, labor", "prosecutions") \
	X(PROSECUTIONS_SEX, "prosecutions_sex", "Prosecutions, sex", "prosecutions") \
	X(CONVICTIONS, "convictions", "Convictions", "convictions") \
	X(CONVICTIONS_LABOR, "convictions_labor", "Convictions, labor", "convictions") \
	X(CONVICTIONS_SEX, "convictions_sex", "Convictions, sex", "convictions") \
	X(VICTIMS_IDENTIFIED, "victims_identified", "Victims identified", "victims") \
	X(VICTIMS_IDENTIFIED_LABOR, "victims_identified_labor", "Victims identified, labor", \
	    "victims") \
	X(VICTIMS_IDENTIFIED_SEX, "victims_identified_sex", "Victims identified, sex", "victims") \
	X(VICTIMS_IDENTIFIED_FOREIGN, "victims_identified_foreign", "Victims identified, foreign", \
	    "victims") \
	X(VICTIMS_IDENTIFIED_CHILDREN, "victims_identified_children", \
	    "Victims identified, children", "victims") \
	X(VICTIMS_POTENTIAL, "victims_potential_identified", "Potential victims identified", \
	    "persons") \
	X(VICTIMS_REFERRED, "victims_referred", "Victims referred", "victims") \
	X(VICTIMS_REFERRED_OFFICIALS, "victims_referred_by_officials", \
	    "Victims referred by officials", "victims") \
	X(VICTIMS_REFERRED_CONSULAR, "victims_referred_by_consular_officials", \
	    "Victims referred by consular officials", "victims") \
	X(VICTIMS_REFERRED_NGOS, "victims_referred_by_ngos", "Victims referred by NGOs", \
	    "victims") \
	X(VICTIMS_ASSISTED, "victims_assisted", "Victims assisted", "victims") \
	X(VICTIMS_IN_SHELTERS, "victims_assisted_in_shelters", "Victims assisted in shelters", \
	    "victims") \
	X(VICTIMS_ASSISTING, "victims_assisting_law_enforcement", \
	    "Victims assisting law enforcement", "victims") \
	X(VICTIMS_PENALIZED, "victims_penalized", "Victims penalized", "victims") \
	X(VICTIMS_PENALIZED_REPORTS, "victims_penalized_reports", "Reports of victims penalized", \
	    "reports") \
	X(VICTIMS_ESTIMATED, "victims_estimated", "Victims, estimated", "persons") \
	X(VICTIMS_ESTIMATED_MIN, "victims_estimated_min", "Victims, estimated, least", "persons") \
	X(VICTIMS_ESTIMATED_MAX, "victims_estimated_max", "Victims, estimated, most", "persons") \
	X(SUSPECTS_INVESTIGATED, "suspects_investigated", "Suspects investigated", "persons") \
	X(SUSPECTS_ARRESTED, "suspects_arrested", "Suspects arrested", "persons") \
	X(PRISON_SENTENCES, "prison_sentences", "Offenders sentenced to prison", "offenders") \
	X(SUSPENDED_SENTENCES, "suspended_sentences", "Suspended sentences", "offenders") \
	X(SENTENCE_YEARS, "sentence_length_years", "Length of a sentence", "years") \
	X(SENTENCE_YEARS_MIN, "sentence_length_years_min", "Shortest sentence", "years") \
	X(SENTENCE_YEARS_MAX, "sentence_length_years_max", "Longest sentence", "years") \
	X(OFFICIALS_INVESTIGATED, "officials_investigated", "Officials investigated", "officials") \
	X(OFFICIALS_PROSECUTED, "officials_prosecuted", "Officials prosecuted", "officials") \
	X(OFFICIALS_CONVICTED, "officials_convicted", "Officials convicted", "officials") \
	X(SHELTERS_SUPPORTED, "shelters_supported", "Shelters supported", "shelters") \
	X(LAW_YEAR, "law_year", "Year of the law", "year") \
	X(PENALTY_YEARS_MIN, "penalty_years_min", "Least penalty", "years") \
	X(PENALTY_YEARS_MAX, "penalty_years_max", "Highest penalty", "years") \
	X(ACTION_PLAN, "action_plan_period", "Period of the action plan", "years")

#define METRIC_ENUM(name, slug, shown, unit) METRIC_##name,
enum metric { METRICS(METRIC_ENUM) METRIC_COUNT };
#undef METRIC_ENUM

/* One figure of the text. `low` is the value; `high` differs from it for a period of years only. */
struct narrative_fact {
	enum metric metric;
	uint32_t low, high;
	int year;       /* 0: the text does not say */
	Text year_rule; /* how the year was told when it does not stand beside the number */
	Text qualifier; /* "at least" */
	Text derived;   /* "the same number" when the number stands elsewhere in the sentence */
	Text unit;      /* noun as printed, else the metric's */
	Text actor;     /* who did it, as printed; empty when not said nearby */
	bool compared;  /* the figure is there for comparison with another one */
	Text paragraph; /* id */
	Field number, sentence;
};

/* What is no text: running heads and page numbers in a text made of pages. */
struct narrative_frame {
	Span span;
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
	ARRAY(struct narrative_frame) frames; /* in order */
	ARRAY(struct narrative_fact) facts;   /* in order of the sentences */
	/* of the profile, where it says so in the common pattern; countries by the catalog's name
	 */
	TextList role, trafficking_forms; /* "source", "destination (lesser extent)" */
	TextList destinations_labor, destinations_prostitution, transit_from, transit_to;
};

Text metric_name(enum metric metric);  /* "prison_sentences" */
Text metric_shown(enum metric metric); /* "Offenders sentenced to prison" */
Text metric_unit(enum metric metric);  /* "offenders" */

Text section_name(enum section_kind kind); /* "Prosecution" */
Text section_slug(enum section_kind kind); /* "prosecution" */

#endif
