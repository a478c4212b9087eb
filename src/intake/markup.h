/* Markup: a byte range of a source becomes text, and every place where the two run apart is a shift
 * of the transcript (I2). No library does this: an HTML or XML parser gives the decoded text and
 * forgets at which byte it stood, so the few rules that the pages need are written here: entities,
 * tags, anchors that are only a pilcrow, line ends that a dump has escaped. Inside intake/ only. */
#ifndef INTAKE_MARKUP_H
#define INTAKE_MARKUP_H

#include "record/transcript.h"

/* A transcript under construction. Puts go forward in the source; bad UTF-8, NUL and CR are
 * repaired on the way as transcript_of does. */
struct decoder {
	Text source;
	struct arena *arena;
	char *bytes; /* the text so far: bytes[0, len) */
	size_t len, room;
	ARRAY(struct shift) shifts;
	struct repairs repairs;
	uint32_t backslashes;   /* line ends that lost one */
	size_t first_backslash; /* text offset */
};

/* FAULT_TOO_LARGE over RECORD_LIMIT. */
enum fault decoder_begin(
    struct decoder *decoder, Text source, struct arena *arena, struct error *err);
/* source[from, to) as it is. */
void decoder_copy(struct decoder *decoder, size_t from, size_t to);
/* One code point that source[from, to) stands for; what is none becomes U+FFFD. */
void decoder_point(struct decoder *decoder, int32_t point, size_t from);
/* A sign that the source does not have, between two pieces of it. */
void decoder_insert(struct decoder *decoder, char sign);
/* Ends the line, and adds an empty one unless there is nothing before it. */
void decoder_gap(struct decoder *decoder);
/* Leaves out a backslash at source[at], which escapes the line end behind it. */
void decoder_backslash(struct decoder *decoder);
Text decoder_text(const struct decoder *decoder, size_t from);
size_t decoder_source(const struct decoder *decoder, size_t at);
/* Takes back what stands behind text offset `len`. */
void decoder_cut(struct decoder *decoder, size_t len);
/* The transcript, with its lines. */
enum fault decoder_end(struct decoder *decoder, struct transcript *transcript, struct error *err);

/* source[from, to) as HTML: entities, tags of elements that a text has; other '<' and '&' stay.
 * Backslashes before a line end go. */
void markup_decode(struct decoder *decoder, size_t from, size_t to);

/* One tag; all slices of the source. */
struct markup_tag {
	Text name, attributes;
	size_t from, to; /* "<" and behind ">" */
	bool closing;
};

/* Reads the tag that begins at source[at]. False when none does. Cost: the tag's length. */
bool markup_tag_read(Text source, size_t at, struct markup_tag *tag);
/* The next tag of that name, opening or closing as asked for by "td" or "/td", from `at` on. */
bool markup_tag_find(Text source, size_t at, Text name, struct markup_tag *tag);
/* Its value, without quotes, entities as they are; at NULL when there is none. */
Text markup_attribute(const struct markup_tag *tag, Text name);

#endif
