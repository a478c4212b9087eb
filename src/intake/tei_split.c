/* The volume goes by as a stream; what is held is one document. Documents do not lie in each other:
 * where one begins within another, the other was never closed, and is handed over as far as it
 * goes. */
#include <libxml/parser.h>

#include "intake/tei.h"

#define VOLUME_LIMIT 60

struct splitter {
	struct intake *intake;
	struct feed *feed;
	size_t at; /* in the window, of what comes next */
	char volume[VOLUME_LIMIT];
	size_t volume_length;
	bool volume_said, root_seen;
	bool inside;   /* a document, whose bytes begin the window */
	bool too_long; /* it is, and has been rejected; its end is still looked for */
	unsigned divs; /* open ones within it, itself counted */
	uint32_t documents;
};

static void set_volume(struct splitter *splitter, Text name)
{
	name = text_slice(name, 0, VOLUME_LIMIT);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		splitter->volume[i] = ascii_is_letter(c) || ascii_is_digit(c) ? c : '-';
	}
	splitter->volume_length = name.len;
}

/* "volumes/frus1969-76v24.xml", "frus.zip: frus1969-76v24.xml": the part before the dot. */
static void set_volume_by_path(struct splitter *splitter, Text path)
{
	for (size_t i = path.len; i-- > 0;)
		if (path.at[i] == '/' || path.at[i] == ' ') {
			path = text_from(path, i + 1);
			break;
		}
	path = text_slice(path, 0, text_find_char(path, '.'));
	set_volume(splitter, path.len ? path : TEXT("volume"));
}

static enum fault put(struct splitter *splitter, size_t length, struct error *err)
{
	Text source = text_slice(feed_window(splitter->feed), 0, length);

	splitter->documents++;
	return splitter_put_within(splitter->intake, &format_tei,
	    (Text){ splitter->volume, splitter->volume_length }, source, splitter->feed->line, err);
}

static void drop(struct splitter *splitter, size_t length)
{
	feed_drop(splitter->feed, length);
	splitter->at -= length;
}

static enum fault reject(struct splitter *splitter, const char *why, struct error *err)
{
	struct error reason = { 0 };

	fail(&reason, FAULT_BAD_INPUT, "%s", why);
	splitter->documents++;
	return splitter_reject(splitter->intake, splitter->feed->line, &reason, err);
}

/* The document is the window up to `length`. */
static enum fault end_document(struct splitter *splitter, size_t length, struct error *err)
{
	bool whole = !splitter->too_long;
	enum fault fault = whole ? put(splitter, length, err) : FAULT_NONE;

	splitter->inside = splitter->too_long = false;
	splitter->divs = 0;
	drop(splitter, length);
	return fault;
}

static enum fault begin_document(
    struct splitter *splitter, const struct tei_token *tag, struct error *err)
{
	enum fault fault = splitter->inside ? end_document(splitter, tag->at, err) : FAULT_NONE;

	if (!splitter->inside && splitter->at > tag->whole.len)
		drop(splitter, splitter->at - tag->whole.len);
	splitter->inside = true;
	splitter->divs = 1;
	return fault;
}

static bool is_document(const struct tei_token *tag)
{
	return tag->kind == TEI_START &&
	    text_equal(tei_attribute(tag, TEXT("type")), TEXT("document"));
}

/* splitter->at is behind `tag`. */
static enum fault take_tag(
    struct splitter *splitter, const struct tei_token *tag, struct error *err)
{
	if (!splitter->root_seen && tag->kind == TEI_START) {
		Text id = tei_attribute(tag, TEXT("id"));

		splitter->root_seen = true;
		if (id.len && text_equal(tag->name, TEXT("TEI")))
			set_volume(splitter, id);
	}
	if (!text_equal(tag->name, TEXT("div")))
		return FAULT_NONE;
	if (is_document(tag))
		return begin_document(splitter, tag, err);
	if (!splitter->inside || tag->kind == TEI_EMPTY)
		return FAULT_NONE;
	if (tag->kind == TEI_START)
		splitter->divs++;
	else if (--splitter->divs == 0)
		return end_document(splitter, splitter->at, err);
	return FAULT_NONE;
}

/* What lies before `at` is wanted only of a document that is not too long. */
static enum fault let_go(struct splitter *splitter, struct error *err)
{
	enum fault fault = FAULT_NONE;

	if (splitter->inside && !splitter->too_long) {
		if (splitter->at <= RECORD_LIMIT)
			return FAULT_NONE;
		fault = reject(splitter, "a document of more than 16 MiB", err);
		splitter->too_long = true;
	}
	drop(splitter, splitter->at);
	return fault;
}

/* Skips text up to the next '<', or all that there is. */
static enum fault skip_text(struct splitter *splitter, struct error *err)
{
	Text rest = text_from(feed_window(splitter->feed), splitter->at);
	size_t len = text_find_char(rest, '<');

	splitter->at += len == TEXT_NONE ? rest.len : len;
	return let_go(splitter, err);
}

static enum fault take_markup(struct splitter *splitter, struct error *err)
{
	struct tei_look look = { 0 };
	struct feed *feed = splitter->feed;

	for (;;) {
		Text rest = text_from(feed_window(feed), splitter->at);
		size_t len = tei_markup_length(rest, &look);

		if (len == TEXT_NONE && feed->ended)
			len = rest.len;
		if (len != TEXT_NONE) {
			struct tei_token tag = tei_token_of(text_slice(rest, 0, len), splitter->at);
			splitter->at += len;
			return tag.name.len ? take_tag(splitter, &tag, err) : FAULT_NONE;
		}
		if (rest.len > RECORD_LIMIT)
			return fail(err, FAULT_TOO_LARGE,
			    "line %u of '%s': a piece of markup has no end within %u MiB",
			    feed->line, feed->name, RECORD_LIMIT >> 20);
		if (feed_fill(feed, feed_window(feed).len + 1, err) != FAULT_NONE)
			return err->fault;
	}
}

static enum fault scan(struct splitter *splitter, struct error *err)
{
	enum fault fault = FAULT_NONE;

	while (fault == FAULT_NONE) {
		fault = feed_fill(splitter->feed, splitter->at + 9, err);
		Text rest = text_from(feed_window(splitter->feed), splitter->at);
		if (fault != FAULT_NONE || !rest.len)
			return fault;
		fault = rest.at[0] == '<' ? take_markup(splitter, err) : skip_text(splitter, err);
		if (fault == FAULT_NONE && splitter->at)
			fault = let_go(splitter, err);
	}
	return fault;
}

enum fault tei_split(struct intake *intake, struct feed *feed, struct error *err)
{
	struct splitter splitter = { .intake = intake, .feed = feed };

	xmlInitParser(); /* before any thread reads */
	set_volume_by_path(&splitter, text_of(feed->name));
	enum fault fault = scan(&splitter, err);
	if (fault == FAULT_NONE && splitter.inside && !splitter.too_long)
		fault = reject(
		    &splitter, "the file ends within a document: its div is not closed", err);
	if (fault == FAULT_NONE && !splitter.documents)
		fault = fail(err, FAULT_BAD_INPUT,
		    "'%s' holds no document: no div of type \"document\"", feed->name);
	return fault;
}
