/* A file of several archival telegrams is cut where a line cannot be of the document before it: a
 * first page behind the attributes or of another number, a title "Message Text", a second block of
 * attributes. What is held is one document. */
#include "intake/nara.h"

#include <string.h>

#include "base/out.h"

#define SERIAL_MOST 40

struct cutter {
	struct intake *intake;
	struct out document;
	struct nara_state state;
	uint32_t line;            /* of the document's first byte */
	size_t top;               /* where the page begins that the last lines may be the top of */
	uint32_t top_line;        /* its line; 0: the last line is none of a top */
	bool top_fed;             /* a form feed stands there */
	char serial[SERIAL_MOST]; /* of the first page */
	size_t serial_len;
};

static enum fault put_document(struct cutter *cutter, size_t end, struct error *err)
{
	struct error reason = { 0 };
	Text document = text_slice(out_text(&cutter->document), 0, end);

	if (cutter->document.fault == FAULT_NO_MEMORY)
		return out_check(&cutter->document, "a document", err);
	if (cutter->document.fault != FAULT_NONE) {
		fail(
		    &reason, FAULT_TOO_LARGE, "a document of more than %u MiB", RECORD_LIMIT >> 20);
		return splitter_reject(cutter->intake, cutter->line, &reason, err);
	}
	for (size_t i = 0; i < document.len; i++)
		if (!ascii_is_space(document.at[i]) && document.at[i] != '\f')
			return splitter_put(
			    cutter->intake, &format_nara, document, cutter->line, err);
	return FAULT_NONE;
}

/* The document ends at byte `end` of what is held, which is line `line` of the file. */
static enum fault cut(struct cutter *cutter, size_t end, uint32_t line, struct error *err)
{
	enum fault fault = put_document(cutter, end, err);
	Text held = out_text(&cutter->document);
	size_t rest = cutter->document.fault == FAULT_NONE ? held.len - end : 0;

	if (rest)
		memmove(cutter->document.bytes, cutter->document.bytes + end, rest);
	out_reset(&cutter->document);
	cutter->document.len = rest;
	cutter->state = (struct nara_state){ 0 };
	cutter->serial_len = 0;
	cutter->line = line;
	cutter->top = 0;
	return fault;
}

static bool is_same(const struct cutter *cutter, const struct nara_line *line)
{
	return text_equal((Text){ cutter->serial, cutter->serial_len }, line->serial);
}

/* A class word above PAGE 01 is the new page's, and so is what a form feed begins. */
static void notice_top(struct cutter *cutter, const struct nara_line *line, uint32_t number)
{
	bool above =
	    line->kind == NARA_BLANK || line->kind == NARA_CLASS || line->kind == NARA_STAMP;

	if (!above || (cutter->state.attributes && line->kind == NARA_STAMP)) {
		cutter->top_line = line->feed ? number : 0;
		cutter->top_fed = line->feed;
	} else if (line->feed || (!cutter->top_fed && line->kind == NARA_CLASS)) {
		cutter->top_line = number;
		cutter->top_fed = line->feed;
	} else {
		return;
	}
	cutter->top = cutter->document.len;
}

static enum fault take_line(struct cutter *cutter, Text text, uint32_t number, struct error *err)
{
	struct nara_line line;
	enum fault fault = FAULT_NONE;

	nara_line_read(text, &line);
	if (nara_begins(&cutter->state, &line, is_same(cutter, &line))) {
		bool top = line.kind == NARA_PAGE && cutter->top_line;

		fault = cut(cutter, top ? cutter->top : cutter->document.len,
		    top ? cutter->top_line : number, err);
	}
	notice_top(cutter, &line, number);
	nara_step(&cutter->state, &line);
	if (line.kind == NARA_PAGE && !cutter->serial_len && line.serial.len <= SERIAL_MOST) {
		memcpy(cutter->serial, line.serial.at, line.serial.len);
		cutter->serial_len = line.serial.len;
	}
	out_put(&cutter->document, text);
	return fault;
}

enum fault nara_split(struct intake *intake, struct feed *feed, struct error *err)
{
	struct cutter cutter = { .intake = intake, .line = feed->line };
	enum fault fault = FAULT_NONE;
	Text line;

	out_begin(&cutter.document, RECORD_LIMIT);
	while (fault == FAULT_NONE) {
		fault = feed_line(feed, LINE_LIMIT, &line, err);
		if (fault != FAULT_NONE || !line.len)
			break;
		fault = take_line(&cutter, line, feed->line, err);
		feed_drop(feed, line.len);
	}
	if (fault == FAULT_NONE)
		fault = put_document(&cutter, cutter.document.len, err);
	out_end(&cutter.document);
	return fault;
}
