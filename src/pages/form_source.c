/* The bytes of a record as received (I2). They may be anything, so they are never served as a page.
 */
#include "pages/pages.h"

#include "base/utf8.h"
#include "pages/record_view.h"

enum fault form_source(struct visit *visit, struct error *err)
{
	Text id, source;
	bool is_text;

	if (record_find(visit, TEXT("/source"), &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	if (edition_source(visit->edition, id, visit->arena, &source, err) != FAULT_NONE)
		return err->fault;
	is_text = utf8_find_bad(source) == TEXT_NONE;
	out_put(visit->out, source);
	visit->content_type =
	    is_text ? TEXT("text/plain; charset=utf-8") : TEXT("application/octet-stream");
	visit->filename =
	    record_file_name(visit, id, is_text ? TEXT(".source.txt") : TEXT(".source"));
	return FAULT_NONE;
}
