/* What a container format is to intake. Inside intake/ only. */
#ifndef INTAKE_FORMAT_H
#define INTAKE_FORMAT_H

#include "intake/feed.h"
#include "intake/intake.h"

/* A record under construction out of `source`. */
struct piece {
	struct arena arena;
	const char *path;
	uint32_t line; /* of the container, where the source begins */
	Text source;
	const struct format *format;
	const struct catalog *catalog;
	Text forced_id; /* instead of the container's; empty: none */
	Text within;    /* of splitter_put_within; empty: nothing */
	struct record record;
};

struct format {
	Text name, summary;
	/* 0 not at all to 100 surely, of the first INTAKE_HEAD bytes. NULL: only inside others. */
	int (*likeness)(Text head, const struct catalog *catalog);
	/* Cuts a container into its records by splitter_put. NULL: the whole file is one record. */
	enum fault (*split)(struct intake *intake, struct feed *feed, struct error *err);
	/* Reads piece->source into piece->record; a fault in `reason` rejects it. Runs in any
	 * thread. */
	void (*read)(struct piece *piece, struct error *reason);
};

extern const struct format format_page_text, format_telegram, format_narrative;
extern const struct format format_mirror_page, format_cables_csv, format_dump_row;
extern const struct format format_tei;
extern const struct format format_nara, format_plusd, format_jsonl;

/* For split: one record's bytes (copied), and the line of the container where they begin. */
enum fault splitter_put(struct intake *intake, const struct format *format, Text source,
    uint32_t line, struct error *err);
/* The same, with what the container says once for all its records, such as a volume's name. */
enum fault splitter_put_within(struct intake *intake, const struct format *format, Text within,
    Text source, uint32_t line, struct error *err);
/* For split: of the settings. */
const struct catalog *splitter_catalog(const struct intake *intake);
/* For split: a part of the container that is no record, and why. */
enum fault splitter_reject(
    struct intake *intake, uint32_t line, const struct error *reason, struct error *err);

/* For read: makes the transcript of the source and notes what was repaired. */
enum fault piece_transcribe(struct piece *piece, struct error *reason);
/* For read: notes what a transcript that was made otherwise had to replace. */
void piece_note_repairs(struct piece *piece, const struct repairs *repairs);
/* For read: an id of an archive that writes the year out and adds a letter or a number of its own,
 * "1976STATE311722_b", becomes the record's in the canonical form, with a note when that differs.
 */
void piece_take_long_id(struct piece *piece, Text written);
/* For read: refuses a record that no id could be made for. */
enum fault piece_check_id(const struct piece *piece, struct error *reason);

/* Looks at the head of a feed, finds its format and splits it. intake.c. */
enum fault intake_read_feed(struct intake *intake, struct feed *feed, struct error *err);
/* Reads a member of an archive as a file of its own, named `name` ("a.zip: b.txt"). What it holds
 * may be no archive. A fault is one that ends it all, as of intake_read. */
enum fault intake_read_member(
    struct intake *intake, const char *name, struct feed *feed, struct error *err);
/* A member that is not read, and why. */
enum fault intake_reject_member(
    struct intake *intake, const char *name, const struct error *reason, struct error *err);

#endif
