/* A row of the database dump, columns between tabs, a backslash before every line end inside:
 *
 *   12345 TAB 2009-03-04 09:15:00 TAB 09ROME9 TAB Embassy Rome TAB UNCLASSIFIED TAB
 * 08STATE1|09ROME2 TAB HEADER TAB BODY
 *
 * The number may be missing. Inside a page its signs are those of HTML. Inside intake/ only. */
#ifndef INTAKE_DUMP_ROW_H
#define INTAKE_DUMP_ROW_H

#include "intake/columns.h"

/* Does a row begin here? Its id in *id (may be NULL). Reads raw tabs only. */
bool dump_row_starts(Text line, Text *id);
/* Where the columns of the row source[from, to) are. False when fewer than seven are there. */
bool dump_row_columns(Text source, size_t from, size_t to, struct columns *columns);

#endif
