/* JSON in and out by jansson, with our limits and faults. A tree is built, printed, dropped. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/out.h"

enum json_style { JSON_STYLE_LINE, JSON_STYLE_PRETTY };

/* Text as a JSON string; null for a slice without bytes (at == NULL). The text must be UTF-8. */
json_t *json_text(Text text);
/* A borrowed slice of a member string; empty (at == NULL) when absent, null or no string. */
Text json_get_text(const json_t *object, const char *key);
int64_t json_get_number(const json_t *object, const char *key, int64_t otherwise);

/* Prints `tree` in the order its members were set, without a line end behind it. Takes the
 * reference, also on failure; a NULL tree (memory ran out while building) is FAULT_NO_MEMORY in the
 * out. */
void out_json(struct out *out, json_t *tree, enum json_style style);
/* Written straight into an out that holds nothing else, without a tree, in the style of a line and
 * to the byte as out_json does. A comma comes by itself where one is due. */
void out_json_key(struct out *out, const char *key); /* plain: nothing in it is escaped */
void out_json_open(struct out *out, char bracket);   /* '{' or '[' */
void out_json_close(struct out *out, char bracket);  /* '}' or ']' */
void out_json_text(struct out *out, Text text);      /* null when at == NULL, or no UTF-8 */
void out_json_number(struct out *out, int64_t number);
void out_json_word(struct out *out, Text word);            /* true, false, null */
void out_json_pair(struct out *out, int64_t a, int64_t b); /* [a,b] */

/* Reads one document: strict, no duplicate keys, depth bounded. NULL and the place on failure. */
json_t *json_read(Text text, struct error *err);

#endif
