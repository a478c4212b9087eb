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

/* For split: one record's bytes (copied), and the line of the container where they begin. */
enum fault splitter_put(struct intake *intake, const struct format *format, Text source,
    uint32_t line, struct error *err);
/* For split: a part of the container that is no record, and why. */
enum fault splitter_reject(
    struct intake *intake, uint32_t line, const struct error *reason, struct error *err);

/* For read: makes the transcript of the source and notes what was repaired. */
enum fault piece_transcribe(struct piece *piece, struct error *reason);
/* For read: refuses a record that no id could be made for. */
enum fault piece_check_id(const struct piece *piece, struct error *reason);

/* Looks at the head of a feed, finds its format and splits it. intake.c. */
enum fault intake_read_feed(struct intake *intake, struct feed *feed, struct error *err);

#endif
