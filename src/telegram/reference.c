/* REF: cables that the cable cites. The scan goes from item to item: bullet, year, post, number;
 * what is no cable stays as text. */
#include "telegram/reader.h"

#include "record/reference_id.h"
#include "telegram/reference_item.h"

struct refs {
	struct reader *reader;
	Text rest;
	Text bullet;
	Text unread;             /* words passed over since the last item */
	const struct post *post; /* of the last reference, for numbers that follow it */
	int year;                /* its stated year, 0 none */
	int own_year;
	bool fresh_bullet; /* nothing was read behind the bullet yet */
	bool year_noted, too_many, all_notal;
};

static struct reference *add_reference(struct refs *refs, Text raw)
{
	struct cable *cable = refs->reader->cable;
	struct reference *reference;

	if (cable->references.count >= REFERENCES_LIMIT) {
		if (!refs->too_many)
			reader_note(refs->reader, NOTE_TOO_MANY, raw);
		refs->too_many = true;
		return NULL;
	}
	reference = array_add(&cable->references, refs->reader->arena);
	if (reference)
		*reference = (struct reference){ .raw = reader_joined(refs->reader, raw),
			.bullet = refs->bullet };
	return reference;
}

static bool is_remark(Text word)
{
	static const Text words[] = { TEXT_INIT("AND"), TEXT_INIT("NOTAL"), TEXT_INIT("PREVIOUS"),
		TEXT_INIT("EXDIS"), TEXT_INIT("LIMDIS"), TEXT_INIT("NODIS"), TEXT_INIT("SERIES"),
		TEXT_INIT("ET"), TEXT_INIT("AL"), TEXT_INIT("REF"), TEXT_INIT("REFS"),
		TEXT_INIT("REFTEL"), TEXT_INIT("ALL"), TEXT_INIT("CIRCULAR"), TEXT_INIT("OTHERS"),
		TEXT_INIT("EARLIER") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal_nocase(words[i], word))
			return true;
	return false;
}

/* What was passed over is kept when it says something: an e-mail, a report. */
static void flush_unread(struct refs *refs)
{
	Text text = text_trim(refs->unread);
	size_t letters = 0;

	refs->unread = (Text){ 0 };
	while (text.len && text_find_char(TEXT(",;-("), text.at[text.len - 1]) != TEXT_NONE)
		text = text_trim_end(text_slice(text, 0, text.len - 1));
	for (size_t i = 0; i < text.len; i++)
		letters += ascii_is_letter(text.at[i]);
	if (letters < 3)
		return;
	reader_note(refs->reader, NOTE_REFERENCE_UNREAD, text);
	add_reference(refs, text);
}

/* The id goes to the record's list; a reference of the cable to itself is none. */
static void add_item(struct refs *refs, const struct reference_item *item)
{
	struct record *record = refs->reader->record;
	int year = item->year ? item->year : refs->own_year;
	ReferenceId id = { year, item->post->station, item->number };
	Text target = year ? reference_id_text(&id, refs->reader->arena) : (Text){ 0 };

	flush_unread(refs);
	refs->post = item->post;
	refs->year = item->year;
	refs->fresh_bullet = false;
	if (target.len && text_equal(target, record->id))
		return;
	struct reference *reference = add_reference(refs, item->raw);
	if (!reference)
		return;
	reference->target = target;
	reference->year_inferred = !item->year;
	if (!item->year && !refs->year_noted)
		reader_note(refs->reader, target.len ? NOTE_REFERENCE_YEAR : NOTE_REFERENCE_UNREAD,
		    item->raw);
	refs->year_noted |= !item->year;
	reader_add_once(refs->reader, &record->references, target);
}

static bool take_and(const struct refs *refs, Text *rest)
{
	Text after = *rest;

	reference_skip_space(refs->reader, &after);
	if (!text_take_char(&after, ',') && !text_take_char(&after, '/') &&
	    !text_take_char(&after, '&') && !text_take_nocase(&after, TEXT("AND ")))
		return false;
	reference_skip_space(refs->reader, &after);
	text_take_nocase(&after, TEXT("AND "));
	reference_skip_space(refs->reader, &after);
	*rest = after;
	return true;
}

/* "STATE 41252 AND 44603, 7743": numbers of the same post and year. */
static bool take_more(struct refs *refs)
{
	Text after = refs->rest, start;
	struct reference_item item = { .post = refs->post, .year = refs->year }, other;

	if (!refs->post || !take_and(refs, &after))
		return false;
	start = after;
	if (reference_take_item(refs->reader, &after, &other) ||
	    !reference_take_number(&after, &item.number) ||
	    (after.len && after.at[0] == '/' && start.len - after.len <= 2))
		return false;
	item.raw = text_slice(start, 0, start.len - after.len);
	add_item(refs, &item);
	refs->rest = after;
	return true;
}

static bool is_bullet_letter(char c)
{
	return ascii_is_letter(c);
}

/* "A.", "A)", "(A)", "[A]", "A.)", "(1)", "A:" */
static bool take_bullet(struct refs *refs)
{
	Text rest = refs->rest, letter;

	text_take(&rest, TEXT("\xC2\xB6"));
	bool open = text_take_char(&rest, '(') || text_take_char(&rest, '[');
	if (!rest.len || !(is_bullet_letter(rest.at[0]) || (open && ascii_is_digit(rest.at[0]))))
		return false;
	letter = text_slice(rest, 0, 1);
	rest = text_from(rest, 1);
	if (open ? !text_take_char(&rest, ')') && !text_take_char(&rest, ']')
		 : !text_take_char(&rest, '.') && !text_take_char(&rest, ')') &&
		    !text_take_char(&rest, ':'))
		return false;
	text_take_char(&rest, ')');
	flush_unread(refs);
	refs->bullet = text_upper(refs->reader->arena, letter);
	refs->fresh_bullet = true;
	refs->post = NULL;
	refs->rest = rest;
	return true;
}

/* "A STATE 123": a letter alone is a bullet when a reference follows it. */
static bool take_bare_bullet(struct refs *refs)
{
	Text letter = text_slice(refs->rest, 0, 1), after = text_from(refs->rest, 1);
	struct reference_item item;

	if (!letter.len || !ascii_is_upper(letter.at[0]) || !after.len || after.at[0] != ' ')
		return false;
	reference_skip_space(refs->reader, &after);
	text_take(&after, TEXT("- "));
	if (!reference_take_item(refs->reader, &after, &item))
		return false;
	flush_unread(refs);
	refs->bullet = text_upper(refs->reader->arena, letter);
	add_item(refs, &item);
	refs->rest = after;
	return true;
}

/* "A) 6307": the cable's own post. */
static bool take_own(struct refs *refs)
{
	Text after = refs->rest;
	struct reference_item item = { .post = catalog_post(refs->reader->catalog,
					   refs->reader->cable->station.text) };

	if (!refs->fresh_bullet || !item.post || refs->unread.len ||
	    !reference_take_number(&after, &item.number) || item.number < 10 ||
	    (after.len && after.at[0] == '/'))
		return false;
	Text next = after;
	reference_skip_space(refs->reader, &next);
	if (next.len && ascii_is_letter(next.at[0]))
		return false;
	item.raw = text_slice(refs->rest, 0, refs->rest.len - after.len);
	add_item(refs, &item);
	refs->rest = after;
	return true;
}

static void mark_notal(struct refs *refs, bool all)
{
	struct cable *cable = refs->reader->cable;

	all = all && !refs->all_notal;
	refs->all_notal |= all;
	for (uint32_t i = cable->references.count; i; i--) {
		cable->references.items[i - 1].notal = true;
		if (!all)
			break;
	}
}

static void pass_word(struct refs *refs)
{
	size_t len = 0;

	while (len < refs->rest.len && !ascii_is_space(refs->rest.at[len]) &&
	    refs->rest.at[len] != ';' && refs->rest.at[len] != ',' && refs->rest.at[len] != ')' &&
	    !(len && refs->rest.at[len] == '('))
		len++;
	Text word = text_slice(refs->rest, 0, len ? len : 1), bare = word;
	text_take_char(&bare, '(');
	if (text_equal_nocase(bare, TEXT("NOTAL")))
		mark_notal(refs, text_equal_nocase(text_trim(refs->unread), TEXT("ALL")));
	if (len && !is_remark(bare))
		refs->unread = refs->unread.len ? reader_stretch(refs->unread, word) : word;
	refs->rest = text_from(refs->rest, word.len);
}

static void take_next(struct refs *refs)
{
	struct reference_item item;
	Text after = refs->rest;
	char c = refs->rest.at[0];

	if (c == '\n') {
		reference_pass_line_end(refs->reader, &refs->rest);
	} else if (c == ';') {
		flush_unread(refs);
		refs->rest = text_from(refs->rest, 1);
	} else if (take_bullet(refs) || take_bare_bullet(refs) || take_own(refs)) {
		return;
	} else if (reference_take_item(refs->reader, &after, &item)) {
		add_item(refs, &item);
		refs->rest = after;
		while (take_more(refs))
			;
	} else {
		pass_word(refs);
	}
}

void references_read(struct reader *reader, Text stretch)
{
	struct refs refs = { .reader = reader, .rest = stretch };

	if (reader->record->created.precision != PRECISION_UNKNOWN)
		refs.own_year = clock_civil(reader->record->created.seconds).year;
	while (refs.rest.len && !refs.too_many) {
		text_take_blanks(&refs.rest);
		if (refs.rest.len)
			take_next(&refs);
	}
	flush_unread(&refs);
}
