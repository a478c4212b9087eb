/* The files that are the same for every edition. */
#include "pages/pages.h"

#include "pages/embedded.h"

static uint64_t word_at(const char *at)
{
	uint64_t word = 0;

	for (unsigned i = 0; i < 8; i++)
		word |= (uint64_t)(unsigned char)at[i] << 8 * i;
	return word;
}

/* FNV-1a, but by eight bytes, since every page says it: to tell one version from another, not to
 * resist anybody. */
static uint64_t hash(uint64_t hash, Text text)
{
	for (; text.len >= 8; text = text_from(text, 8))
		hash = (hash ^ word_at(text.at)) * 0x100000001B3u;
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3u;
	return hash ^ hash >> 32;
}

Text asset_version(struct arena *arena)
{
	uint64_t all = hash(hash(0xCBF29CE484222325u, embedded_style_css), embedded_favicon_svg);

	all = hash(all, embedded_keys_js);
	return text_format(arena, "%s-%08x", CHANCERY_VERSION, (unsigned)all);
}

enum fault page_style(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_style_css);
	return FAULT_NONE;
}

enum fault page_keys(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_keys_js);
	return FAULT_NONE;
}

Text colours_version(struct visit *visit)
{
	const struct site *site = visit_site(visit);
	Text light = site->settings[SITE_ACCENT], dark = site->settings[SITE_ACCENT_DARK];

	if (!light.len && !dark.len)
		return (Text){ 0 };
	return text_format(
	    visit->arena, "%.*s-%.*s", TEXT_ARG(text_from(light, 1)), TEXT_ARG(text_from(dark, 1)));
}

/* On screens only: the stylesheet prints in black. */
static void put_colour(struct out *out, const char *scheme, Text colour)
{
	if (colour.len)
		out_printf(out,
		    "@media screen and (prefers-color-scheme: %s) { :root { --link: %.*s; --rule: %.*s; } }\n",
		    scheme, TEXT_ARG(colour), TEXT_ARG(colour));
}

enum fault page_colours(struct visit *visit, struct error *err)
{
	const struct site *site = visit_site(visit);
	Text version = visit->query;

	(void)err;
	put_colour(visit->out, "light", site->settings[SITE_ACCENT]);
	put_colour(visit->out, "dark", site->settings[SITE_ACCENT_DARK]);
	if (text_take(&version, TEXT("v=")) && text_equal(version, colours_version(visit)))
		visit->life = LIFE_FOR_EVER;
	return FAULT_NONE;
}

enum fault page_robots(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_robots_txt);
	/* Sitemaps are named by whole addresses only. */
	if (visit->base.len)
		out_printf(visit->out, "Sitemap: %.*s/sitemap.xml\n", TEXT_ARG(visit->base));
	return FAULT_NONE;
}

enum fault page_favicon(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_favicon_svg);
	return FAULT_NONE;
}

enum fault page_land(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_land_svg);
	return FAULT_NONE;
}
