// Xapian: words with positions, filters as boolean terms, years as terms; facets by a MatchSpy over
// columns. Built in shards of one commit each, then compacted, which keeps the order of documents.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ftw.h>
#include <string>
#include <vector>
#include <xapian.h>

#include "bench/peers/columns.h"

static const unsigned SHARD = 10000;
static const size_t TERM_MOST = 240;

struct Engine {
	Xapian::Database db;
	struct columns columns;
};

struct Counter : Xapian::MatchSpy {
	struct columns *columns;
	explicit Counter(struct columns *c) : columns(c) {}
	void operator()(const Xapian::Document &document, double) override
	{
		counts_add(columns, document.get_docid() - 1);
	}
};

static void add_filters(Xapian::Document &document, const struct columns &columns, uint32_t number)
{
	static const char prefixes[] = { 'O', 'C', 'Y' };

	for (unsigned facet = 0; facet < BY_TAG; facet++) {
		uint16_t value = columns.single[facet][number];
		if (value != NO_VALUE)
			document.add_boolean_term(prefixes[facet] + std::string(columns.values[facet].names[value]));
	}
	for (uint32_t i = columns.tag_starts[number]; i < columns.tag_starts[number + 1]; i++)
		document.add_boolean_term("T" + std::string(columns.values[BY_TAG].names[columns.tags[i]]));
}

static Xapian::Document document_of(const struct corpus &corpus)
{
	Xapian::Document document;
	Xapian::termpos position = 0;
	size_t at = 0, length;
	bool broken;

	while (const char *word = corpus_word(&corpus, &at, &length, &broken)) {
		position += broken ? 2 : 1;
		document.add_posting(std::string(word, length < TERM_MOST ? length : TERM_MOST), position);
	}
	return document;
}

static int drop_one(const char *path, const struct stat *, int, struct FTW *)
{
	return remove(path);
}

static void build(const char *folder_of_corpus, const char *folder)
{
	struct columns columns;
	struct corpus corpus;
	std::vector<std::string> shards;
	Xapian::WritableDatabase shard;
	uint32_t number = 0;

	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000", 1); // a shard is one commit
	columns_open(&columns, folder_of_corpus);
	corpus_open(&corpus, folder_of_corpus);
	for (; corpus_next(&corpus); number++) {
		if (number % SHARD == 0) {
			if (number)
				shard.commit();
			shards.push_back(std::string(folder) + "/shard" + std::to_string(shards.size()));
			shard = Xapian::WritableDatabase(shards.back(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC);
		}
		Xapian::Document document = document_of(corpus);
		add_filters(document, columns, number);
		shard.add_document(document);
	}
	shard.commit();
	shard = Xapian::WritableDatabase();
	Xapian::Database all;
	for (const std::string &path : shards)
		all.add_database(Xapian::Database(path));
	all.compact(std::string(folder) + "/all");
	all = Xapian::Database();
	for (const std::string &path : shards)
		nftw(path.c_str(), drop_one, 16, FTW_DEPTH | FTW_PHYS);
	corpus_close(&corpus);
	columns_close(&columns);
}

static void *open_xapian(const char *corpus, const char *folder)
{
	Engine *engine = new Engine;

	columns_open(&engine->columns, corpus);
	engine->db = Xapian::Database(std::string(folder) + "/all");
	return engine;
}

static Xapian::Query query_of(const struct question &question)
{
	std::vector<Xapian::Query> filters;
	Xapian::Query query;

	if (*question.origin)
		filters.push_back(Xapian::Query("O" + std::string(question.origin)));
	if (*question.classification)
		filters.push_back(Xapian::Query("C" + std::string(question.classification)));
	if (*question.tag)
		filters.push_back(Xapian::Query("T" + std::string(question.tag)));
	if (question.from_year) {
		std::vector<Xapian::Query> years;
		for (int year = question.from_year; year <= question.to_year; year++)
			years.push_back(Xapian::Query("Y" + std::to_string(year)));
		filters.push_back(Xapian::Query(Xapian::Query::OP_OR, years.begin(), years.end()));
	}
	Xapian::Query filter(Xapian::Query::OP_AND, filters.begin(), filters.end());
	if (question.op == '-')
		return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, filter, 0.0);
	if (question.word_count == 1)
		query = Xapian::Query(question.words[0]);
	else if (question.op == '"') // a window only where there is one
		query = Xapian::Query(Xapian::Query::OP_PHRASE, question.words, question.words + question.word_count, question.word_count);
	else
		query = Xapian::Query(question.op == '&' ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, question.words,
		    question.words + question.word_count);
	return filters.empty() ? query : Xapian::Query(Xapian::Query::OP_FILTER, query, filter);
}

static void ask(void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	Engine *engine = static_cast<Engine *>(opened);
	Xapian::Enquire enquire(engine->db);
	Counter counter(&engine->columns);

	counts_begin(&engine->columns);
	enquire.set_query(query_of(*question));
	enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
	enquire.add_matchspy(&counter);
	// To look at as many as there are makes the count exact.
	Xapian::MSet found = enquire.get_mset(0, HITS, engine->db.get_doccount());
	answer->total = found.get_matches_estimated();
	for (Xapian::MSetIterator hit = found.begin(); hit != found.end(); ++hit) {
		answer->hits[answer->hit_count] = *hit - 1;
		answer->scores[answer->hit_count++] = hit.get_weight();
	}
	counts_end(&engine->columns, values, answer);
}

static void close_xapian(void *opened)
{
	Engine *engine = static_cast<Engine *>(opened);

	columns_close(&engine->columns);
	delete engine;
}

extern "C" const struct peer peer = { "Xapian", 0, false, build, open_xapian, ask, nullptr, close_xapian, nullptr, nullptr };
