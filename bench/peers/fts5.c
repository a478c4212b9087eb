/* SQLite FTS5: contentless, with positions, bm25(); one statement streams the matches, which are
 * counted and ranked here. Filters are looked up in the columns before bm25() is worked out; a list
 * of a tag is a table of its own. */
#include "bench/peers/columns.h"

#include <sqlite3.h>

struct fts5 {
	sqlite3 *db;
	sqlite3_stmt *all, *some, *tag;
	struct columns columns;
	uint16_t origin, classification; /* filters of the question in work, or NO_VALUE */
	bool filtered;
};

static void check(struct sqlite3 *db, int code)
{
	if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		die("%s", sqlite3_errmsg(db));
}

static void run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

/* The corpus is cut already: blanks part words, and a line end is a word of its own, so that no
 * phrase goes over it. */
static int cut_words(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
    int length, int (*token)(void *, int, const char *, int, int, int))
{
	int code = SQLITE_OK, at = 0;

	(void)tokenizer;
	(void)flags;
	while (code == SQLITE_OK && at < length) {
		int start = at;

		if (text[at] == ' ') {
			at++;
			continue;
		}
		if (text[at] == '\n')
			at++;
		else
			while (at < length && text[at] != ' ' && text[at] != '\n')
				at++;
		code = token(context, 0, text + start, at - start, start, at);
	}
	return code;
}

static int make_tokenizer(void *context, const char **words, int count, Fts5Tokenizer **tokenizer)
{
	(void)words;
	(void)count;
	*tokenizer = context; /* anything but NULL */
	return SQLITE_OK;
}

static void drop_tokenizer(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static void add_tokenizer(sqlite3 *db)
{
	static fts5_tokenizer tokenizer = { make_tokenizer, drop_tokenizer, cut_words };
	fts5_api *api = NULL;
	sqlite3_stmt *statement;

	check(db, sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL));
	sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	if (!api)
		die("this SQLite has no FTS5");
	check(db, api->xCreateTokenizer(api, "cut", &tokenizer, &tokenizer, NULL));
}

static sqlite3 *open_file(const char *folder)
{
	char *path = join(folder, "fts5.db");
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("cannot open %s", path);
	free(path);
	run(db,
	    "PRAGMA cache_size = -200000; PRAGMA mmap_size = 17179869184;"
	    "PRAGMA temp_store = memory");
	add_tokenizer(db);
	return db;
}

static void build_tags(sqlite3 *db, const struct columns *columns)
{
	sqlite3_stmt *insert;

	run(db,
	    "CREATE TABLE tags(tag INTEGER, document INTEGER, PRIMARY KEY(tag, document))"
	    " WITHOUT ROWID");
	check(db, sqlite3_prepare_v2(db, "INSERT INTO tags VALUES(?1, ?2)", -1, &insert, NULL));
	for (uint32_t i = 0; i < columns->documents; i++)
		for (uint32_t k = columns->tag_starts[i]; k < columns->tag_starts[i + 1]; k++) {
			sqlite3_bind_int64(insert, 1, columns->tags[k]);
			sqlite3_bind_int64(insert, 2, i);
			check(db, sqlite3_step(insert));
			sqlite3_reset(insert);
		}
	sqlite3_finalize(insert);
}

static void build(const char *folder_of_corpus, const char *folder)
{
	sqlite3 *db = open_file(folder);
	struct corpus corpus;
	struct columns columns;
	sqlite3_stmt *insert;
	sqlite3_int64 number = 0;

	run(db,
	    "PRAGMA journal_mode = off; PRAGMA synchronous = off; BEGIN;"
	    "CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='cut');"
	    "INSERT INTO t(t, rank) VALUES('automerge', 0);"
	    "INSERT INTO t(t, rank) VALUES('hashsize', 268435456)");
	check(db,
	    sqlite3_prepare_v2(db, "INSERT INTO t(rowid, x) VALUES(?1, ?2)", -1, &insert, NULL));
	corpus_open(&corpus, folder_of_corpus);
	for (; corpus_next(&corpus); number++) {
		sqlite3_bind_int64(insert, 1, number);
		sqlite3_bind_text(insert, 2, corpus.text, (int)corpus.length, SQLITE_STATIC);
		check(db, sqlite3_step(insert));
		sqlite3_reset(insert);
	}
	corpus_close(&corpus);
	sqlite3_finalize(insert);
	run(db, "INSERT INTO t(t) VALUES('optimize')");
	columns_open(&columns, folder_of_corpus);
	build_tags(db, &columns);
	columns_close(&columns);
	run(db, "COMMIT; ANALYZE");
	sqlite3_close(db);
}

static void keep(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct fts5 *fts5 = sqlite3_user_data(context);
	sqlite3_int64 document = sqlite3_value_int64(values[0]);

	(void)count;
	sqlite3_result_int(context,
	    (fts5->origin == NO_VALUE ||
		fts5->columns.single[BY_ORIGIN][document] == fts5->origin) &&
		(fts5->classification == NO_VALUE ||
		    fts5->columns.single[BY_CLASSIFICATION][document] == fts5->classification));
}

static void *open_fts5(const char *corpus, const char *folder)
{
	struct fts5 *fts5 = calloc(1, sizeof *fts5);

	if (!fts5)
		die("no memory");
	columns_open(&fts5->columns, corpus);
	fts5->db = open_file(folder);
	check(fts5->db,
	    sqlite3_create_function(fts5->db, "keep", 1, SQLITE_UTF8, fts5, keep, NULL, NULL));
	check(fts5->db,
	    sqlite3_prepare_v2(
		fts5->db, "SELECT rowid, bm25(t) FROM t WHERE t MATCH ?1", -1, &fts5->all, NULL));
	check(fts5->db,
	    sqlite3_prepare_v2(fts5->db,
		"SELECT rowid, bm25(t) FROM t WHERE t MATCH ?1 AND rowid >= ?2 AND rowid < ?3"
		" AND keep(rowid)",
		-1, &fts5->some, NULL));
	check(fts5->db,
	    sqlite3_prepare_v2(fts5->db,
		"SELECT document, 0 FROM tags WHERE tag = ?1 ORDER BY document DESC", -1,
		&fts5->tag, NULL));
	return fts5;
}

static void put_match(const struct question *question, char *match, size_t room)
{
	size_t at = 0;

	for (unsigned i = 0; i < question->word_count && at < room; i++) {
		const char *between = question->op == '&' ? " AND "
		    : question->op == '|'                 ? " OR "
							  : " + ";

		at += (size_t)snprintf(
		    match + at, room - at, "%s\"%s\"", i ? between : "", question->words[i]);
	}
}

static sqlite3_stmt *bind(struct fts5 *fts5, const struct question *question, const char *match)
{
	uint32_t first, end;

	if (question->op == '-') {
		sqlite3_bind_int64(
		    fts5->tag, 1, columns_value(&fts5->columns, BY_TAG, question->tag));
		return fts5->tag;
	}
	fts5->origin = columns_value(&fts5->columns, BY_ORIGIN, question->origin);
	fts5->classification =
	    columns_value(&fts5->columns, BY_CLASSIFICATION, question->classification);
	fts5->filtered = *question->origin || *question->classification || question->from_year;
	sqlite3_bind_text(fts5->filtered ? fts5->some : fts5->all, 1, match, -1, SQLITE_TRANSIENT);
	if (!fts5->filtered)
		return fts5->all;
	columns_years(&fts5->columns, question->from_year, question->to_year, &first, &end);
	sqlite3_bind_int64(fts5->some, 2, first);
	sqlite3_bind_int64(fts5->some, 3, end);
	return fts5->some;
}

static void ask(
    void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	struct fts5 *fts5 = opened;
	char match[512];
	sqlite3_stmt *statement;
	int code;

	put_match(question, match, sizeof match);
	statement = bind(fts5, question, match);
	counts_begin(&fts5->columns);
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		uint32_t document = (uint32_t)sqlite3_column_int64(statement, 0);

		answer->total++;
		counts_add(&fts5->columns, document);
		answer_offer(answer, document, -sqlite3_column_double(statement, 1));
	}
	check(fts5->db, code);
	sqlite3_reset(statement);
	counts_end(&fts5->columns, values, answer);
}

static void close_fts5(void *opened)
{
	struct fts5 *fts5 = opened;

	sqlite3_finalize(fts5->all);
	sqlite3_finalize(fts5->some);
	sqlite3_finalize(fts5->tag);
	sqlite3_close(fts5->db);
	columns_close(&fts5->columns);
	free(fts5);
}

const struct peer peer = {
	.name = "FTS5",
	.build = build,
	.open = open_fts5,
	.ask = ask,
	.close = close_fts5,
};
