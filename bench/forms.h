/* The three forms in which a collection is written: row of a dump, mirror page, bare telegram. */
#ifndef BENCH_FORMS_H
#define BENCH_FORMS_H

#include "bench/cable.h"

typedef void form_writer(struct out *out, const struct facts *facts, Text header, Text message);

/* One row of cables.csv: eight columns in quotes, escaped by backslash. */
form_writer put_csv_row;
/* A page of the mirror as of August 2011, its navigation left small. */
form_writer put_mirror_page;
form_writer put_telegram;

#endif
