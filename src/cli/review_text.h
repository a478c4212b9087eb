/* One record as its curators see it in a terminal. */
#ifndef CLI_REVIEW_TEXT_H
#define CLI_REVIEW_TEXT_H

#include "cli/reviewing.h"

/* Head, flags and cuts, with their numbers. */
void review_put_record(struct out *out, const struct review_record *read, const struct rules *rules,
    struct arena *arena);
void review_put_json(struct out *out, const struct review_record *read);
/* The whole text, with "[[flag:words]]" and "{{cut:words}}" in it. */
void review_put_text(struct out *out, const struct review_record *read, struct arena *arena);
/* The lines in which what the public will see differs. */
enum fault review_put_diff(
    struct out *out, const struct review_record *read, struct arena *arena, struct error *err);

#endif
