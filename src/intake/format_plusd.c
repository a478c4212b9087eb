/* A page of the Public Library of US Diplomacy: a table "synopsis" of keys and values, then the
 * text in one or two <pre>. The transcript has a line "Key: value" for each, an empty line, the
 * text. */
#include "intake/markup.h"
#include "intake/nara.h"
#include "telegram/tags.h"

#define KEYS_MOST  200
#define TEXTS_MOST 16

struct pair {
	Span key, value; /* of the text so far */
};

struct page {
	struct decoder decoder;
	ARRAY(struct pair) pairs;
	size_t at;    /* of the source: what was not walked yet */
	size_t start; /* text offset at which the message begins */
};

/* --- walking --- */

static bool has_class(const struct markup_tag *tag, Text wanted)
{
	Text classes = markup_attribute(tag, TEXT("class")), word;

	while ((word = text_cut_word(&classes)).len)
		if (text_equal_nocase(word, wanted))
			return true;
	return false;
}

/* The next opening tag of that class, of any element. */
static bool find_class(Text source, size_t at, Text wanted, struct markup_tag *tag)
{
	while (at < source.len) {
		size_t next = text_find_char(text_from(source, at), '<');

		if (next == TEXT_NONE)
			return false;
		at += next;
		if (markup_tag_read(source, at, tag) && !tag->closing && has_class(tag, wanted))
			return true;
		at++;
	}
	return false;
}

/* Decodes the text between two tags in one line. */
static Span put_inner(struct decoder *decoder, size_t from, size_t to)
{
	size_t start = decoder->len;

	while (from < to && ascii_is_space(decoder->source.at[from]))
		from++;
	markup_decode(decoder, from, to);
	for (size_t i = start; i < decoder->len; i++)
		if (ascii_is_space(decoder->bytes[i]))
			decoder->bytes[i] = ' ';
	Text text = decoder_text(decoder, start);
	decoder_cut(decoder, decoder->len - (text.len - text_trim_end(text).len));
	return (Span){ (uint32_t)start, (uint32_t)(decoder->len - start) };
}

/* From behind an opening tag to its end, or to `stop` where it has none. */
static size_t end_of(Text source, const struct markup_tag *tag, size_t stop, size_t *next)
{
	static const struct {
		Text name, end;
	} ends[] = { { TEXT_INIT("div"), TEXT_INIT("/div") }, { TEXT_INIT("td"), TEXT_INIT("/td") },
		{ TEXT_INIT("span"), TEXT_INIT("/span") },
		{ TEXT_INIT("pre"), TEXT_INIT("/pre") } };
	struct markup_tag end;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_equal_nocase(tag->name, ends[i].name) &&
		    markup_tag_find(text_slice(source, 0, stop), tag->to, ends[i].end, &end)) {
			*next = end.to;
			return end.from;
		}
	*next = stop;
	return stop;
}

/* "Date:" -> "Date". */
static Span without_colon(const struct decoder *decoder, Span key)
{
	Text text = text_slice(decoder_text(decoder, 0), key.start, key.length);

	if (text_ends(text, TEXT(":")))
		key.length--;
	return key;
}

static void put_pairs(struct page *page)
{
	struct decoder *decoder = &page->decoder;
	Text source = decoder->source;
	struct markup_tag key, value, following;
	size_t next = 0;

	while (page->pairs.count < KEYS_MOST && find_class(source, page->at, TEXT("s_key"), &key) &&
	    find_class(source, key.to, TEXT("s_val"), &value)) {
		struct pair *pair = array_add(&page->pairs, decoder->arena);
		Span read = put_inner(decoder, key.to, end_of(source, &key, value.from, &next));

		read = without_colon(decoder, read);
		decoder_cut(decoder, read.start + read.length);
		decoder_insert(decoder, ':');
		decoder_insert(decoder, ' ');
		bool more = find_class(source, value.to, TEXT("s_key"), &following) ||
		    markup_tag_find(source, value.to, TEXT("pre"), &following);
		size_t end = end_of(source, &value, more ? following.from : source.len, &next);
		Span said = put_inner(decoder, value.to, end);
		decoder_insert(decoder, '\n');
		page->at = next;
		if (pair)
			*pair = (struct pair){ read, said };
	}
}

static bool is_key_block(Text text)
{
	return text_find(text_slice(text, 0, 4096), TEXT("BEGIN PGP PUBLIC KEY BLOCK")) !=
	    TEXT_NONE;
}

/* The same words, whatever blanks lie between them: a page may show a text twice. */
static bool same_words(Text a, Text b)
{
	for (;;) {
		Text first = text_cut_word(&a), second = text_cut_word(&b);

		if (!first.len || !second.len)
			return !first.len && !second.len;
		if (!text_equal(first, second))
			return false;
	}
}

static void put_texts(struct page *page)
{
	struct decoder *decoder = &page->decoder;
	Text source = decoder->source;
	struct markup_tag tag;
	size_t last = 0;

	page->start = decoder->len;
	for (unsigned i = 0; i < TEXTS_MOST && page->at < source.len &&
	     markup_tag_find(source, page->at, TEXT("pre"), &tag);
	     i++) {
		size_t end = end_of(source, &tag, source.len, &page->at);

		if (is_key_block(text_slice(source, tag.to, end - tag.to)))
			continue;
		size_t border = decoder->len;
		decoder_gap(decoder);
		size_t from = decoder->len;
		markup_decode(decoder, tag.to, end);
		Text read = decoder_text(decoder, from);
		if (last &&
		    same_words(text_slice(decoder_text(decoder, 0), last, border - last), read))
			decoder_cut(decoder, border);
		else if (!last)
			page->start = last = from;
	}
}

/* --- the record --- */

static Text value_of(const struct page *page, const struct transcript *transcript, Text key)
{
	for (uint32_t i = 0; i < page->pairs.count; i++) {
		const struct pair *pair = &page->pairs.items[i];

		if (text_equal_nocase(transcript_slice(transcript, pair->key), key))
			return text_trim(transcript_slice(transcript, pair->value));
	}
	return (Text){ 0 };
}

/* "2010 February 26, 11:30 (Friday)"; midnight stands for no time at all. */
static bool date_read(Text text, Moment *moment)
{
	Civil civil = { 0 };
	uint64_t day;
	int hour, minute;
	enum precision precision = PRECISION_DAY;

	if (!text_take_number(&text, 4, 1966, 2100, &civil.year) || !text_take_blanks(&text))
		return false;
	civil.month = clock_month(text_slice(text, 0, 3));
	while (text.len && ascii_is_letter(text.at[0]))
		text = text_from(text, 1);
	if (!civil.month || !text_take_blanks(&text) || !text_take_digits(&text, 2, &day) ||
	    !clock_is_date(civil.year, civil.month, (int)day))
		return false;
	civil.day = (int)day;
	text_take_char(&text, ',');
	text_take_blanks(&text);
	if (text_take_number(&text, 2, 0, 23, &hour) && text_take_char(&text, ':') &&
	    text_take_number(&text, 2, 0, 59, &minute) && (hour || minute)) {
		civil.hour = hour;
		civil.minute = minute;
		precision = PRECISION_MINUTE;
	}
	*moment = moment_of(civil, precision);
	return true;
}

static Field read_otherwise(const struct transcript *transcript, Text written, Text read)
{
	Field field = transcript_field(transcript, written);

	field.text = read;
	return written.len ? field : (Field){ 0 };
}

static void set_top_box(struct piece *piece, const struct page *page)
{
	struct record *record = &piece->record;
	const struct transcript *transcript = &record->transcript;
	struct top_box *box = &record->top_box;
	Text id = value_of(page, transcript, TEXT("Canonical ID"));
	Text date = value_of(page, transcript, TEXT("Date"));
	Text class = value_of(page, transcript, TEXT("Original Classification"));
	Text markings = value_of(page, transcript, TEXT("Markings"));
	enum classification read = catalog_classification(piece->catalog, class, TEXT("line"));
	int day, month, year;
	Moment moment;

	if (id.len)
		box->id = transcript_field(transcript, id);
	box->row_line = 1;
	if (date_read(date, &moment))
		box->created = read_otherwise(transcript, date, moment_text(&piece->arena, moment));
	if (read != CLASS_UNKNOWN)
		box->classification = read_otherwise(transcript, class, classification_text(read));
	Text stamp = nara_find_date(markings, &day, &month, &year);
	if (stamp.len) {
		record->stated_release =
		    moment_of((Civil){ .year = year, .month = month, .day = day }, PRECISION_DAY);
		box->released = read_otherwise(
		    transcript, stamp, moment_text(&piece->arena, record->stated_release));
	}
	piece_take_long_id(piece, id);
}

static uint32_t last_line(const struct transcript *transcript, uint32_t line)
{
	uint32_t last = transcript->lines.count;

	while (last >= line && !text_trim(transcript_get_line(transcript, last)).len)
		last--;
	return last;
}

static void read_text(struct piece *piece, const struct page *page, struct error *reason)
{
	const struct transcript *transcript = &piece->record.transcript;
	Text head = value_of(page, transcript, TEXT("TAGS"));
	uint32_t first = transcript_line(transcript, (uint32_t)page->start);
	uint32_t last = last_line(transcript, first);

	set_top_box(piece, page);
	if (piece->forced_id.len)
		piece->record.id = text_copy(&piece->arena, piece->forced_id);
	if (page->start >= transcript->text.len || last < first)
		first = last = 0;
	if (nara_text_read(piece, first, last, reason) != FAULT_NONE)
		return;
	if (!piece->record.tags.count)
		tags_of_container(&piece->record, head, piece->catalog, &piece->arena);
	piece_check_id(piece, reason);
}

static void read_page(struct piece *piece, struct error *reason)
{
	struct page page = { 0 };

	if (decoder_begin(&page.decoder, piece->source, &piece->arena, reason) != FAULT_NONE)
		return;
	put_pairs(&page);
	if (!page.pairs.count) {
		fail(reason, FAULT_BAD_INPUT,
		    "no table of keys and values (s_key, s_val), as a page of PlusD has it");
		return;
	}
	put_texts(&page);
	/* Signs of ours at the end would lead behind the page's own end. */
	Text all = decoder_text(&page.decoder, 0);
	decoder_cut(&page.decoder, text_trim_end(all).len);
	if (decoder_end(&page.decoder, &piece->record.transcript, reason) != FAULT_NONE)
		return;
	piece_note_repairs(piece, &page.decoder.repairs);
	read_text(piece, &page, reason);
}

static int likeness(Text head, const struct catalog *catalog)
{
	(void)catalog;
	return (text_find(head, TEXT("s_key")) != TEXT_NONE ? 60 : 0) +
	    (text_find(head, TEXT("synopsis")) != TEXT_NONE ? 40 : 0);
}

const struct format format_plusd = {
	TEXT_INIT("plusd"),
	TEXT_INIT("a page of the Public Library of US Diplomacy"),
	likeness,
	NULL,
	read_page,
};
