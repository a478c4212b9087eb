#include "pages/atom.h"

#include "base/sha256.h"
#include "pages/html.h"

/* RFC 9562, version 8: our own making, of the SHA-256 of what is named. */
void atom_put_urn(struct out *out, Text kind, Text name, struct arena *arena)
{
	char hex[SHA256_HEX_ROOM];
	Text text = text_format(arena, "chancery %.*s %.*s", TEXT_ARG(kind), TEXT_ARG(name));
	Text h = sha256_hex(sha256_of(text), hex);

	out_printf(out, "<id>urn:uuid:%.8s-%.4s-8%.3s-%c%.3s-%.12s</id>\n", h.at, h.at + 8,
	    h.at + 13, "89ab"[(unsigned char)h.at[16] % 4], h.at + 17, h.at + 20);
}

void atom_put_time(struct out *out, Moment moment)
{
	Civil c = clock_civil(moment.seconds);

	out_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute,
	    c.second);
}

void atom_put_link(struct out *out, Text rel, Text type, Text address)
{
	html_raw(out, "<link rel=\"");
	html_attr(out, rel);
	html_raw(out, "\" type=\"");
	html_attr(out, type);
	html_raw(out, "\" href=\"");
	html_attr(out, address);
	html_raw(out, "\"/>\n");
}

void atom_put_author(struct out *out, Text name)
{
	html_raw(out, "<author><name>");
	html_text(out, name);
	html_raw(out, "</name></author>\n");
}

void atom_begin(struct visit *visit, const struct atom_head *head)
{
	struct out *out = visit->out;

	html_raw(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
	atom_put_urn(out, head->kind, head->name, visit->arena);
	html_raw(out, "<title>");
	html_text(out, head->title);
	html_raw(out, "</title>\n<subtitle>");
	html_text(out, head->subtitle);
	html_raw(out, "</subtitle>\n");
	atom_put_author(out, visit_site(visit)->settings[SITE_NAME]);
	html_raw(
	    out, "<generator version=\"" CHANCERY_VERSION "\">Chancery</generator>\n<updated>");
	atom_put_time(out, head->updated);
	html_raw(out, "</updated>\n");
	atom_put_link(out, TEXT("self"), TEXT("application/atom+xml"), head->self);
	atom_put_link(out, TEXT("alternate"), TEXT("text/html"), head->page);
}
