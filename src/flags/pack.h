/* A pack while it is read: shared by pack.c and pack_pattern.c alone. All that return bool have
 * told pack->err what is wrong, with file and line, when they return false. */
#ifndef FLAGS_PACK_H
#define FLAGS_PACK_H

#include "flags/rules.h"

struct pack {
	struct rules *rules;
	const char *file;
	Text rest;
	uint32_t next_line; /* number of the line at `rest` */
	uint32_t line;      /* of the one being read */
	struct rule *rule;  /* NULL before the first */
	struct error *err;
};

bool pack_refuse(struct pack *pack, const char *what, Text which); /* always false */
bool pack_keep(struct pack *pack, const void *item);               /* false for NULL: no memory */
bool pack_is_name(Text name);                                      /* small letters, digits, '-' */

/* "/.../ix" at the head of *rest; what stands behind it is left there. */
bool pack_compile(struct pack *pack, Text *rest, pcre2_code **code);
bool pack_read_pattern(struct pack *pack, Text rest); /* of the rule in work */
bool pack_read_let(struct pack *pack, Text rest);

#endif
