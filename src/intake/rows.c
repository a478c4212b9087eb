/* The window holds the part that is looked at; `seen` bytes of it are known to begin no other. */
#include "intake/rows.h"

enum stretch { STRETCH_ROW, STRETCH_NONE, STRETCH_REJECTED };

struct cutter {
	struct intake *intake;
	struct feed *feed;
	const struct format *format;
	const struct row_form *form;
	enum stretch part, next; /* of the window's beginning, and of what stands behind the cut */
};

static Text line_head(const struct feed *feed, size_t at)
{
	return text_slice(feed_window(feed), at, ROW_HEAD);
}

/* Does something else begin with the line at window[at]? */
static bool begins_other(struct cutter *cutter, size_t at)
{
	Text head = line_head(cutter->feed, at);

	if (cutter->form->starts(head)) {
		cutter->next = STRETCH_ROW;
		return true;
	}
	cutter->next = STRETCH_NONE;
	return cutter->part == STRETCH_ROW && cutter->form->damaged &&
	    cutter->form->damaged(text_slice(feed_window(cutter->feed), 0, at), head);
}

/* The row is too long to be kept: says so once, and drops what has been seen. */
static enum fault give_up(struct cutter *cutter, size_t *seen, struct error *err)
{
	struct error reason = { 0 };
	enum fault fault = FAULT_NONE;

	fail(&reason, FAULT_TOO_LARGE, "a %s of more than %u bytes", cutter->form->what,
	    RECORD_LIMIT);
	if (cutter->part != STRETCH_REJECTED)
		fault = splitter_reject(cutter->intake, cutter->feed->line, &reason, err);
	cutter->part = STRETCH_REJECTED;
	feed_drop(cutter->feed, *seen);
	*seen = 0;
	return fault;
}

/* Finds where the part at the window's beginning ends. */
static enum fault find_end(struct cutter *cutter, size_t *end, struct error *err)
{
	enum fault fault = FAULT_NONE;
	size_t seen = 0;

	while (fault == FAULT_NONE) {
		Text window = feed_window(cutter->feed);
		size_t at = text_find_char(text_from(window, seen), '\n');

		if (at == TEXT_NONE && cutter->feed->ended) {
			*end = window.len;
			return FAULT_NONE;
		}
		seen = at == TEXT_NONE ? window.len : seen + at + 1;
		fault = feed_fill(cutter->feed, seen + ROW_HEAD, err);
		if (fault == FAULT_NONE && at != TEXT_NONE && begins_other(cutter, seen)) {
			*end = seen;
			return FAULT_NONE;
		}
		if (fault == FAULT_NONE && seen > RECORD_LIMIT)
			fault = give_up(cutter, &seen, err);
	}
	return fault;
}

static enum fault reject(struct cutter *cutter, Text part, struct error *err)
{
	struct error reason = { 0 };

	if (cutter->part == STRETCH_REJECTED || !text_trim(part).len)
		return FAULT_NONE;
	fail(&reason, FAULT_BAD_INPUT, "no %s begins here; left out to the next one",
	    cutter->form->what);
	return splitter_reject(cutter->intake, cutter->feed->line, &reason, err);
}

static Text without_line_end(Text row)
{
	while (row.len && (row.at[row.len - 1] == '\n' || row.at[row.len - 1] == '\r'))
		row.len--;
	return row;
}

static enum fault take_part(struct cutter *cutter, struct error *err)
{
	size_t end;
	enum fault fault = find_end(cutter, &end, err);

	if (fault != FAULT_NONE)
		return fault;
	Text part = text_slice(feed_window(cutter->feed), 0, end);
	fault = cutter->part == STRETCH_ROW ? splitter_put(cutter->intake, cutter->format,
						  without_line_end(part), cutter->feed->line, err)
					    : reject(cutter, part, err);
	feed_drop(cutter->feed, end);
	cutter->part = cutter->next;
	return fault;
}

enum fault rows_split(struct intake *intake, struct feed *feed, const struct format *format,
    const struct row_form *form, struct error *err)
{
	struct cutter cutter = { .intake = intake, .feed = feed, .format = format, .form = form };
	enum fault fault = feed_fill(feed, ROW_HEAD, err);

	if (fault == FAULT_NONE && text_starts(feed_window(feed), TEXT("\xEF\xBB\xBF")))
		feed_drop(feed, 3);
	cutter.part = form->starts(line_head(feed, 0)) ? STRETCH_ROW : STRETCH_NONE;
	while (fault == FAULT_NONE) {
		fault = feed_fill(feed, 1, err);
		if (fault != FAULT_NONE || !feed_window(feed).len)
			break;
		fault = take_part(&cutter, err);
	}
	return fault;
}
