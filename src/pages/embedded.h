/* What the build embeds of assets/ (tools/embed). */
#ifndef PAGES_EMBEDDED_H
#define PAGES_EMBEDDED_H

#include "base/text.h"

extern const Text embedded_style_css, embedded_favicon_svg, embedded_land_svg, embedded_robots_txt,
    embedded_openapi_json, embedded_keys_js;
extern const Text embedded_understanding_cables_md, embedded_citing_md, embedded_searching_md,
    embedded_community_md, embedded_faq_md, embedded_glossary_md, embedded_about_md;

#endif
