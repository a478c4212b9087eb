#include "http/encoding.h"

#include "http/preference.h"

#define WEIGHT_ABSENT (-1)

static const Text names[] = {
	[ENCODING_IDENTITY] = TEXT_INIT(""),
	[ENCODING_GZIP] = TEXT_INIT("gzip"),
	[ENCODING_ZSTD] = TEXT_INIT("zstd"),
};

static void weigh(struct preference given, int weights[3], int *others)
{
	Text name = given.name;

	if (text_equal_nocase(name, TEXT("zstd")))
		weights[ENCODING_ZSTD] = given.weight;
	else if (text_equal_nocase(name, TEXT("gzip")) || text_equal_nocase(name, TEXT("x-gzip")))
		weights[ENCODING_GZIP] = given.weight;
	else if (text_equal_nocase(name, TEXT("identity")))
		weights[ENCODING_IDENTITY] = given.weight;
	else if (text_equal(name, TEXT("*")))
		*others = given.weight;
}

/* Identity that nobody speaks of is accepted, but less than anything that is named. */
static Encodings best_of(int weights[3], int others)
{
	Encodings accepted = { ENCODING_IDENTITY, true };
	int most;

	if (weights[ENCODING_GZIP] == WEIGHT_ABSENT)
		weights[ENCODING_GZIP] = others;
	if (weights[ENCODING_IDENTITY] == WEIGHT_ABSENT && others == 0)
		weights[ENCODING_IDENTITY] = 0;
	accepted.identity = weights[ENCODING_IDENTITY] != 0;
	most = weights[ENCODING_IDENTITY] > 0 ? weights[ENCODING_IDENTITY] : 1;
	for (enum encoding coding = ENCODING_GZIP; coding <= ENCODING_ZSTD; coding++) {
		if (weights[coding] < most)
			continue;
		most = weights[coding];
		accepted.best = coding;
	}
	return accepted;
}

Encodings encoding_read(Text header)
{
	int weights[3] = { WEIGHT_ABSENT, WEIGHT_ABSENT, WEIGHT_ABSENT }, others = WEIGHT_ABSENT;
	struct preference given;

	while (preference_take(&header, &given))
		weigh(given, weights, &others);
	return best_of(weights, others);
}

bool encoding_gains(Text content_type)
{
	static const Text gaining[] = { TEXT_INIT("application/json"), TEXT_INIT("application/xml"),
		TEXT_INIT("application/javascript"), TEXT_INIT("application/x-ndjson"),
		TEXT_INIT("application/jsonl"), TEXT_INIT("application/x-bibtex"),
		TEXT_INIT("application/x-research-info-systems") };
	Text type = text_trim(text_cut(&content_type, ';'));

	if (text_starts(type, TEXT("text/")) || text_ends(type, TEXT("+xml")) ||
	    text_ends(type, TEXT("+json")))
		return true;
	for (size_t i = 0; i < sizeof gaining / sizeof *gaining; i++)
		if (text_equal(type, gaining[i]))
			return true;
	return false;
}

enum encoding encoding_choose(Encodings accepted, Text content_type, size_t len)
{
	bool gains = len >= ENCODING_LEN_LEAST && encoding_gains(content_type);

	return gains || !accepted.identity ? accepted.best : ENCODING_IDENTITY;
}

Text encoding_name(enum encoding encoding)
{
	return names[encoding];
}
