/* Patterns of a pack: what stands between '/' and '/', with its lets, compiled. */
#include "base/out.h"
#include "flags/pack.h"

#define PATTERN_LIMIT (64u << 10)

static bool expand(struct pack *pack, Text written, struct out *out)
{
	const struct rules *rules = pack->rules;

	for (size_t i = 0; i < written.len; i++) {
		Text name = text_from(written, i + 1);
		bool found = false;

		name = text_slice(name, 0, text_find_char(name, '}'));
		if (written.at[i] != '{' || !pack_is_name(name)) {
			out_char(out, written.at[i]);
			continue;
		}
		for (uint32_t k = 0; k < rules->lets.count; k++)
			if (text_equal(rules->lets.items[k].name, name)) {
				out_printf(out, "(?:%.*s)", TEXT_ARG(rules->lets.items[k].pattern));
				found = true;
			}
		if (!found)
			return pack_refuse(pack, "no 'let' of this name before:", name);
		i += name.len + 1;
	}
	return out->fault == FAULT_NONE ||
	    pack_refuse(pack, "the pattern is too long", (Text){ 0 });
}

/* "/.../ix rest": the pattern with its lets, its options, what stands behind. */
static bool take_pattern(
    struct pack *pack, Text *rest, Text *pattern, uint32_t *options, struct out *out)
{
	size_t close = rest->len;

	while (close > 1 && rest->at[close - 1] != '/')
		close--;
	if (!rest->len || rest->at[0] != '/' || close < 3)
		return pack_refuse(pack, "a pattern between '/' and '/' is wanted, not", *rest);
	if (!expand(pack, text_slice(*rest, 1, close - 2), out))
		return false;
	*pattern = out_text(out);
	*rest = text_from(*rest, close);
	*options = PCRE2_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	while (rest->len && !ascii_is_space(rest->at[0])) {
		if (rest->at[0] != 'i' && rest->at[0] != 'x')
			return pack_refuse(
			    pack, "a pattern may be followed by i and x, not by", *rest);
		*options |= rest->at[0] == 'i' ? PCRE2_CASELESS : PCRE2_EXTENDED;
		*rest = text_from(*rest, 1);
	}
	*rest = text_trim(*rest);
	return true;
}

bool pack_compile(struct pack *pack, Text *rest, pcre2_code **code)
{
	struct out out;
	Text pattern;
	uint32_t options, empty = 0;
	int number;
	PCRE2_SIZE at;
	PCRE2_UCHAR reason[200];

	out_begin(&out, PATTERN_LIMIT);
	bool done = take_pattern(pack, rest, &pattern, &options, &out);
	if (done) {
		*code =
		    pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, options, &number, &at, NULL);
		if (!*code) {
			pcre2_get_error_message(number, reason, sizeof reason);
			fail(pack->err, FAULT_BAD_INPUT, "%s:%u: at sign %zu of the pattern: %s",
			    pack->file, pack->line, at, (const char *)reason);
			done = false;
		}
	}
	out_end(&out);
	if (!done)
		return false;
	/* Without it (another machine, a hardened kernel) matching is slower, nothing else. */
	(void)pcre2_jit_compile(*code, PCRE2_JIT_COMPLETE);
	pcre2_pattern_info(*code, PCRE2_INFO_MATCHEMPTY, &empty);
	return !empty || pack_refuse(pack, "the pattern can match nothing at all", (Text){ 0 });
}

bool pack_read_pattern(struct pack *pack, Text rest)
{
	struct pattern *pattern = array_add(&pack->rule->patterns, &pack->rules->arena);
	uint32_t groups = 0;

	if (!pack_keep(pack, pattern) || !pack_compile(pack, &rest, &pattern->code))
		return false;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups >= GROUPS_LIMIT)
		return pack_refuse(pack, "the pattern has too many groups", (Text){ 0 });
	int group = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR) "flag");
	pattern->flag_group = group > 0 ? (uint32_t)group : 0;
	if (text_equal(rest, TEXT("name before")))
		pattern->subject = SIDE_BEFORE;
	else if (text_equal(rest, TEXT("name behind")))
		pattern->subject = SIDE_BEHIND;
	else if (rest.len)
		return pack_refuse(pack, "not understood:", rest);
	return true;
}

bool pack_read_let(struct pack *pack, Text rest)
{
	struct let *let = array_add(&pack->rules->lets, &pack->rules->arena);
	Text name = text_cut_word(&rest), pattern;
	uint32_t options;
	struct out out;

	if (!pack_keep(pack, let))
		return false;
	if (!pack_is_name(name))
		return pack_refuse(
		    pack, "a name of small letters, digits and '-' is wanted, not", name);
	*let = (struct let){ 0 };
	rest = text_trim(rest);
	out_begin(&out, PATTERN_LIMIT);
	bool done = take_pattern(pack, &rest, &pattern, &options, &out);
	if (done) {
		*let = (struct let){ name, text_copy(&pack->rules->arena, pattern) };
		done = pack_keep(pack, let->pattern.at);
	}
	out_end(&out);
	return done;
}
