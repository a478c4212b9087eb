/* A block is hashed over its bytes, its head, which holds the hash of the block before, included.
 */
#include "edition/public_log.h"

#include <string.h>

#include "base/json.h"
#include "base/json_tree.h"

static const Text words[] = {
#define NEWS_ROW(name, word) TEXT_INIT(word),
	NEWS(NEWS_ROW)
#undef NEWS_ROW
};

#define HEAD_MARK "{\"sealed\":"
#define LINE_ROOM (64u << 10) /* bytes of a line; a reason is far shorter */

/* --- writing --- */

/* Of its last block, or nothing. */
static Sha256 hash_last_block(Text log)
{
	Text block = log;
	Sha256 none = { 0 };

	if (!log.len)
		return none;
	for (size_t at; (at = text_find(text_from(block, 1), TEXT("\n" HEAD_MARK))) != TEXT_NONE;)
		block = text_from(block, at + 2);
	return sha256_of(block);
}

/* Keys and values one by one need an out of their own. */
static void put_object(struct out *out, struct out *object)
{
	out_json_close(object, '}');
	out_char(object, '\n');
	if (object->fault == FAULT_NONE)
		out_put(out, out_text(object));
	else if (out->fault == FAULT_NONE)
		out->fault = object->fault;
	out_end(object);
}

static void begin_object(struct out *object)
{
	out_begin(object, LINE_ROOM);
	out_json_open(object, '{');
}

static void put_text(struct out *object, const char *key, Text text)
{
	out_json_key(object, key);
	out_json_text(object, text.at ? text : TEXT(""));
}

void public_log_put_head(struct out *out, Text log, Moment sealed)
{
	char hex[SHA256_HEX_ROOM];
	struct arena arena;
	struct out object;

	arena_begin(&arena, 0);
	begin_object(&object);
	put_text(&object, "sealed", moment_iso(&arena, sealed));
	put_text(&object, "before", sha256_hex(hash_last_block(log), hex));
	put_object(out, &object);
	arena_end(&arena);
}

void public_log_put_line(struct out *out, const struct log_line *line, struct arena *arena)
{
	struct out object;

	begin_object(&object);
	put_text(&object, "id", line->id);
	put_text(&object, "what", words[line->what]);
	out_json_key(&object, "version");
	out_json_number(&object, line->version);
	put_text(&object, "at", moment_text(arena, line->at));
	put_text(&object, "reason", line->reason);
	put_object(out, &object);
}

/* --- reading --- */

struct reading {
	Text log;
	uint32_t line;
	size_t block; /* where the present one begins */
	Sha256 before;
	log_line_taker *take;
	void *context;
};

static enum fault refuse(const struct reading *reading, const char *what, struct error *err)
{
	return fail(err, FAULT_CORRUPT, "line %u: %s", reading->line, what);
}

static enum fault read_head(
    struct reading *reading, const struct json_node *node, size_t at, struct error *err)
{
	char hex[SHA256_HEX_ROOM];

	if (at)
		reading->before =
		    sha256_of(text_slice(reading->log, reading->block, at - reading->block));
	reading->block = at;
	if (!text_equal(
		json_node_text(json_node_member(node, "before")), sha256_hex(reading->before, hex)))
		return refuse(reading, "the block before is not what it was", err);
	return FAULT_NONE;
}

static enum fault read_line(
    struct reading *reading, const struct json_node *node, struct error *err)
{
	const struct json_node *version = json_node_member(node, "version");
	Text what = json_node_text(json_node_member(node, "what"));
	struct log_line line = {
		.id = json_node_text(json_node_member(node, "id")),
		.what = NEWS_COUNT,
		.reason = json_node_text(json_node_member(node, "reason")),
	};

	for (unsigned i = 0; i < NEWS_COUNT; i++)
		if (text_equal(what, words[i]))
			line.what = (enum news)i;
	if (!line.id.len || line.what == NEWS_COUNT || !json_node_is(version, JSON_NODE_INTEGER) ||
	    version->integer < 1 || version->integer > UINT32_MAX ||
	    !moment_read(json_node_text(json_node_member(node, "at")), &line.at))
		return refuse(reading, "it says nothing of a record", err);
	line.version = (uint32_t)version->integer;
	return reading->take ? reading->take(reading->context, &line, err) : FAULT_NONE;
}

static enum fault read_one(struct reading *reading, Text line, struct error *err)
{
	struct error why = { 0 };
	const struct json_node *node;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	node = json_tree_read(line, &arena, &why);
	if (!node)
		fault = why.fault == FAULT_NO_MEMORY ? fail(err, FAULT_NO_MEMORY, "%s", why.text)
						     : refuse(reading, why.text, err);
	else if (text_starts(line, TEXT(HEAD_MARK)))
		fault = read_head(reading, node, (size_t)(line.at - reading->log.at), err);
	else if (reading->line == 1)
		fault = refuse(reading, "no block begins here", err);
	else
		fault = read_line(reading, node, err);
	arena_end(&arena);
	return fault;
}

enum fault public_log_read(Text log, log_line_taker *take, void *context, struct error *err)
{
	struct reading reading = { .log = log, .take = take, .context = context };
	Text rest = log;
	enum fault fault = FAULT_NONE;

	if (log.len && log.at[log.len - 1] != '\n')
		return fail(err, FAULT_CORRUPT, "its last line does not end");
	while (rest.len && fault == FAULT_NONE) {
		Text line = text_cut(&rest, '\n');

		reading.line++;
		fault = read_one(&reading, line, err);
	}
	return fault;
}
