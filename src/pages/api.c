#include "pages/api.h"

#include "base/utf8.h"
#include "pages/address.h"
#include "pages/links.h"

bool api_is_asked(const struct visit *visit)
{
	return text_starts(visit->path, TEXT("/api/"));
}

void api_put_member(struct out *out, const char *key, Text value)
{
	if (!value.len)
		return;
	out_json_key(out, key);
	out_json_text(out, value);
}

void api_put_number(struct out *out, const char *key, uint64_t number)
{
	out_json_key(out, key);
	out_json_number(out, (int64_t)number);
}

/* The path may hold anything that UTF-8 can; the sentence has been shortened, perhaps within a
 * letter. */
void api_put_problem(struct visit *visit, int status, Text title, Text sentence)
{
	struct out *out = visit->out;

	visit->content_type = TEXT("application/problem+json");
	out_json_open(out, '{');
	api_put_member(out, "type", TEXT("about:blank"));
	api_put_member(out, "title", title);
	out_json_key(out, "status");
	out_json_number(out, status);
	api_put_member(out, "detail", utf8_repair(visit->arena, sentence));
	api_put_member(out, "instance", link_encode(visit->arena, visit->path));
	out_json_close(out, '}');
	out_char(out, '\n');
}

static void put_snippet(struct out *out, const struct snippet *snippet)
{
	if (!snippet->text.len)
		return;
	out_json_key(out, "snippet");
	out_json_open(out, '{');
	api_put_member(out, "text", snippet->text);
	out_json_key(out, "marks");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < snippet->marks.count; i++)
		out_json_pair(out, snippet->marks.items[i].start, snippet->marks.items[i].length);
	out_json_close(out, ']');
	api_put_member(out, "paragraph", snippet->block);
	out_json_close(out, '}');
}

void api_put_hit(struct visit *visit, const struct hit *hit)
{
	struct out *out = visit->out;
	Text html = address_of_record(visit->arena, visit->base, hit->id);

	out_json_open(out, '{');
	api_put_member(out, "id", hit->id);
	api_put_member(out, "kind", record_kind_name(hit->kind));
	api_put_member(out, "title", hit->title);
	api_put_member(out, "created", moment_text(visit->arena, hit->created));
	api_put_member(out, "released", moment_text(visit->arena, hit->released));
	if (hit->classification != CLASS_UNKNOWN)
		api_put_member(out, "classification", classification_text(hit->classification));
	api_put_member(out, "origin", hit->origin);
	put_snippet(out, &hit->snippet);
	out_json_key(out, "links");
	out_json_open(out, '{');
	api_put_member(out, "html", html);
	api_put_member(out, "record", address_of(visit->arena, html, TEXT(".json")));
	api_put_member(out, "text", address_of(visit->arena, html, TEXT(".txt")));
	api_put_member(out, "source", address_of(visit->arena, html, TEXT("/source")));
	out_json_close(out, '}');
	out_json_close(out, '}');
}

void api_put_facet(struct visit *visit, enum facet facet, const struct facet_list *list)
{
	struct out *out = visit->out;

	out_json_open(out, '{');
	api_put_member(out, "facet", facet_field(facet));
	api_put_member(out, "heading", facet_heading(facet));
	out_json_key(out, "distinct");
	out_json_number(out, (int64_t)list->distinct);
	out_json_key(out, "values");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < list->values.count; i++) {
		const struct facet_value *value = &list->values.items[i];

		out_json_open(out, '{');
		api_put_member(out, "value", value->value);
		api_put_member(out, "label", value->label);
		out_json_key(out, "count");
		out_json_number(out, (int64_t)value->count);
		api_put_member(
		    out, "html", address_of_value(visit->arena, visit->base, facet, value->value));
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
	out_json_close(out, '}');
}
