/* How good the rules are: precision and recall over labelled texts (tests/flags). */
#ifndef CLI_FLAGS_MEASURE_H
#define CLI_FLAGS_MEASURE_H

#include "catalog/catalog.h"
#include "flags/flags.h"

/* Reads the files *.txt of `folder`. "=== title" begins a text of its own; "{{rule:words}}" labels
 * what that rule must find, "{{who:name}}" a name that a mark belongs to ("{{who,rule:name}}"
 * both). A label is found when one flag of its rule covers it; a flag is right when it touches a
 * label of its rule. Puts a table, by rule and over all. FAULT_BAD_INPUT names the place of a wrong
 * label. */
enum fault flags_measure(const char *folder, const struct rules *rules,
    const struct catalog *catalog, struct out *out, struct error *err);

#endif
