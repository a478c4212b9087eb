/* What the build embeds of assets/curate/ (tools/embed). */
#ifndef CURATE_EMBEDDED_H
#define CURATE_EMBEDDED_H

#include "base/text.h"

extern const Text embedded_curate_css, embedded_curate_js;

#endif
