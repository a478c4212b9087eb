/* REF from item to item: bullet, year, post, number; what is no cable stays as text, with its kind.
 * Every step eats at least one token. */
#include "record/reference_id.h"
#include "telegram/reference_item.h"
#include "telegram/reference_kind.h"

#define REMARK_LIMIT 16 /* tokens in brackets */

struct scan {
	const struct reference_context *context;
	ReferenceList *references;
	const struct token *first, *at;
	const struct token *unread, *unread_last; /* passed over since the last item; NULL none */
	Text bullet, own;
	Station station; /* of the last reference, for numbers that follow it */
	int year;        /* its stated year, 0 none */
	bool year_first; /* that stands before the post */
	int repairs;
	bool fresh; /* nothing was read behind the bullet, or at all */
	bool too_many, all_notal;
};

static struct reference *add_reference(struct scan *scan, Text raw)
{
	struct reference *reference;

	if (scan->references->count >= REFERENCES_LIMIT) {
		scan->too_many = true;
		return NULL;
	}
	reference = array_add(scan->references, scan->context->arena);
	if (reference)
		*reference = (struct reference){ .raw.text = raw, .bullet = scan->bullet };
	return reference;
}

/* What was passed over is kept when it says something. */
static void flush_unread(struct scan *scan)
{
	const struct token *first = scan->unread, *last = scan->unread_last;
	size_t letters = 0;

	scan->unread = NULL;
	if (!first)
		return;
	while (last > first && last->kind == TOKEN_SIGN && !token_is_sign(last, ')') &&
	    !token_is_sign(last, '.'))
		last--;
	for (const struct token *token = first; token <= last; token++)
		letters += token->kind == TOKEN_WORD ? token->text.len : 0;
	if (letters < 3)
		return;
	struct reference *reference = add_reference(scan, reference_stretch(first, last));
	if (reference)
		reference->kind = reference_kind_of(first, last);
}

static Text id_of(struct scan *scan, Text station, int year, uint64_t number)
{
	ReferenceId id = { year, station, number };

	return year && station.len ? reference_id_text(&id, scan->context->arena) : (Text){ 0 };
}

static void add_candidate(struct scan *scan, struct reference *reference, Text id)
{
	Text *added = id.len ? array_add(&reference->candidates, scan->context->arena) : NULL;

	if (added)
		*added = id;
}

/* A reference of the cable to itself is none. */
static void add_item(struct scan *scan, const struct reference_item *item, uint32_t length)
{
	Text raw = reference_stretch(scan->at, &scan->at[length - 1]);
	int year = item->year ? item->year : scan->context->year;
	Text target = id_of(scan, item->station.station, year, item->number);
	bool two_posts = item->station.rule == STATION_AMBIGUOUS;

	flush_unread(scan);
	scan->at += length;
	scan->fresh = false;
	scan->station = item->station;
	scan->year = item->year;
	scan->year_first = item->year_first;
	if (target.len && text_equal(target, scan->context->own_id))
		return;
	struct reference *reference = add_reference(scan, raw);
	if (!reference)
		return;
	reference->year_inferred = !item->year;
	if (item->station.rule > STATION_PREFIX)
		reference->repair = item->station.reason;
	if (!two_posts && !item->other_year) {
		reference->target = target;
		return;
	}
	add_candidate(scan, reference, target);
	add_candidate(scan, reference,
	    two_posts ? id_of(scan, item->station.other, year, item->number)
		      : id_of(scan, item->station.station, item->other_year, item->number));
}

/* "STATE 41252 AND 44603, 7743": numbers of the same post and year. */
static bool take_more(struct scan *scan)
{
	const struct token *t = scan->at, *start = t;
	struct reference_item item = { .station = scan->station,
		.year = scan->year,
		.year_first = scan->year_first },
			      other;
	int year = 0;
	uint32_t length;

	while (token_is_sign(t, ',') || token_is_sign(t, ';') || token_is_sign(t, '/') ||
	    token_is_sign(t, '&') || token_is_word(t, TEXT("AND")) || token_is_word(t, TEXT("OR")))
		t++;
	if (t == start || t->kind != TOKEN_NUMBER ||
	    reference_item(scan->context->catalog, t, &scan->repairs, &other))
		return false;
	length = reference_number(t, item.year_first, &item.number, &year);
	if (!length || !reference_ends(&t[length]))
		return false;
	if (year)
		item.year = year;
	scan->at = t;
	add_item(scan, &item, length);
	return true;
}

/* The form of a bullet alone: how many tokens, 0 none. "A.", "A)", "(A)", "[A]", "A.)", "A:",
 * "(1)", "1)", "1.", "A -". */
static uint32_t bullet_form(const struct token *t, Text *letter)
{
	bool open = token_is_sign(t, '(') || token_is_sign(t, '[');
	uint32_t at = open;
	bool digit = t[at].kind == TOKEN_NUMBER && t[at].text.len <= 2;

	*letter = t[at].text;
	if (!digit &&
	    (t[at].kind != TOKEN_WORD || letter->len > 2 ||
		(letter->len == 2 && ascii_upper(letter->at[0]) != ascii_upper(letter->at[1]))))
		return 0;
	at++;
	if (open)
		return token_is_sign(&t[at], ')') || token_is_sign(&t[at], ']') ? at + 1 : 0;
	if (t[at].space)
		return !digit && token_is_sign(&t[at], '-') && t[at + 1].space ? at + 1 : 0;
	if (!token_is_sign(&t[at], '.') && !token_is_sign(&t[at], ')') &&
	    (digit || !token_is_sign(&t[at], ':')))
		return 0;
	at++;
	return at + (!t[at].space && token_is_sign(&t[at], ')'));
}

static bool follows_last(const struct scan *scan, Text letter)
{
	char c = ascii_upper(letter.at[0]);
	char last = scan->bullet.len ? scan->bullet.at[0] : 0;

	if (!last)
		return !scan->unread && c == 'A';
	return c == last || c == last + 1 || (last == 'Z' && letter.len == 2);
}

/* Numbers count from 1: "(99) ROME 12" begins with a year. */
static bool counts_on(const struct scan *scan, Text digits)
{
	Text last = scan->bullet;
	uint64_t number, before = 0;

	if (last.len && !text_take_digits(&last, 2, &before))
		return false;
	return text_take_digits(&digits, 2, &number) && !digits.len &&
	    (number == before + 1 || (number == before && number && scan->fresh));
}

static bool opens_item(struct scan *scan, const struct token *t)
{
	struct reference_item item;

	return reference_item(scan->context->catalog, t, &scan->repairs, &item) ||
	    reference_reversed(scan->context->catalog, t, &item);
}

static void set_bullet(struct scan *scan, Text letter)
{
	flush_unread(scan);
	scan->bullet = text_upper(scan->context->arena, letter);
	scan->fresh = true;
}

static bool take_bullet(struct scan *scan)
{
	const struct token *t = scan->at;
	Text letter;
	uint32_t length = bullet_form(t, &letter);
	bool digit = length && ascii_is_digit(letter.at[0]);

	if (!length)
		return false;
	if (digit &&
	    (!counts_on(scan, letter) || !(token_is_sign(t, '(') || opens_item(scan, &t[length]))))
		return false;
	if (!digit && !follows_last(scan, letter) && !t->line && !opens_item(scan, &t[length]))
		return false;
	set_bullet(scan, letter);
	scan->at += length;
	return true;
}

/* "A STATE 123": a letter alone is a bullet when a reference follows it. */
static bool take_bare_bullet(struct scan *scan)
{
	const struct token *t = scan->at;

	if (t->kind != TOKEN_WORD || t->text.len != 1 || !t[1].space || !opens_item(scan, &t[1]))
		return false;
	set_bullet(scan, t->text);
	scan->at++;
	return true;
}

/* "A) 6307": the cable's own post; when that is unknown, the post before. */
static bool take_own(struct scan *scan)
{
	struct reference_item item = { 0 };
	uint32_t length;

	if (!scan->fresh || scan->unread)
		return false;
	length = reference_number(scan->at, 0, &item.number, &item.year);
	if (!length || item.number < 10 || !reference_ends(&scan->at[length]) ||
	    token_is_sign(&scan->at[length], '.') || token_is_sign(&scan->at[length], '/'))
		return false;
	item.station = station_read(scan->context->catalog, scan->own);
	if (!item.station.rule)
		item.station = scan->own.len
		    ? (Station){ .rule = STATION_KNOWN, .station = scan->own }
		    : scan->station;
	if (!item.station.rule)
		return false;
	add_item(scan, &item, length);
	while (!scan->too_many && take_more(scan))
		;
	return true;
}

static bool take_item(struct scan *scan)
{
	struct reference_item item;
	bool bracket = token_is_sign(scan->at, '(');
	uint32_t length = reference_item(scan->context->catalog, scan->at, &scan->repairs, &item);

	/* Words before "BRAZIL 2008" make a report of it, a year of the number. */
	if (length && scan->unread && item.number >= 1966 && item.number <= 2010 && !item.year)
		return false;
	if (!length && (scan->fresh || !scan->unread) && !bracket)
		length = reference_reversed(scan->context->catalog, scan->at, &item);
	if (!length)
		return false;
	add_item(scan, &item, length);
	while (!scan->too_many && take_more(scan))
		;
	return true;
}

static void mark_notal(struct scan *scan, bool all)
{
	all = all && !scan->all_notal;
	scan->all_notal |= all;
	for (uint32_t i = scan->references->count; i; i--) {
		scan->references->items[i - 1].notal = true;
		if (!all)
			break;
	}
}

static void pass(struct scan *scan)
{
	const struct token *t = scan->at;
	bool says = t->kind != TOKEN_SIGN && !reference_is_remark(t);

	if (token_is_redaction(t)) { /* what stood there may be the post of the next number */
		flush_unread(scan);
		scan->fresh = false;
		scan->at++;
		return;
	}
	scan->at += reference_is_date(t) ? 5 : 1;
	if (token_is_word(t, TEXT("NOTAL")))
		mark_notal(scan, t > scan->first && token_is_word(t - 1, TEXT("ALL")));
	if (token_is_sign(t, ';')) {
		flush_unread(scan);
		scan->fresh = true;
		return;
	}
	if (!scan->unread && !says)
		return;
	if (!scan->unread)
		scan->unread = t;
	scan->unread_last = scan->at - 1;
}

/* "ROME 12 (CONSULTATIONS WITH PARIS)": a remark about the reference before it. */
static bool take_remark(struct scan *scan)
{
	const struct token *t = scan->at;
	uint32_t length = 1;

	if (!token_is_sign(t, '(') || scan->unread || scan->fresh)
		return false;
	for (; length < REMARK_LIMIT && !token_is_sign(&t[length], ')'); length++)
		if (t[length].kind == TOKEN_END || opens_item(scan, &t[length]))
			return false;
	if (length == REMARK_LIMIT)
		return false;
	if (token_is_word(&t[1], TEXT("NOTAL")) || token_is_word(&t[2], TEXT("NOTAL")))
		mark_notal(scan, token_is_word(&t[1], TEXT("ALL")));
	scan->at += length + 1;
	return true;
}

/* "1. (SBU) Text", "2. Text": the body has begun. */
static bool is_paragraph(struct scan *scan)
{
	const struct token *t = scan->at;

	if (t->kind != TOKEN_NUMBER || t->text.len > 2 || !token_is_sign(&t[1], '.') || t[1].space)
		return false;
	if (token_is_sign(&t[2], '(') && t[3].kind == TOKEN_WORD)
		return true;
	if (!t->line || t[2].kind != TOKEN_WORD)
		return false;
	/* A list without numbers does not go on with numbers. */
	if (scan->references->count && !(scan->bullet.len && ascii_is_digit(scan->bullet.at[0])))
		return true;
	return !opens_item(scan, &t[2]);
}

bool reference_scan(
    const struct reference_context *context, Text stretch, ReferenceList *references)
{
	TokenList tokens = { 0 };
	struct scan scan = { .context = context,
		.references = references,
		.own = context->station,
		.repairs = REFERENCE_REPAIRS_LIMIT,
		.fresh = true };
	ReferenceId own;

	if (!scan.own.len && reference_id_read(context->own_id, &own))
		scan.own = own.station;
	if (!reference_tokens(stretch, context->arena, &tokens))
		return true;
	scan.at = scan.first = tokens.items;
	while (scan.at->kind != TOKEN_END && !scan.too_many && !is_paragraph(&scan))
		if (!take_bullet(&scan) && !take_bare_bullet(&scan) && !take_own(&scan) &&
		    !take_item(&scan) && !take_remark(&scan))
			pass(&scan);
	flush_unread(&scan);
	return !scan.too_many;
}
