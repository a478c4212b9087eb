/* A file's head, its form, its records. */
#include "intake/intake.h"

#include <stdlib.h>

#include "base/out.h"
#include "intake/archive.h"
#include "intake/format.h"
#include "intake/pipeline.h"

#define LIKENESS_LEAST 30

struct intake {
	struct intake_settings settings;
	struct pipeline *pipeline;
	const char *path;            /* what is read now */
	const struct format *format; /* of what is read now */
	bool in_archive;
	uint64_t passed;         /* of the files before */
	const struct feed *feed; /* of the file that is read now, or NULL */
};

/* The settings are copied: a caller may make them on the spot. */
struct intake *intake_open(const struct intake_settings *settings, struct error *err)
{
	struct intake *intake = calloc(1, sizeof *intake);

	if (intake) {
		intake->settings = *settings;
		intake->pipeline = pipeline_open(&intake->settings, err);
		if (intake->pipeline)
			return intake;
	}
	free(intake);
	fail(err, FAULT_NO_MEMORY, "no memory left to begin reading");
	return NULL;
}

enum fault intake_close(struct intake *intake, struct error *err)
{
	if (!intake)
		return FAULT_NONE;
	enum fault fault = pipeline_close(intake->pipeline, err);
	free(intake);
	return fault;
}

uint64_t intake_passed(const struct intake *intake)
{
	return intake->passed + (intake->feed ? intake->feed->passed : 0);
}

enum fault splitter_put(struct intake *intake, const struct format *format, Text source,
    uint32_t line, struct error *err)
{
	return splitter_put_within(intake, format, (Text){ 0 }, source, line, err);
}

enum fault splitter_put_within(struct intake *intake, const struct format *format, Text within,
    Text source, uint32_t line, struct error *err)
{
	return pipeline_put(intake->pipeline,
	    &(struct parcel){ .path = intake->path,
		.line = line,
		.format = format,
		.source = source,
		.within = within },
	    err);
}

const struct catalog *splitter_catalog(const struct intake *intake)
{
	return intake->settings.catalog;
}

enum fault splitter_reject(
    struct intake *intake, uint32_t line, const struct error *reason, struct error *err)
{
	return pipeline_put(intake->pipeline,
	    &(struct parcel){
		.path = intake->path, .line = line, .format = intake->format, .reason = reason },
	    err);
}

/* --- what form it has --- */

static bool is_control(unsigned char c)
{
	return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
}

/* More than one byte in ten is a control sign, or one in a hundred a NUL. */
static bool looks_binary(Text head)
{
	size_t nuls = 0, controls = 0;

	for (size_t i = 0; i < head.len; i++) {
		nuls += head.at[i] == '\0';
		controls += is_control((unsigned char)head.at[i]);
	}
	return nuls * 100 > head.len || controls * 10 > head.len;
}

static const struct format *find_best(Text head, const struct catalog *catalog)
{
	const struct format *best = NULL;
	int most = LIKENESS_LEAST - 1;

	for (const struct format *const *format = format_list(); *format; format++) {
		int likeness = (*format)->likeness(head, catalog);

		if (likeness > most) {
			most = likeness;
			best = *format;
		}
	}
	return best;
}

static enum fault unknown_form(const char *name, struct error *reason)
{
	struct out names;

	out_begin(&names, 1000);
	for (const struct format *const *format = format_list(); *format; format++)
		out_printf(&names, "%s%.*s", names.len ? ", " : "", TEXT_ARG((*format)->name));
	fail(reason, FAULT_BAD_INPUT, "'%s' has no known form; --format forces one of: %.*s", name,
	    TEXT_ARG(out_text(&names)));
	out_end(&names);
	return FAULT_BAD_INPUT;
}

/* Tells the format of what is in the window, or why there is none. */
static enum fault tell_format(struct intake *intake, const struct feed *feed, struct error *reason)
{
	Text head = text_slice(feed_window(feed), 0, INTAKE_HEAD);

	intake->format = intake->settings.format;
	if (!head.len)
		return fail(reason, FAULT_BAD_INPUT, "'%s' is empty", feed->name);
	if (looks_binary(head))
		return fail(reason, FAULT_BAD_INPUT, "'%s' looks like a binary file", feed->name);
	if (!intake->format)
		intake->format = find_best(head, intake->settings.catalog);
	return intake->format ? FAULT_NONE : unknown_form(feed->name, reason);
}

/* --- reading --- */

static enum fault put_whole(struct intake *intake, struct feed *feed, struct error *reason)
{
	Text all;
	enum fault fault = feed_rest(feed, RECORD_LIMIT, &all, reason);

	return fault != FAULT_NONE ? fault : splitter_put(intake, intake->format, all, 1, reason);
}

enum fault intake_read_feed(struct intake *intake, struct feed *feed, struct error *reason)
{
	enum fault fault = feed_fill(feed, INTAKE_HEAD, reason);

	/* What is packed looks binary, so this comes first. */
	if (fault == FAULT_NONE && archive_is(text_slice(feed_window(feed), 0, INTAKE_HEAD)))
		return intake->in_archive
		    ? fail(reason, FAULT_BAD_INPUT,
			  "'%s' is an archive within an archive; unpack it first", feed->name)
		    : archive_split(intake, feed, reason);
	if (fault == FAULT_NONE)
		fault = tell_format(intake, feed, reason);
	if (fault != FAULT_NONE)
		return fault;
	return intake->format->split ? intake->format->split(intake, feed, reason)
				     : put_whole(intake, feed, reason);
}

/* A file that cannot be read is a rejection in its place in the order; what broke the taker, and an
 * interrupt, end it all. */
static enum fault settle(
    struct intake *intake, enum fault fault, const struct error *reason, struct error *err)
{
	if (fault == FAULT_NONE)
		return FAULT_NONE;
	if (pipeline_broken(intake->pipeline) || fault == FAULT_INTERRUPTED)
		return fail(err, fault, "%s", reason->text);
	return splitter_reject(intake, 0, reason, err);
}

/* Takes the feed, however opening it went, and closes it. */
static enum fault read_and_close(struct intake *intake, struct feed *feed, enum fault opened,
    struct error *reason, struct error *err)
{
	intake->feed = feed;
	enum fault fault = opened == FAULT_NONE ? intake_read_feed(intake, feed, reason) : opened;

	fault = settle(intake, fault, reason, err);
	intake->feed = NULL;
	intake->passed += feed->size > feed->passed ? feed->size : feed->passed;
	feed_close(feed);
	return fault;
}

enum fault intake_read(struct intake *intake, const char *path, struct error *err)
{
	struct error reason = { 0 };
	struct feed feed;

	intake->path = path;
	intake->format = NULL;
	enum fault opened = feed_open(&feed, path, &reason);
	return read_and_close(intake, &feed, opened, &reason, err);
}

enum fault intake_read_bytes(struct intake *intake, const char *path, Text bytes, struct error *err)
{
	struct error reason = { 0 };
	struct feed feed;

	intake->path = path;
	intake->format = NULL;
	enum fault opened = feed_of(&feed, path, bytes, &reason);
	return read_and_close(intake, &feed, opened, &reason, err);
}

/* --- members of archives --- */

enum fault intake_reject_member(
    struct intake *intake, const char *name, const struct error *reason, struct error *err)
{
	return pipeline_put(
	    intake->pipeline, &(struct parcel){ .path = name, .reason = reason }, err);
}

enum fault intake_read_member(
    struct intake *intake, const char *name, struct feed *feed, struct error *err)
{
	const char *path = intake->path;
	struct error reason = { 0 };

	intake->path = name;
	intake->format = NULL;
	intake->in_archive = true;
	enum fault fault = settle(intake, intake_read_feed(intake, feed, &reason), &reason, err);
	intake->in_archive = false;
	intake->format = NULL;
	intake->path = path;
	return fault;
}
