/* Rows: a file of rows that may run over many lines, cut where a row begins. What a row's beginning
 * looks like is all that is trusted, so that a damaged row costs itself and no other. Memory: one
 * row and a chunk, whatever the file's size. Inside intake/ only. */
#ifndef INTAKE_ROWS_H
#define INTAKE_ROWS_H

#include "intake/format.h"

#define ROW_HEAD 320 /* bytes from a line's start that a form may look at */

struct row_form {
	/* A row begins with this line. */
	bool (*starts)(Text line);
	/* A damaged row begins with this line, and what stands before it is whole. NULL: not told.
	 */
	bool (*damaged)(Text before, Text line);
	const char *what; /* "row of cables.csv", for sentences */
};

/* A split (format.h): each row is put without the line end behind it; what is no row is rejected.
 */
enum fault rows_split(struct intake *intake, struct feed *feed, const struct format *format,
    const struct row_form *form, struct error *err);

#endif
