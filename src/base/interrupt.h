/* SIGINT and SIGTERM as a flag that long work looks at between two records. */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

#include "base/error.h"

void interrupt_watch(void); /* once, in main; a second signal of a kind kills */
bool interrupted(void);
/* Waits until one arrives. */
void interrupt_wait(void);
/* FAULT_INTERRUPTED with a sentence when one arrived, FAULT_NONE otherwise. */
enum fault interrupt_check(struct error *err);

#endif
