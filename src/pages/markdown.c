/* The tree that cmark read is changed before it is written: no text is ever pasted into HTML. What
 * is added are nodes whose own markup is made of literals and slugs. */
#include "pages/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "edition/site.h"
#include "pages/links.h"

#define SLUG_LIMIT 60
#define LEVEL_MOST 6

typedef ARRAY(cmark_node *) NodeList;

struct work {
	struct visit *visit;
	cmark_node *root;
	/* In order of their ends; what is in a link, or an image that becomes one, apart. */
	NodeList texts, headings, images, linked_images;
	TextList slugs;
	uint32_t links;
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the text of this page");
}

static const char *string(struct work *work, Text text)
{
	const char *at = text_string(work->visit->arena, text);

	return at ? at : "";
}

/* Nodes are gathered first: a tree must not change under its iterator. */
static void gather(struct work *work)
{
	struct arena *arena = work->visit->arena;
	cmark_iter *iter = cmark_iter_new(work->root);
	unsigned links = 0;
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter), **place = NULL;
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
			links += event == CMARK_EVENT_ENTER ? 1u : -1u;
		if (type == CMARK_NODE_TEXT && !links)
			place = array_add(&work->texts, arena);
		else if (type == CMARK_NODE_HEADING && event == CMARK_EVENT_ENTER)
			place = array_add(&work->headings, arena);
		else if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT)
			place = array_add(links ? &work->linked_images : &work->images, arena);
		if (place)
			*place = node;
	}
	cmark_iter_free(iter);
}

static void move_children(cmark_node *from, cmark_node *to)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(from)))
		cmark_node_append_child(to, child);
}

/* --- headings --- */

/* As deep as they are written, but below the page's own and without a gap. */
static void set_levels(struct work *work, int top)
{
	int least = LEVEL_MOST, before = top - 1;

	for (uint32_t i = 0; i < work->headings.count; i++) {
		int level = cmark_node_get_heading_level(work->headings.items[i]);

		least = level < least ? level : least;
	}
	for (uint32_t i = 0; i < work->headings.count; i++) {
		cmark_node *heading = work->headings.items[i];
		int level = cmark_node_get_heading_level(heading) - least + top;

		level = level > before + 1 ? before + 1 : level;
		before = level > LEVEL_MOST ? LEVEL_MOST : level;
		cmark_node_set_heading_level(heading, before);
	}
}

static Text words_of(struct work *work, cmark_node *heading)
{
	cmark_iter *iter = cmark_iter_new(heading);
	Text words = { 0 };

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		const char *literal = cmark_node_get_literal(cmark_iter_get_node(iter));

		if (literal && words.len < SLUG_LIMIT)
			words = text_format(
			    work->visit->arena, "%.*s %.*s", TEXT_ARG(words), SLUG_LIMIT, literal);
	}
	cmark_iter_free(iter);
	return words;
}

/* Empty where the words make none that an address can have, or one that is there already. */
static Text slug_of(struct work *work, cmark_node *heading)
{
	static const Text taken[] = { TEXT_INIT("main"), TEXT_INIT("q") };
	Text slug =
	    text_slice(text_slug(work->visit->arena, words_of(work, heading)), 0, SLUG_LIMIT);

	for (size_t i = 0; i < slug.len; i++)
		if ((unsigned char)slug.at[i] >= 0x80)
			return (Text){ 0 };
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (text_equal(slug, taken[i]))
			return (Text){ 0 };
	for (uint32_t i = 0; i < work->slugs.count; i++)
		if (text_equal(slug, work->slugs.items[i]))
			return (Text){ 0 };
	return slug;
}

static void name_heading(struct work *work, cmark_node *heading)
{
	Text slug = slug_of(work, heading);
	Text *place = slug.len ? array_add(&work->slugs, work->visit->arena) : NULL;
	cmark_node *span;

	if (!place)
		return;
	*place = slug;
	span = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
	cmark_node_set_on_enter(span,
	    string(work, text_format(work->visit->arena, "<span id=\"%.*s\">", TEXT_ARG(slug))));
	cmark_node_set_on_exit(span, "</span>");
	move_children(heading, span);
	cmark_node_append_child(heading, span);
}

/* --- images --- */

/* There is no link inside a link: only the words stay. */
static void reduce(cmark_node *image)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(image)))
		cmark_node_insert_before(image, child);
	cmark_node_free(image);
}

static void unpicture(cmark_node *image)
{
	cmark_node *link = cmark_node_new(CMARK_NODE_LINK), *text;

	cmark_node_set_url(link, cmark_node_get_url(image));
	move_children(image, link);
	if (!cmark_node_first_child(link)) {
		text = cmark_node_new(CMARK_NODE_TEXT);
		cmark_node_set_literal(text, cmark_node_get_url(image));
		cmark_node_append_child(link, text);
	}
	cmark_node_replace(image, link);
	cmark_node_free(image);
}

/* --- record ids --- */

static void put_text(struct work *work, cmark_node *before, Text text)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(node, string(work, text));
	cmark_node_insert_before(before, node);
}

static void put_link(struct work *work, cmark_node *before, const struct mention *mention)
{
	struct arena *arena = work->visit->arena;
	Text path = link_record_path(arena, mention->id);
	cmark_node *link = cmark_node_new(CMARK_NODE_LINK), *text = cmark_node_new(CMARK_NODE_TEXT);

	if (mention->part.len)
		path = text_format(arena, "%.*s#%.*s", TEXT_ARG(path), TEXT_ARG(mention->part));
	cmark_node_set_url(link, string(work, path));
	cmark_node_set_literal(text, string(work, mention->shown));
	cmark_node_append_child(link, text);
	cmark_node_insert_before(before, link);
	work->links++;
}

static bool is_linked(const struct work *work, const struct mention *mention)
{
	return work->links < MARKDOWN_LINKS && edition_holds(work->visit->edition, mention->id);
}

/* Brackets go where there is no link, too: they are the curator's sign, not the reader's. */
static void link_text(struct work *work, cmark_node *node)
{
	Text text = text_copy(work->visit->arena, text_of(cmark_node_get_literal(node)));
	struct mention mention;
	size_t at = 0, from = 0;

	while (mention_find(text, at, work->visit->arena, &mention)) {
		at = mention.at + mention.len;
		if (mention.len == mention.shown.len && !is_linked(work, &mention))
			continue;
		put_text(work, node, text_slice(text, from, mention.at - from));
		if (is_linked(work, &mention))
			put_link(work, node, &mention);
		else
			put_text(work, node, mention.shown);
		from = at;
	}
	if (from)
		cmark_node_set_literal(node, string(work, text_from(text, from)));
}

/* --- the whole --- */

static void change(struct work *work, enum markdown_use use)
{
	cmark_consolidate_text_nodes(work->root);
	gather(work);
	set_levels(work, use == MARKDOWN_PAGE ? 1 : 2);
	for (uint32_t i = 0; use == MARKDOWN_PART && i < work->texts.count; i++)
		link_text(work, work->texts.items[i]);
	for (uint32_t i = 0; i < work->headings.count; i++)
		name_heading(work, work->headings.items[i]);
	for (uint32_t i = 0; i < work->linked_images.count; i++)
		reduce(work->linked_images.items[i]);
	for (uint32_t i = 0; i < work->images.count; i++)
		unpicture(work->images.items[i]);
}

enum fault markdown_put(
    struct visit *visit, Text markdown, enum markdown_use use, struct error *err)
{
	struct work work = { .visit = visit };
	char *html = NULL;

	work.root =
	    cmark_parse_document(markdown.at ? markdown.at : "", markdown.len, CMARK_OPT_DEFAULT);
	if (!work.root)
		return no_memory(err);
	change(&work, use);
	if (!visit->arena->failed)
		html = cmark_render_html(work.root, CMARK_OPT_DEFAULT);
	cmark_node_free(work.root);
	if (!html)
		return no_memory(err);
	out_put(visit->out, text_of(html));
	free(html);
	return FAULT_NONE;
}
