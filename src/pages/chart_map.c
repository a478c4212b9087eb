#include "pages/chart_map.h"

#include "pages/html.h"
#include "pages/links.h"

/* Of assets/land.svg, in degrees. */
#define NORTH  84
#define WEST   (-180)
#define LEAST  7  /* radius of a dot, tenths of a degree */
#define WIDEST 60 /* of the post with most records */
#define ALONE  30 /* of one post by itself */

#define BEGIN \
	"<figure class=\"map\">\n<svg viewBox=\"0 0 360 142\" role=\"group\" aria-labelledby=\"map\">\n"
#define LAND    "<image width=\"360\" height=\"142\" href=\"/land.svg\"/>\n"
#define CAPTION "</svg>\n<figcaption id=\"map\">"
#define END     "</figcaption>\n</figure>\n"

/* The greatest whole number whose square is not above `square`. */
static uint64_t root_of(uint64_t square)
{
	uint64_t root = 0;

	while ((root + 1) * (root + 1) <= square)
		root++;
	return root;
}

static uint64_t radius_of(uint64_t count, uint64_t most)
{
	double part = most ? (double)count / (double)most : 0;
	uint64_t radius = root_of((uint64_t)(part * WIDEST * WIDEST));

	return radius < LEAST ? LEAST : radius;
}

static const struct post *post_of(const struct visit *visit, const struct facet_value *origin)
{
	const struct post *post = catalog_post_by_slug(visit->catalog, origin->value);

	return post &&
		(post->latitude < 0 || post->latitude > 0 || post->longitude < 0 ||
		    post->longitude > 0)
	    ? post
	    : NULL;
}

/* Tenths of a degree as degrees. */
static void put_tenths(struct out *out, int64_t tenths)
{
	out_number(out, tenths / 10);
	if (tenths % 10) {
		html_raw(out, ".");
		out_number(out, tenths % 10);
	}
}

static void put_circle(struct out *out, const struct post *post, uint64_t radius)
{
	html_raw(out, "<circle cx=\"");
	put_tenths(out, (int64_t)((post->longitude - WEST) * 10));
	html_raw(out, "\" cy=\"");
	put_tenths(out, (int64_t)((NORTH - post->latitude) * 10));
	html_raw(out, "\" r=\"");
	put_tenths(out, (int64_t)radius);
	html_raw(out, "\"/>");
}

static void put_dot(
    struct visit *visit, const struct post *post, const struct facet_value *origin, uint64_t most)
{
	struct out *out = visit->out;

	html_raw(out, "<a tabindex=\"-1\" href=\"");
	link_value(out, visit->arena, FACET_ORIGIN, origin->value);
	html_raw(out, "\"><title>");
	html_text(out, post->city.len ? post->city : origin->label);
	html_raw(out, ": ");
	html_number(out, origin->count);
	html_raw(out, "</title>");
	put_circle(out, post, radius_of(origin->count, most));
	html_raw(out, "</a>\n");
}

static uint32_t count_placed(const struct visit *visit, const struct facet_list *origins)
{
	uint32_t placed = 0;

	for (uint32_t i = 0; i < origins->values.count; i++)
		placed += post_of(visit, &origins->values.items[i]) != NULL;
	return placed;
}

static void put_caption(struct out *out, uint32_t placed, uint32_t all)
{
	html_number(out, placed);
	html_raw(out, " posts, by the records they sent");
	if (placed < all) {
		html_raw(out, "; ");
		html_number(out, all - placed);
		html_raw(out, " more have no place on a map");
	}
	html_raw(out, ". The same in words: <a href=\"/origin\">all posts A to Z</a>.");
}

void chart_put_map(struct visit *visit, const struct facet_list *origins)
{
	uint32_t placed = count_placed(visit, origins);
	struct out *out = visit->out;

	if (!placed)
		return;
	html_raw(out,
	    BEGIN
	    "<title>Map of the posts</title>\n<desc>The list of posts says the same in words.</desc>\n" LAND);
	/* The largest come first and lie below the others. */
	for (uint32_t i = 0; i < origins->values.count; i++) {
		const struct facet_value *origin = &origins->values.items[i];
		const struct post *post = post_of(visit, origin);

		if (post)
			put_dot(visit, post, origin, origins->values.items[0].count);
	}
	html_raw(out, CAPTION);
	put_caption(out, placed, origins->values.count);
	html_raw(out, END);
}

/* "56.9 N, 24.1 E". */
static void put_degrees(struct out *out, double degrees, char positive, char negative)
{
	int64_t tenths = (int64_t)(degrees * 10 + (degrees < 0 ? -0.5 : 0.5));

	put_tenths(out, tenths < 0 ? -tenths : tenths);
	html_raw(out, "\xC2\xB0 ");
	html_text(out, (Text){ tenths < 0 ? &negative : &positive, 1 });
}

void chart_put_place(struct visit *visit, const struct facet_value *origin)
{
	const struct post *post = post_of(visit, origin);
	struct out *out = visit->out;

	if (!post)
		return;
	html_raw(out, BEGIN "<title>Where it lies</title>\n" LAND);
	put_circle(out, post, ALONE);
	html_raw(out, CAPTION);
	html_text(out, post->city.len ? post->city : origin->label);
	html_raw(out, ", at ");
	put_degrees(out, post->latitude, 'N', 'S');
	html_raw(out, ", ");
	put_degrees(out, post->longitude, 'E', 'W');
	html_raw(out, END);
}
