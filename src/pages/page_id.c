/* Anything that looks like an id leads to its record. */
#include "pages/pages.h"

#include "pages/links.h"
#include "pages/record_view.h"

enum fault page_id(struct visit *visit, struct error *err)
{
	Text id;

	if (record_find(visit, TEXT(""), &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	visit_redirect(visit, 301, link_record_path(visit->arena, id));
	return FAULT_NONE;
}
