/* The files that are the same for every edition. */
#include "pages/pages.h"

#include "pages/embedded.h"

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
	return FAULT_NONE;
}

enum fault page_favicon(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_favicon_svg);
	return FAULT_NONE;
}
