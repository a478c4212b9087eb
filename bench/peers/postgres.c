/* PostgreSQL: tsvector with a GIN index, tags as an array with another; one statement a question: a
 * materialised CTE of the matches, ranked by ts_rank, and five lists out of it. Where the server is
 * stands in PGHOST (bench/peers/postgres starts it). Positions are made here, so that the words are
 * those of the other engines; the type holds none over 16,383 and 256 a word. */
#include "bench/peers/columns.h"

#include <libpq-fe.h>

struct postgres {
	PGconn *connection;
};

static PGconn *connect_here(void)
{
	PGconn *connection = PQconnectdb("");

	if (PQstatus(connection) != CONNECTION_OK)
		die("%s", PQerrorMessage(connection));
	return connection;
}

static PGresult *run(PGconn *connection, const char *sql)
{
	PGresult *result = PQexec(connection, sql);
	ExecStatusType status = PQresultStatus(result);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
		die("%s: %s", sql, PQerrorMessage(connection));
	return result;
}

struct row {
	char *text;
	size_t length, room;
};

static void put(struct row *row, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct row *row, const char *format, ...)
{
	va_list args;

	if (row->length + 1024 > row->room) {
		row->room = 2 * (row->length + 1024);
		row->text = realloc(row->text, row->room);
		if (!row->text)
			die("no memory");
	}
	va_start(args, format);
	row->length += (size_t)vsnprintf(row->text + row->length, 1024, format, args);
	va_end(args);
}

static void put_value(
    struct row *row, const struct columns *columns, unsigned facet, uint32_t document)
{
	uint16_t value = columns->single[facet][document];

	put(row, "%s\t", value == NO_VALUE ? "\\N" : columns->values[facet].names[value]);
}

static void put_row(
    struct row *row, const struct columns *columns, uint32_t document, const struct corpus *corpus)
{
	uint32_t first = columns->tag_starts[document], position = 0;
	size_t at = 0, length;
	bool broken;
	const char *word;

	row->length = 0;
	put(row, "%u\t", document);
	for (unsigned facet = 0; facet < BY_TAG; facet++)
		put_value(row, columns, facet, document);
	put(row, "{");
	for (uint32_t i = first; i < columns->tag_starts[document + 1]; i++)
		put(row, "%s\"%s\"", i > first ? "," : "",
		    columns->values[BY_TAG].names[columns->tags[i]]);
	put(row, "}\t");
	while ((word = corpus_word(corpus, &at, &length, &broken)) != NULL) {
		position += broken ? 2 : 1;
		put(row, "%.*s:%u ", (int)(length < 500 ? length : 500), word,
		    position < 16383 ? position : 16383);
	}
	put(row, "\n");
}

static void copy_all(PGconn *connection, const char *folder)
{
	struct columns columns;
	struct corpus corpus;
	struct row row = { 0 };

	columns_open(&columns, folder);
	corpus_open(&corpus, folder);
	PQclear(run(connection, "COPY docs FROM STDIN"));
	for (uint32_t i = 0; corpus_next(&corpus); i++) {
		put_row(&row, &columns, i, &corpus);
		if (PQputCopyData(connection, row.text, (int)row.length) != 1)
			die("%s", PQerrorMessage(connection));
	}
	if (PQputCopyEnd(connection, NULL) != 1)
		die("%s", PQerrorMessage(connection));
	for (PGresult *result; (result = PQgetResult(connection)) != NULL; PQclear(result))
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			die("%s", PQerrorMessage(connection));
	corpus_close(&corpus);
	columns_close(&columns);
	free(row.text);
}

static uint64_t number_at(PGconn *connection, const char *sql)
{
	PGresult *result = run(connection, sql);
	uint64_t number = strtoull(PQgetvalue(result, 0, 0), NULL, 10);

	PQclear(result);
	return number;
}

static PGconn *builder; /* of which memory and size are asked after building */

static void build(const char *corpus, const char *folder)
{
	static const char *const after[] = { "CREATE INDEX ON docs USING gin(words)",
		"CREATE INDEX ON docs USING gin(tags)", "CREATE INDEX ON docs(origin)",
		"CREATE INDEX ON docs(class)", "CREATE INDEX ON docs(year)",
		"VACUUM (ANALYZE) docs" };

	(void)folder;
	builder = connect_here();
	PQclear(run(builder,
	    "CREATE TABLE docs(n integer PRIMARY KEY, origin text, class text, year smallint,"
	    " tags text[], words tsvector)"));
	copy_all(builder, corpus);
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		PQclear(run(builder, after[i]));
}

static void *open_postgres(const char *corpus, const char *folder)
{
	struct postgres *postgres = calloc(1, sizeof *postgres);

	(void)corpus;
	(void)folder;
	if (!postgres)
		die("no memory");
	postgres->connection = connect_here();
	number_at(postgres->connection, "SELECT count(*) FROM docs");
	return postgres;
}

static void put_match(struct row *row, const struct question *question)
{
	const char *between = question->op == '&' ? "&" : question->op == '|' ? "|" : "<->";

	put(row,
	    "WITH m AS MATERIALIZED (SELECT n, origin, class, year, tags, %s AS r FROM docs WHERE ",
	    question->word_count ? "ts_rank(words, q)" : "0::real");
	row->length -= strlen("WHERE ");
	if (question->word_count) {
		put(row, ", CAST('");
		for (unsigned i = 0; i < question->word_count; i++)
			put(row, "%s%s", i ? between : "", question->words[i]);
		put(row, "' AS tsquery) q WHERE words @@ q");
	} else {
		put(row, "WHERE tags @> ARRAY['%s']", question->tag);
	}
	if (*question->origin)
		put(row, " AND origin = '%s'", question->origin);
	if (*question->classification)
		put(row, " AND class = '%s'", question->classification);
	if (question->from_year)
		put(row, " AND year BETWEEN %d AND %d", question->from_year, question->to_year);
	put(row, ") ");
}

static void put_lists(struct row *row, unsigned values)
{
	static const char *const from[COUNTED] = { "origin AS v FROM m", "class AS v FROM m",
		"year::text AS v FROM m", "unnest(tags) AS v FROM m" };

	put(row,
	    "(SELECT -2, n::text, r::float8 FROM m ORDER BY r DESC, n DESC LIMIT %d)"
	    " UNION ALL SELECT -1, '', count(*)::float8 FROM m",
	    HITS);
	for (unsigned facet = 0; facet < COUNTED; facet++) {
		put(row,
		    " UNION ALL (SELECT %u, v, count(*)::float8 FROM (SELECT %s) f"
		    " WHERE v IS NOT NULL GROUP BY v ORDER BY 3 DESC",
		    facet, from[facet]);
		if (values)
			put(row, " LIMIT %u", values);
		put(row, ")");
	}
}

static void read_row(PGresult *result, int row, unsigned values, struct answer *answer)
{
	long list = strtol(PQgetvalue(result, row, 0), NULL, 10);
	const char *value = PQgetvalue(result, row, 1);
	double number = strtod(PQgetvalue(result, row, 2), NULL);

	if (list == -1) {
		answer->total = (uint64_t)number;
	} else if (list == -2) {
		answer->hits[answer->hit_count] = (uint32_t)strtoul(value, NULL, 10);
		answer->scores[answer->hit_count++] = number;
	} else if (!values) {
		answer->checksum += count_hash((unsigned)list, value) * (uint64_t)number;
	}
}

static void ask(
    void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	struct postgres *postgres = opened;
	struct row row = { 0 };
	PGresult *result;
	uint64_t start;

	put_match(&row, question);
	put_lists(&row, values);
	start = nanoseconds();
	result = run(postgres->connection, row.text);
	answer->nanoseconds = nanoseconds() - start;
	for (int i = 0; i < PQntuples(result); i++)
		read_row(result, i, values, answer);
	PQclear(result);
	free(row.text);
}

/* Of the server's process that works for us; the memory it shares counts as far as it touched it.
 */
static uint64_t memory(void *opened, uint64_t *own)
{
	struct postgres *postgres = opened;

	return process_memory(PQbackendPID(postgres ? postgres->connection : builder), own);
}

static uint64_t size(void *opened)
{
	(void)opened;
	return number_at(builder, "SELECT pg_total_relation_size('docs') / 1024");
}

static void close_postgres(void *opened)
{
	struct postgres *postgres = opened;

	PQfinish(postgres->connection);
	free(postgres);
}

const struct peer peer = {
	.name = "PostgreSQL",
	.build = build,
	.open = open_postgres,
	.ask = ask,
	.close = close_postgres,
	.memory = memory,
	.size = size,
};
