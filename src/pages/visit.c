#include "pages/visit.h"

#include "base/url.h"

Text visit_param(const struct visit *visit, Text name)
{
	Text rest = visit->query, key, value;

	while (query_take(&rest, visit->arena, &key, &value))
		if (text_equal(key, name))
			return value.at ? value : TEXT("");
	return (Text){ 0 };
}

void visit_stream(struct visit *visit, struct stream stream)
{
	stream_end(&visit->stream);
	visit->stream = stream;
}

void visit_redirect(struct visit *visit, int status, Text location)
{
	visit->status = status;
	visit->location = location;
	out_reset(visit->out);
}
