/* Reading a pack: one line one thing, "word rest"; a line that begins with a blank goes on with the
 * one before it. The syntax is described in docs/formats/rules.md. */
#include "flags/pack.h"

bool pack_refuse(struct pack *pack, const char *what, Text which)
{
	fail(pack->err, FAULT_BAD_INPUT, "%s:%u: %s%s%.*s%s", pack->file, pack->line, what,
	    which.len ? " '" : "", TEXT_ARG(text_slice(which, 0, 80)), which.len ? "'" : "");
	return false;
}

bool pack_keep(struct pack *pack, const void *item)
{
	if (item)
		return true;
	fail(pack->err, FAULT_NO_MEMORY, "%s: the rules do not fit into memory", pack->file);
	return false;
}

/* The next line with those that go on with it, comments and empty ones left out. */
static bool take_line(struct pack *pack, Text *line)
{
	while (pack->rest.len) {
		Text begin = pack->rest, first = text_cut(&pack->rest, '\n');

		pack->line = pack->next_line++;
		if (!text_trim(first).len || first.at[0] == '#')
			continue;
		/* Names may be indented. */
		bool alone = text_equal(text_trim(first), TEXT("names"));
		while (!alone && pack->rest.len && ascii_is_blank(pack->rest.at[0])) {
			Text peek = pack->rest;
			if (!text_trim(text_cut(&peek, '\n')).len)
				break;
			pack->rest = peek;
			pack->next_line++;
		}
		*line = text_trim(text_slice(begin, 0, begin.len - pack->rest.len));
		return true;
	}
	return false;
}

bool pack_is_name(Text name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_lower(name.at[i]) && !ascii_is_digit(name.at[i]) && name.at[i] != '-')
			return false;
	return name.len > 0 && name.len <= 40 && ascii_is_lower(name.at[0]);
}

/* "a sentence", with \n, \" and \\; blanks at line ends fall together. */
static bool take_string(struct pack *pack, Text *rest, Text *string)
{
	char *at = arena_take(&pack->rules->arena, rest->len + 1);
	size_t len = 0, i = 1;

	if (!pack_keep(pack, at))
		return false;
	if (!rest->len || rest->at[0] != '"')
		return pack_refuse(pack, "a text in double quotes is wanted, not", *rest);
	for (; i < rest->len && rest->at[i] != '"'; i++) {
		char c = rest->at[i];

		if (c == '\n') {
			while (i + 1 < rest->len && ascii_is_blank(rest->at[i + 1]))
				i++;
			c = ' ';
		} else if (c == '\\' && i + 1 < rest->len) {
			c = rest->at[++i];
			c = c == 'n' ? '\n' : c;
		}
		at[len++] = c;
	}
	if (i == rest->len)
		return pack_refuse(pack, "the text is not closed:", *rest);
	*rest = text_trim(text_from(*rest, i + 1));
	*string = (Text){ at, len };
	return true;
}

static bool take_count(struct pack *pack, Text text, uint32_t most, uint32_t *count)
{
	uint64_t value;

	if (!text_take_digits(&text, 6, &value) || text.len || value < 1 || value > most)
		return pack_refuse(pack, "no number that fits:", text);
	*count = (uint32_t)value;
	return true;
}

static bool take_words(struct pack *pack, Text list, TextList *words)
{
	while (list.len) {
		Text word = text_trim(text_cut(&list, ','));
		Text *item = array_add(words, &pack->rules->arena);

		if (!pack_keep(pack, item))
			return false;
		*item = word;
		if (!hint_fits(word))
			return pack_refuse(pack,
			    "one sign, or a letter and two signs more, is wanted, not",
			    word.len ? word : TEXT(","));
	}
	return true;
}

/* near WORD, WORD within N words [before|behind] */
static bool read_near(struct pack *pack, Text rest)
{
	struct near_words *near = &pack->rule->near;
	size_t at = text_find(rest, TEXT(" within "));
	Text tail = text_from(rest, at == TEXT_NONE ? rest.len : at + 8);
	Text count = text_cut_word(&tail), unit = text_cut_word(&tail), side = text_trim(tail);

	if (at == TEXT_NONE || !text_equal(unit, TEXT("words")))
		return pack_refuse(pack, "'near WORD, WORD within N words' is wanted, not", rest);
	near->side = SIDE_BOTH;
	if (text_equal(side, TEXT("before")))
		near->side = SIDE_BEFORE;
	else if (text_equal(side, TEXT("behind")))
		near->side = SIDE_BEHIND;
	else if (side.len)
		return pack_refuse(pack, "the words stand 'before' or 'behind', not", side);
	return take_count(pack, count, 50, &near->within) &&
	    take_words(pack, text_slice(rest, 0, at), &near->words);
}

/* The text of a proof without the braces around what must be found. */
static bool unbrace(struct pack *pack, struct proof *proof, Text written)
{
	char *at = arena_take(&pack->rules->arena, written.len + 1);
	uint32_t len = 0;

	if (!pack_keep(pack, at))
		return false;
	for (size_t i = 0; i < written.len; i++) {
		if (written.at[i] == '{' && !proof->exact) {
			proof->exact = true;
			proof->span.start = len;
		} else if (written.at[i] == '}' && proof->exact && !proof->span.length) {
			proof->span.length = len - proof->span.start;
		} else {
			at[len++] = written.at[i];
		}
	}
	proof->text = (Text){ at, len };
	return !proof->exact || proof->span.length ||
	    pack_refuse(pack, "'{' without its '}':", written);
}

static bool read_proof(struct pack *pack, Text rest, bool finds)
{
	struct proof *proof = array_add(&pack->rule->proofs, &pack->rules->arena);
	Text written;

	if (!pack_keep(pack, proof) || !take_string(pack, &rest, &written))
		return false;
	*proof = (struct proof){ .finds = finds, .line = pack->line };
	if (text_take(&rest, TEXT("name "))) {
		rest = text_trim(rest);
		if (!take_string(pack, &rest, &proof->subject))
			return false;
	}
	if (rest.len)
		return pack_refuse(pack, "not understood:", rest);
	return unbrace(pack, proof, written);
}

/* One name a line, up to the line "end" or the end of the file. */
static bool read_names(struct pack *pack)
{
	struct arena *arena = &pack->rules->arena;
	struct names *names = names_begin(arena);

	if (!pack_keep(pack, names))
		return false;
	pack->rule->names = names;
	while (pack->rest.len) {
		Text line = text_trim(text_cut(&pack->rest, '\n'));

		pack->line = pack->next_line++;
		if (text_equal(line, TEXT("end")))
			break;
		if (line.len && line.at[0] != '#' && !names_add(names, line, arena))
			return pack_refuse(pack, "no name of 1 to 16 words:", line);
	}
	return pack_keep(pack, names_ready(names, arena) ? names : NULL);
}

static bool open_rule(struct pack *pack, Text name, const char *says, const char *does)
{
	struct rules *rules = pack->rules;
	struct rule_about about;

	if (!pack_is_name(name))
		return pack_refuse(
		    pack, "a name of small letters, digits and '-' is wanted, not", name);
	if (rules_find(rules, name, &about))
		return pack_refuse(pack, "there is a rule of this name already:", name);
	if (rules->rules.count == RULES_LIMIT)
		return pack_refuse(pack, "too many rules", (Text){ 0 });
	pack->rule = array_add(&rules->rules, &rules->arena);
	if (!pack_keep(pack, pack->rule))
		return false;
	*pack->rule = (struct rule){ .about = { name, FLAG_SEVERE, text_of(says), text_of(does) },
		.file = pack->file,
		.line = pack->line };
	return true;
}

static bool close_rule(struct pack *pack)
{
	const struct rule *rule = pack->rule;
	bool proved = false;

	if (!rule)
		return true;
	pack->line = rule->line;
	for (uint32_t i = 0; i < rule->proofs.count; i++)
		proved = proved || rule->proofs.items[i].finds;
	if (!rule->about.says.len || !rule->about.does.len)
		return pack_refuse(pack, "'says' and 'do' are wanted in rule", rule->about.name);
	if (!rule->patterns.count == !rule->names)
		return pack_refuse(pack, "a pattern is wanted in rule", rule->about.name);
	return rule->names || proved ||
	    pack_refuse(pack, "a 'yes' is wanted in rule", rule->about.name);
}

static bool read_severity(struct pack *pack, Text rest)
{
	struct rule_about *about = &pack->rule->about;

	about->severity = text_equal(rest, TEXT("severe")) ? FLAG_SEVERE : FLAG_NOTICE;
	return text_equal(rest, flag_severity_name(about->severity)) ||
	    pack_refuse(pack, "a severity is 'severe' or 'notice', not", rest);
}

static bool read_hint(struct pack *pack, Text rest)
{
	TextList words = { 0 };

	if (!take_words(pack, rest, &words))
		return false;
	for (uint32_t i = 0; i < words.count; i++) {
		Text *hint;

		if (text_take(&words.items[i], TEXT("digits "))) {
			pack->rules->hints.digits = true;
			if (!take_count(pack, words.items[i], 100, &pack->rule->digits))
				return false;
			continue;
		}
		hint = array_add(&pack->rule->hints, &pack->rules->arena);
		if (!pack_keep(pack, hint))
			return false;
		*hint = words.items[i];
	}
	return true;
}

static bool read_check(struct pack *pack, Text rest)
{
	pack->rule->check = check_find(rest);
	return pack->rule->check || pack_refuse(pack, "there is no check", rest);
}

/* One thing that a rule says about itself. */
static bool read_word(struct pack *pack, Text word, Text rest)
{
	struct rule *rule = pack->rule;

	if (!rule)
		return pack_refuse(pack, "before the first 'rule' or 'list' there may be no", word);
	if (text_equal(word, TEXT("severity")))
		return read_severity(pack, rest);
	if (text_equal(word, TEXT("says")))
		return take_string(pack, &rest, &rule->about.says);
	if (text_equal(word, TEXT("do")))
		return take_string(pack, &rest, &rule->about.does);
	if (text_equal(word, TEXT("yes")) || text_equal(word, TEXT("no")))
		return read_proof(pack, rest, word.len == 3);
	if (text_equal(word, TEXT("names")))
		return read_names(pack);
	if (text_equal(word, TEXT("pattern")))
		return pack_read_pattern(pack, rest);
	if (text_equal(word, TEXT("unless")) && !rule->unless)
		return pack_compile(pack, &rest, &rule->unless);
	if (text_equal(word, TEXT("hint")))
		return read_hint(pack, rest);
	if (text_equal(word, TEXT("reach")))
		return take_count(pack, rest, 1000, &rule->reach);
	if (text_equal(word, TEXT("near")))
		return read_near(pack, rest);
	if (text_equal(word, TEXT("yields")))
		return (rule->yields = rest).len ||
		    pack_refuse(pack, "the name of a rule is wanted", rest);
	if (text_equal(word, TEXT("check")))
		return read_check(pack, rest);
	return pack_refuse(pack, "not understood:", word);
}

static bool read_line(struct pack *pack, Text line)
{
	Text word = text_cut_word(&line), rest = text_trim(line);

	if (text_equal(word, TEXT("let")))
		return pack_read_let(pack, rest);
	if (text_equal(word, TEXT("rule")))
		return close_rule(pack) && open_rule(pack, rest, NULL, NULL);
	if (text_equal(word, TEXT("list")))
		return close_rule(pack) &&
		    open_rule(pack, rest, "This name is on a list of the archive.",
			"Redact it unless the list's reason does not hold here.");
	return read_word(pack, word, rest);
}

enum fault pack_read(struct rules *rules, const char *file, Text text, struct error *err)
{
	struct pack pack = {
		.rules = rules, .file = file, .rest = text, .next_line = 1, .err = err
	};
	Text line;

	while (take_line(&pack, &line))
		if (!read_line(&pack, line))
			return err->fault;
	return close_rule(&pack) ? FAULT_NONE : err->fault;
}
