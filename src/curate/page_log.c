/* The log of all decisions, the newest first. */
#include <inttypes.h>

#include "curate/entries.h"
#include "curate/pages.h"

#define ENTRIES_OF_PAGE 100

static void put_pager(struct sheet *sheet, uint64_t page, uint64_t pages)
{
	struct out *out = sheet->out;

	html_raw(out, "<nav class=\"pager\" aria-label=\"Pages\">\n<p>Page ");
	html_number(out, page);
	html_raw(out, " of ");
	html_number(out, pages);
	if (page > 1)
		out_printf(out, " <a href=\"/log?page=%" PRIu64 "\">newer</a>", page - 1);
	if (page < pages)
		out_printf(out, " <a href=\"/log?page=%" PRIu64 "\">older</a>", page + 1);
	html_raw(out, "</p>\n</nav>\n");
}

enum fault page_log(struct sheet *sheet, struct error *err)
{
	uint64_t page = sheet_number(sheet, TEXT("page")), pages, last;
	struct entries entries;

	if (entries_count(sheet, TEXT(""), &entries, err) != FAULT_NONE)
		return err->fault;
	pages = (entries.count + ENTRIES_OF_PAGE - 1) / ENTRIES_OF_PAGE;
	if (!page || page > pages)
		page = 1;
	last = entries.count - (page - 1) * ENTRIES_OF_PAGE;
	sheet_begin(sheet, TEXT("Log"), TEXT("/log"));
	html_raw(sheet->out, "<h1>Log of decisions: ");
	put_count(sheet->out, entries.count, "entry", "entries");
	html_raw(sheet->out,
	    "</h1>\n<p class=\"note\">Each is chained to the one before; <code>chancery log "
	    "verify</code> proves it.</p>\n");
	if (entries.count) {
		uint64_t first = last > ENTRIES_OF_PAGE ? last - ENTRIES_OF_PAGE + 1 : 1;

		if (entries_put(sheet, TEXT(""), first, last - first + 1, err) != FAULT_NONE)
			return err->fault;
		put_pager(sheet, page, pages);
	}
	sheet_end(sheet);
	return FAULT_NONE;
}
