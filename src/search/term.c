/* A stem has no index of its own: its words are looked for among those that begin with its head. */
#include "search/term.h"

#include <libstemmer.h>
#include <string.h>

/* The stem of `folded`, which must be in lower case; in the stemmer. Empty when it refused. */
static Text stem_of(struct sb_stemmer *stemmer, Text folded)
{
	const sb_symbol *stem =
	    sb_stemmer_stem(stemmer, (const sb_symbol *)folded.at, (int)folded.len);

	if (!stem)
		return TEXT("");
	return (Text){ (const char *)stem, (size_t)sb_stemmer_length(stemmer) };
}

/* One for each call: a stemmer serves one thread at a time, and making one costs less than using
 * it. */
static struct sb_stemmer *new_stemmer(void)
{
	return sb_stemmer_new("english", NULL);
}

static bool is_word(Text a, Text b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static bool begins(Text text, Text head)
{
	return text.len >= head.len && memcmp(text.at, head.at, head.len) == 0;
}

static bool has_stem(const struct term *term, Text folded)
{
	struct sb_stemmer *stemmer;
	bool same;

	if (is_word(folded, term->folded))
		return true;
	if (!begins(folded, term_head(term)))
		return false;
	stemmer = new_stemmer();
	same = stemmer && text_equal(stem_of(stemmer, folded), term->root);
	sb_stemmer_delete(stemmer);
	return same;
}

bool term_accepts(const struct term *term, Text folded)
{
	if (term->stem)
		return has_stem(term, folded);
	return term->prefix ? begins(folded, term->folded) : is_word(folded, term->folded);
}

/* A stem may end otherwise than its words do: "happi" of "happy", "sky" of "skies", "die" of
 * "dying". */
Text term_head(const struct term *term)
{
	Text root = term->root;
	size_t common = 0, most = root.len ? root.len - 1 : 0;

	if (!term->stem)
		return term->folded;
	if (most < 2)
		most = root.len;
	else if (root.len == 3 && text_ends(root, TEXT("ie")))
		most = 1;
	while (common < most && common < term->folded.len &&
	    root.at[common] == term->folded.at[common])
		common++;
	return text_slice(term->folded, 0, common);
}

bool term_set_stem(struct term *term, struct arena *arena)
{
	struct sb_stemmer *stemmer = new_stemmer();

	if (!stemmer)
		return false;
	term->root = text_copy(arena, stem_of(stemmer, term->folded));
	term->stem = true;
	sb_stemmer_delete(stemmer);
	return term->root.len > 0;
}

Text term_text(const struct term *term, struct arena *arena)
{
	return text_format(arena, "%s%.*s%s", term->stem ? "~" : "", TEXT_ARG(term->folded),
	    term->prefix ? "*" : "");
}

bool term_read(Text written, struct arena *arena, struct term *term)
{
	bool stem = text_take(&written, TEXT("~"));

	*term = (struct term){ .folded = written, .prefix = text_ends(written, TEXT("*")) };
	if (term->prefix)
		term->folded.len--;
	return !stem || term_set_stem(term, arena);
}
