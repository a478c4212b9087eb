/* A record's citation for reference managers: the same bytes at .bib, .ris and .csl and in `show`.
 */
#include "pages/pages.h"

#include "pages/citation.h"
#include "pages/record_view.h"

typedef void citation_form(struct out *out, const struct citation *citation);

void record_put_bibtex(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena)
{
	struct citation citation = citation_of(published, edition, TEXT(""), arena);

	citation_put_bibtex(out, &citation);
}

void record_put_ris(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena)
{
	struct citation citation = citation_of(published, edition, TEXT(""), arena);

	citation_put_ris(out, &citation);
}

void record_put_csl(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena)
{
	struct citation citation = citation_of(published, edition, TEXT(""), arena);

	citation_put_csl(out, &citation);
}

static enum fault answer(struct visit *visit, Text ending, citation_form *put, struct error *err)
{
	struct published published;
	struct citation citation;
	Text id;

	if (record_find(visit, ending, &id, err) != FAULT_NONE || !id.len)
		return err->fault;
	if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
		return err->fault;
	citation = citation_of(&published, visit->edition, visit->base_given, visit->arena);
	put(visit->out, &citation);
	visit->filename = record_file_name(visit, id, ending);
	return FAULT_NONE;
}

enum fault form_bibtex(struct visit *visit, struct error *err)
{
	return answer(visit, TEXT(".bib"), citation_put_bibtex, err);
}

enum fault form_ris(struct visit *visit, struct error *err)
{
	return answer(visit, TEXT(".ris"), citation_put_ris, err);
}

enum fault form_csl(struct visit *visit, struct error *err)
{
	return answer(visit, TEXT(".csl"), citation_put_csl, err);
}
