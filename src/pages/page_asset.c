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

	return text_format(arena, "%s-%08x", CHANCERY_VERSION, (unsigned)all);
}

enum fault page_style(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_style_css);
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
