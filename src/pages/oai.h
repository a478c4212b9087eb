/* OAI-PMH 2.0: what the parts of /oai share. Headers and Dublin Core of records; dates are days. */
#ifndef PAGES_OAI_H
#define PAGES_OAI_H

#include "pages/visit.h"

/* One request. An argument that was not given is NULL + 0. */
struct oai {
	struct visit *visit;
	Text verb, identifier, prefix, from, until, set, token;
	Text wrong; /* code of the first error */
};

/* What a verb may and must be asked with. */
enum oai_argument {
	OAI_IDENTIFIER = 1,
	OAI_PREFIX = 2,
	OAI_DATES = 4,
	OAI_TOKEN = 8,
	OAI_PREFIX_NEEDED = 16,
	OAI_IDENTIFIER_NEEDED = 32,
};

struct oai_verb {
	Text name;
	unsigned arguments;
	enum fault (*answer)(struct oai *oai, struct error *err); /* into visit->out */
};
const struct oai_verb *oai_verb_find(Text name); /* NULL when there is none */
/* Drops what was written and answers with an error of the protocol. */
enum fault oai_refuse(struct oai *oai, Text code, Text sentence);

/* "2011-08-26" in the arena. */
Text oai_day(struct arena *arena, Moment moment);
/* The last change: the release of its newest version. */
Text oai_datestamp(const struct published *published, struct arena *arena);
/* The set a record is in, by its id alone, as a tombstone has no more. */
enum record_kind oai_set_of(Text id);

/* "oai:HOST:08RIGA61"; HOST is that of the base. */
Text oai_identifier(const struct visit *visit, Text id, struct arena *arena);
/* The id in an identifier of ours; empty for any other text. */
Text oai_id_of(Text identifier);

enum oai_status { OAI_HELD, OAI_DELETED };
void oai_put_header(const struct visit *visit, struct out *out, Text id, Text datestamp,
    enum oai_status status, struct arena *arena);
/* <metadata> with oai_dc. */
void oai_put_metadata(const struct visit *visit, struct out *out, const struct published *published,
    struct arena *arena);

/* A list request: its conditions, and where it goes on. All texts were checked. */
struct oai_list {
	Text from, until, set; /* empty: not asked for */
	bool stones;           /* the records are all given: it goes on with the withdrawn */
	Text place;            /* a cursor; the last id of the withdrawn */
};
enum oai_items { OAI_HEADERS, OAI_RECORDS };
/* Writes one page of the list into visit->out and sets *next to where it goes on, or *more to
 * false. *given is how many items it wrote: 0 when nothing answers. A place that is none is
 * FAULT_BAD_INPUT. */
enum fault oai_put_list(struct visit *visit, const struct oai_list *list, enum oai_items items,
    struct oai_list *next, bool *more, uint32_t *given, struct error *err);

/* Resumption tokens hold the whole list request; nothing is kept here. */
Text oai_token(const struct oai_list *list, struct arena *arena);
bool oai_token_read(Text token, struct oai_list *list);
/* A day as from= and until= have it. */
bool oai_is_day(Text text);

#endif
