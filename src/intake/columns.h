/* Columns: the eight that a row of a dump has, whatever separates and escapes them. Inside intake/
 * only. */
#ifndef INTAKE_COLUMNS_H
#define INTAKE_COLUMNS_H

#include "intake/format.h"
#include "intake/markup.h"

enum column {
	COLUMN_ROW, /* the dump's own number */
	COLUMN_CREATED,
	COLUMN_ID,
	COLUMN_ORIGIN,
	COLUMN_CLASSIFICATION,
	COLUMN_REFERENCES, /* ids with '|' between them */
	COLUMN_HEADER,
	COLUMN_BODY,
	COLUMN_COUNT
};

/* Where each stands in the source: bytes [from, to). */
struct columns {
	size_t from[COLUMN_COUNT], to[COLUMN_COUNT];
};

/* An odd number of backslashes stands before text[at]. */
bool is_escaped(Text text, size_t at);

typedef void column_decoder(struct decoder *decoder, size_t from, size_t to);

/* Makes the record: the transcript has the six short columns in its first line, with tabs between,
 * an empty line, the header, an empty line, the body. */
void columns_read(struct piece *piece, const struct columns *columns, column_decoder *decode,
    struct error *reason);

/* For what ends a reading in every container of this kind: the forced id, the telegram in `message`
 * (a slice of the transcript), the id checked, notes of the decoder and of a text that breaks off.
 */
enum fault decoded_read(
    struct piece *piece, const struct decoder *decoder, Text message, struct error *reason);

#endif
