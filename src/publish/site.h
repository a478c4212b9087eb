/* The site of an archive as its curator writes it: ARCHIVE/site/settings.txt, about.md and
 * articles/NAME.md, plain files whose form stands in docs/formats/site.md. Here they become what
 * the edition carries. */
#ifndef PUBLISH_SITE_H
#define PUBLISH_SITE_H

#include "edition/site.h"

#define SITE_FOLDER         "site"
#define SITE_SETTINGS_LIMIT ((size_t)64 << 10) /* bytes of settings.txt */

/* Makes ARCHIVE/site with a settings.txt that explains itself and sets nothing; a file that is
 * there stays as it is. */
enum fault site_make(const char *archive, struct error *err);

/* Reads ARCHIVE/site into the arena; without that folder it is the default. What breaks a rule is
 * FAULT_BAD_INPUT with file, line and a sentence. */
enum fault site_compose(
    const char *archive, struct arena *arena, struct site *site, struct error *err);

#endif
