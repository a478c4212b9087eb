/* How much there is to read: bytes of the files that were named, and of those in folders. */
#ifndef CLI_EXTENT_H
#define CLI_EXTENT_H

#include "cli/commands.h"

#define FOLDER_DEPTH 32

/* Of the operands from the second on; 0 when standard input is among them. What cannot be looked at
 * counts nothing: reading tells of it. */
uint64_t extent_of(const struct call *call);

#endif
