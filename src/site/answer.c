/* One visit, one answer, whatever happens. Faults of the archive itself are told in general words:
 * a path of this machine is no reader's business. */
#include "pages/links.h"
#include "pages/pages.h"
#include "site/site.h"

#define TAG_DIGITS 16

/* What a reader is told of a fault. */
static Text sentence_of(const struct error *err)
{
	switch (err->fault) {
	case FAULT_IO:
	case FAULT_CORRUPT:
	case FAULT_TOO_NEW:
	case FAULT_NO_SPACE:
	case FAULT_DENIED:
		return TEXT("what was asked for could not be read from the archive");
	case FAULT_NO_MEMORY:
	case FAULT_INTERRUPTED:
		return TEXT("there is not enough room to answer just now");
	default:
		return text_of(err->text);
	}
}

static void answer_fault(struct visit *visit, const struct error *err)
{
	int status = fault_http_status(err->fault);

	stream_end(&visit->stream);
	visit->failure = *err;
	page_fault(visit, status, sentence_of(err));
}

/* "/origin/" is "/origin": only when that has a route, so that nothing else is redirected anywhere.
 */
static bool redirect_slash(struct visit *visit)
{
	Text path = visit->path, holes[HOLES_LIMIT];

	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	if (path.len == visit->path.len || !site_match(path, holes))
		return false;
	path = link_encode(visit->arena, path);
	if (visit->query.len)
		path =
		    text_format(visit->arena, "%.*s?%.*s", TEXT_ARG(path), TEXT_ARG(visit->query));
	visit_redirect(visit, 308, path);
	return true;
}

/* An asset asked for with the version of now. */
static bool is_for_ever(const struct visit *visit, const struct route *route)
{
	Text version = visit->query;

	return route->use & ROUTE_ASSET && visit->status == 200 &&
	    text_take(&version, TEXT("v=")) && text_equal(version, asset_version(visit->arena));
}

void site_answer(struct visit *visit)
{
	const struct route *route = site_match(visit->path, visit->holes);
	struct error err = { 0 };

	visit->status = 200;
	visit->content_type = TEXT("text/html; charset=utf-8");
	if (!route) {
		if (!redirect_slash(visit))
			page_fault(visit, 404, TEXT("there is no page at this address"));
		return;
	}
	visit->pattern = route->pattern;
	visit->content_type = text_of(route->content_type);
	if (route->page(visit, &err) == FAULT_NONE)
		out_check(visit->out, "the page", &err);
	if (err.fault == FAULT_NONE && visit->arena->failed)
		fail(&err, FAULT_NO_MEMORY, "the page needs more memory than one answer may take");
	if (err.fault != FAULT_NONE)
		answer_fault(visit, &err);
	if (is_for_ever(visit, route))
		visit->life = LIFE_FOR_EVER;
}

Text site_tag(const struct edition *edition, struct arena *arena)
{
	Text hash = edition_facts(edition)->hash, assets = asset_version(arena);
	char hex[SHA256_HEX_ROOM];
	Text tag = sha256_hex(
	    sha256_of(text_format(arena, "%.*s %.*s", TEXT_ARG(hash), TEXT_ARG(assets))), hex);

	return text_copy(arena, text_slice(tag, 0, TAG_DIGITS));
}
