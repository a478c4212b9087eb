/* JSON tree: a document read once, walked once and dropped, for who reads very many: a
 * small part of what json_read of json.h costs. */
#ifndef BASE_JSON_TREE_H
#define BASE_JSON_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum json_kind {
	JSON_NODE_NULL,
	JSON_NODE_FALSE,
	JSON_NODE_TRUE,
	JSON_NODE_INTEGER,
	JSON_NODE_REAL, /* its value is not kept */
	JSON_NODE_TEXT,
	JSON_NODE_ARRAY,
	JSON_NODE_OBJECT,
};

/* What it holds lies behind it: items, or keys and values by turns. */
struct json_node {
	enum json_kind kind;
	uint32_t count; /* of items or members; bytes of a text */
	uint32_t size;  /* nodes: itself and all within */
	union {
		int64_t integer;
		const char *text;
	};
};

#define JSON_DEPTH_LIMIT  64
#define JSON_MEMBER_LIMIT 256 /* of one object */

/* As strict as json_read, with the limits above and integers of 64 bits. Nodes in the arena, texts
 * there or borrowed from `text`, which is under 4 GiB. NULL and the place on failure. */
const struct json_node *json_tree_read(Text text, struct arena *arena, struct error *err);

/* All take NULL and nodes of another kind, which hold nothing. */
const struct json_node *json_node_member(const struct json_node *object, const char *key);
const struct json_node *json_node_first(const struct json_node *array);
/* The one behind it: only while there is one, as `count` of what holds it says. */
static inline const struct json_node *json_node_next(const struct json_node *node)
{
	return node + node->size;
}
static inline bool json_node_is(const struct json_node *node, enum json_kind kind)
{
	return node && node->kind == kind;
}
static inline Text json_node_text(const struct json_node *node)
{
	return json_node_is(node, JSON_NODE_TEXT) ? (Text){ node->text, node->count }
						  : (Text){ NULL, 0 };
}

#endif
