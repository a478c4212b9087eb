/* Groonga: words parted by blanks, an index with positions made after loading, references for
 * origin, classification and tags with indexes of their own; select with four drilldowns. Its
 * relevance is the frequency of the words, the cheapest it has; it knows no BM25. Its own cache of
 * answers is off; reading the JSON it answers in is not timed, making it is. */
#include "bench/peers/columns.h"

#include <groonga.h>
#include <jansson.h>

struct groonga {
	grn_ctx ctx;
	grn_obj *db;
};

/* An answer of `ctx`, until its next one. */
static const char *send(grn_ctx *ctx, const char *command, unsigned *length)
{
	char *answer = NULL;
	int flags;

	grn_ctx_send(ctx, command, (unsigned)strlen(command), 0);
	grn_ctx_recv(ctx, &answer, length, &flags);
	if (ctx->rc != GRN_SUCCESS)
		die("%s: %s", command, ctx->errbuf);
	return answer;
}

static void run_all(grn_ctx *ctx, const char *const *commands)
{
	unsigned length;

	for (; *commands; commands++)
		send(ctx, *commands, &length);
}

static const char *const tables[] = {
	"table_create Origins TABLE_HASH_KEY ShortText",
	"table_create Classes TABLE_HASH_KEY ShortText",
	"table_create Tags TABLE_HASH_KEY ShortText",
	"table_create Years TABLE_PAT_KEY UInt16",
	"table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenDelimit",
	"table_create Docs TABLE_NO_KEY",
	"column_create Docs origin COLUMN_SCALAR Origins",
	"column_create Docs class COLUMN_SCALAR Classes",
	"column_create Docs year COLUMN_SCALAR Years",
	"column_create Docs tags COLUMN_VECTOR Tags",
	"column_create Docs text COLUMN_SCALAR LongText",
	NULL,
};

static const char *const indexes[] = {
	"column_create Origins docs COLUMN_INDEX Docs origin",
	"column_create Classes docs COLUMN_INDEX Docs class",
	"column_create Years docs COLUMN_INDEX Docs year",
	"column_create Tags docs COLUMN_INDEX Docs tags",
	"column_create Words docs COLUMN_INDEX|WITH_POSITION Docs text",
	NULL,
};

static grn_obj *find(grn_ctx *ctx, const char *name)
{
	grn_obj *found = grn_ctx_get(ctx, name, (int)strlen(name));

	if (!found)
		die("no %s", name);
	return found;
}

static void set_name(grn_ctx *ctx, grn_obj *column, grn_id row, const char *name)
{
	grn_obj value;

	GRN_SHORT_TEXT_INIT(&value, 0);
	GRN_TEXT_SETS(ctx, &value, name);
	grn_obj_set_value(ctx, column, row, &value, GRN_OBJ_SET);
	GRN_OBJ_FIN(ctx, &value);
}

static void set_tags(
    grn_ctx *ctx, grn_obj *column, grn_id row, const struct columns *columns, uint32_t document)
{
	grn_obj *tags = find(ctx, "Tags"), value;

	GRN_RECORD_INIT(&value, GRN_OBJ_VECTOR, grn_obj_id(ctx, tags));
	for (uint32_t i = columns->tag_starts[document]; i < columns->tag_starts[document + 1];
	     i++) {
		const char *name = columns->values[BY_TAG].names[columns->tags[i]];

		GRN_RECORD_PUT(
		    ctx, &value, grn_table_add(ctx, tags, name, (unsigned)strlen(name), NULL));
	}
	grn_obj_set_value(ctx, column, row, &value, GRN_OBJ_SET);
	GRN_OBJ_FIN(ctx, &value);
	grn_obj_unlink(ctx, tags);
}

/* Blanks part words; between passages a sign stands as a word of its own. */
static void set_text(grn_ctx *ctx, grn_obj *column, grn_id row, const struct corpus *corpus)
{
	grn_obj value;
	size_t from = 0;

	GRN_TEXT_INIT(&value, 0);
	for (size_t i = 0; i < corpus->length; i++)
		if (corpus->text[i] == '\n') {
			GRN_TEXT_PUT(ctx, &value, corpus->text + from, i - from);
			GRN_TEXT_PUTS(ctx, &value, " | ");
			from = i + 1;
		}
	grn_obj_set_value(ctx, column, row, &value, GRN_OBJ_SET);
	GRN_OBJ_FIN(ctx, &value);
}

static void load(grn_ctx *ctx, const struct columns *columns, struct corpus *corpus)
{
	static const char *const names[COUNTED] = { "Docs.origin", "Docs.class", "Docs.year",
		"Docs.tags" };
	grn_obj *docs = find(ctx, "Docs"), *text = find(ctx, "Docs.text"), *of[COUNTED];

	for (unsigned facet = 0; facet < COUNTED; facet++)
		of[facet] = find(ctx, names[facet]);
	for (uint32_t i = 0; corpus_next(corpus); i++) {
		grn_id row = grn_table_add(ctx, docs, NULL, 0, NULL);

		if (row != i + 1)
			die("document %u became row %u", i, row);
		for (unsigned facet = 0; facet < BY_TAG; facet++)
			if (columns->single[facet][i] != NO_VALUE)
				set_name(ctx, of[facet], row,
				    columns->values[facet].names[columns->single[facet][i]]);
		set_tags(ctx, of[BY_TAG], row, columns, i);
		set_text(ctx, text, row, corpus);
	}
}

static void build(const char *folder_of_corpus, const char *folder)
{
	struct groonga groonga;
	struct columns columns;
	struct corpus corpus;
	char *path = join(folder, "db");

	grn_init();
	grn_ctx_init(&groonga.ctx, 0);
	groonga.db = grn_db_create(&groonga.ctx, path, NULL);
	if (!groonga.db)
		die("cannot make %s", path);
	run_all(&groonga.ctx, tables);
	columns_open(&columns, folder_of_corpus);
	corpus_open(&corpus, folder_of_corpus);
	load(&groonga.ctx, &columns, &corpus);
	run_all(&groonga.ctx, indexes);
	corpus_close(&corpus);
	columns_close(&columns);
	grn_obj_close(&groonga.ctx, groonga.db);
	grn_ctx_fin(&groonga.ctx);
	grn_fin();
	free(path);
}

static void *open_groonga(const char *corpus, const char *folder)
{
	struct groonga *groonga = calloc(1, sizeof *groonga);
	char *path = join(folder, "db");
	unsigned length;

	(void)corpus;
	grn_init();
	grn_ctx_init(&groonga->ctx, 0);
	groonga->db = grn_db_open(&groonga->ctx, path);
	if (!groonga->db)
		die("cannot open %s", path);
	send(&groonga->ctx, "cache_limit 0", &length);
	free(path);
	return groonga;
}

static void add(char *text, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void add(char *text, size_t room, const char *format, ...)
{
	size_t length = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + length, room - length, format, args);
	va_end(args);
}

/* Escaped for a quoted argument: `text @ \"word\" && origin == \"rome\"`. */
static void put_filter(const struct question *question, char *filter, size_t room)
{
	filter[0] = 0;
	if (question->op == '"')
		add(filter, room, "text @ \\\"");
	else if (question->op != '-')
		add(filter, room, "(");
	for (unsigned i = 0; i < question->word_count; i++)
		if (question->op == '"')
			add(filter, room, "%s%s", i ? " " : "", question->words[i]);
		else
			add(filter, room, "%stext @ \\\"%s\\\"",
			    !i                        ? ""
				: question->op == '|' ? " || "
						      : " && ",
			    question->words[i]);
	if (question->op != '-')
		add(filter, room, question->op == '"' ? "\\\"" : ")");
	if (*question->origin)
		add(filter, room, " && origin == \\\"%s\\\"", question->origin);
	if (*question->classification)
		add(filter, room, " && class == \\\"%s\\\"", question->classification);
	if (question->from_year)
		add(filter, room, " && year >= %d && year <= %d", question->from_year,
		    question->to_year);
	if (*question->tag)
		add(filter, room, "tags @ \\\"%s\\\"", question->tag);
}

static uint64_t sum_of(unsigned facet, json_t *table)
{
	uint64_t sum = 0;

	for (size_t i = 2; i < json_array_size(table); i++) {
		json_t *row = json_array_get(table, i), *key = json_array_get(row, 0);
		uint64_t count = (uint64_t)json_integer_value(json_array_get(row, 1));
		char name[128];

		if (json_is_integer(key))
			snprintf(name, sizeof name, "%lld", (long long)json_integer_value(key));
		else
			snprintf(name, sizeof name, "%s", json_string_value(key));
		sum += count_hash(facet, name) * count;
	}
	return sum;
}

static void read_answer(const char *text, unsigned length, unsigned values, struct answer *answer)
{
	json_t *json = json_loadb(text, length, 0, NULL), *hits = json_array_get(json, 0);
	json_t *drilled = json_array_get(json, 1);

	if (!json)
		die("an answer is no JSON: %.*s", (int)length, text);
	answer->total = (uint64_t)json_integer_value(json_array_get(json_array_get(hits, 0), 0));
	for (size_t i = 2; i < json_array_size(hits) && answer->hit_count < HITS; i++) {
		json_t *row = json_array_get(hits, i);

		answer->hits[answer->hit_count] =
		    (uint32_t)json_integer_value(json_array_get(row, 0)) - 1;
		answer->scores[answer->hit_count++] = json_number_value(json_array_get(row, 1));
	}
	for (unsigned facet = 0; !values && facet < COUNTED; facet++)
		answer->checksum += sum_of(facet, json_object_get(drilled, counted_names[facet]));
	json_decref(json);
}

static void ask(
    void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	static const char *const keys[COUNTED] = { "origin", "class", "year", "tags" };
	struct groonga *groonga = opened;
	char filter[1024], command[4096];
	const char *text;
	unsigned length;
	uint64_t start;

	put_filter(question, filter, sizeof filter);
	snprintf(command, sizeof command,
	    "select Docs --cache no --filter \"%s\" --limit %d --output_columns _id,_score"
	    " --sort_keys -_score",
	    filter, HITS);
	for (unsigned facet = 0; facet < COUNTED; facet++)
		add(command, sizeof command,
		    " --drilldowns[%s].keys %s --drilldowns[%s].limit %d"
		    " --drilldowns[%s].sort_keys -_nsubrecs"
		    " --drilldowns[%s].output_columns _key,_nsubrecs",
		    counted_names[facet], keys[facet], counted_names[facet],
		    values ? (int)values : -1, counted_names[facet], counted_names[facet]);
	start = nanoseconds();
	text = send(&groonga->ctx, command, &length);
	answer->nanoseconds = nanoseconds() - start;
	read_answer(text, length, values, answer);
}

static void close_groonga(void *opened)
{
	struct groonga *groonga = opened;

	grn_obj_close(&groonga->ctx, groonga->db);
	grn_ctx_fin(&groonga->ctx);
	grn_fin();
	free(groonga);
}

const struct peer peer = {
	.name = "Groonga",
	.build = build,
	.open = open_groonga,
	.ask = ask,
	.close = close_groonga,
};
