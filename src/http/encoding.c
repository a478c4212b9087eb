#include "http/encoding.h"

#define WEIGHT_ONE    1000
#define WEIGHT_ABSENT (-1)

static const Text names[] = {
	[ENCODING_IDENTITY] = TEXT_INIT(""),
	[ENCODING_GZIP] = TEXT_INIT("gzip"),
	[ENCODING_ZSTD] = TEXT_INIT("zstd"),
};

/* In thousandths: "0.5" is 500. What is no weight (RFC 9110, 12.4.2) counts as 0. */
static int read_weight(Text text)
{
	int weight = text_take_char(&text, '1') ? WEIGHT_ONE : 0, place = 100;

	if (weight == 0 && !text_take_char(&text, '0'))
		return 0;
	if (text.len && !text_take_char(&text, '.'))
		return 0;
	for (; text.len && place; place /= 10, text = text_from(text, 1)) {
		if (!ascii_is_digit(text.at[0]))
			return 0;
		weight += (text.at[0] - '0') * place;
	}
	return text.len || weight > WEIGHT_ONE ? 0 : weight;
}

static int weight_of(Text parameters)
{
	while (parameters.len) {
		Text value = text_cut(&parameters, ';'), name = text_cut(&value, '=');

		if (text_equal_nocase(text_trim(name), TEXT("q")))
			return read_weight(text_trim(value));
	}
	return WEIGHT_ONE;
}

static void take_coding(Text item, int weights[3], int *others)
{
	Text name = text_trim(text_cut(&item, ';'));
	int weight = weight_of(item);

	if (text_equal_nocase(name, TEXT("zstd")))
		weights[ENCODING_ZSTD] = weight;
	else if (text_equal_nocase(name, TEXT("gzip")) || text_equal_nocase(name, TEXT("x-gzip")))
		weights[ENCODING_GZIP] = weight;
	else if (text_equal_nocase(name, TEXT("identity")))
		weights[ENCODING_IDENTITY] = weight;
	else if (text_equal(name, TEXT("*")))
		*others = weight;
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

	while (header.len)
		take_coding(text_cut(&header, ','), weights, &others);
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
