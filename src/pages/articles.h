/* Articles: what curators wrote about records (edition/site.h). They cite records by id; here is
 * the way back. */
#ifndef PAGES_ARTICLES_H
#define PAGES_ARTICLES_H

#include "edition/site.h"
#include "pages/visit.h"

/* Below the list of a record's own links: the articles that cite it. Nothing where there are none.
 */
void articles_put_citing(struct visit *visit, Text id);
/* The last `most` articles as a list; nothing where there are none. */
void articles_put_latest(struct visit *visit, uint32_t most);

#endif
