/* What a container format is to intake. Inside intake/ only. */
#ifndef INTAKE_FORMAT_H
#define INTAKE_FORMAT_H

#include "intake/intake.h"

/* One reading: the file, and where its records go. */
struct reception {
	const char *path;
	const struct format *format;
	const struct catalog *catalog;
	Text forced_id; /* instead of the container's; empty: none */
	received_taker *take;
	void *context;
};

struct format {
	Text name, summary;
	/* 0 not at all to 100 surely, of the first INTAKE_HEAD bytes. */
	int (*likeness)(Text head, const struct catalog *catalog);
	/* Hands over the records in `bytes` in order; a fault of the taker ends it. */
	enum fault (*read)(const struct reception *reception, Text bytes, struct error *err);
};

extern const struct format format_page_text, format_telegram, format_narrative;

/* A record under construction out of `source`: arena begun, transcript made, what was repaired
 * noted. */
struct piece {
	struct arena arena;
	struct record record;
	Text source;
	uint32_t line; /* of the container, where the source begins */
};
enum fault piece_begin(struct piece *piece, Text source, uint32_t line, struct error *err);
void piece_end(struct piece *piece);
/* Hands the record over, or, when `reason` holds a fault, the rejection with its place. */
enum fault piece_hand_over(const struct reception *reception, const struct piece *piece,
    const struct error *reason, struct error *err);
/* Refuses a cable that no id could be made for. */
enum fault piece_check_id(const struct piece *piece, struct error *reason);

#endif
