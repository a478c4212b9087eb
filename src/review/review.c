/* Opening an archive to curate it, and one record as a curator sees it. */
#include <stdlib.h>

#include "base/files.h"
#include "record/codec.h"
#include "record/reference_id.h"
#include "review/internal.h"

#define RULES_FOLDER "rules"

static enum fault open_rules(struct review *review, struct error *err)
{
	struct arena arena;
	const char *folder;

	arena_begin(&arena, 0);
	folder = path_join(&arena, review->archive, RULES_FOLDER);
	if (!folder)
		fail(err, FAULT_NO_MEMORY, "no memory left to open the rules");
	else
		review->rules = rules_open(file_exists(folder) ? folder : NULL, err);
	arena_end(&arena);
	if (review->rules)
		review->flagger = flagger_open(review->rules, err);
	return err->fault;
}

struct review *review_open(
    const char *archive, struct vault *vault, const struct catalog *catalog, struct error *err)
{
	struct review *review = calloc(1, sizeof *review);

	if (!review) {
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", archive);
		return NULL;
	}
	*review = (struct review){ .archive = archive, .vault = vault, .catalog = catalog };
	review->packer = packer_begin(err);
	if (review->packer && open_rules(review, err) == FAULT_NONE)
		return review;
	review_close(review);
	return NULL;
}

void review_close(struct review *review)
{
	if (!review)
		return;
	index_close(review->index);
	edition_close(review->edition);
	flagger_close(review->flagger);
	rules_close(review->rules);
	packer_end(review->packer);
	free(review);
}

const struct rules *review_rules(const struct review *review)
{
	return review->rules;
}

/* --- one record --- */

enum fault review_read_revision(struct review *review, Text id, uint32_t revision,
    struct arena *arena, struct record **record, struct error *err)
{
	struct packed_content packed;
	Text structure, text, source;

	if (vault_packed(review->vault, id, revision, arena, &packed, err) != FAULT_NONE ||
	    content_unpack(&packed, review->packer, arena, &structure, &text, &source, err) !=
		FAULT_NONE)
		return err->fault;
	*record = record_from_json(structure, text, arena, err);
	return *record ? FAULT_NONE : err->fault;
}

enum fault review_read_cuts(struct review *review, Text id, uint32_t revision, struct arena *arena,
    CutList *cuts, struct error *err)
{
	VaultCutList list;
	enum fault fault = vault_cuts(review->vault, id, revision, arena, &list, err);

	*cuts = (CutList){ 0 };
	for (uint32_t i = 0; fault == FAULT_NONE && i < list.count; i++) {
		struct cut *cut = array_add(cuts, arena);

		if (!cut)
			return fail(err, FAULT_NO_MEMORY, "no memory left for the cuts of '%.*s'",
			    TEXT_ARG(id));
		*cut = (struct cut){ list.items[i].span, list.items[i].code, list.items[i].whole };
	}
	return fault;
}

/* As typed, or as the id that the typed words mean. */
static enum fault find_holding(struct review *review, Text typed, struct arena *arena,
    struct holding *holding, struct error *err)
{
	struct error first = { 0 }, second = { 0 };
	Moment now = clock_now();
	Text guess;

	if (vault_find(review->vault, typed, now, arena, holding, &first) == FAULT_NONE)
		return FAULT_NONE;
	guess = first.fault == FAULT_NOT_FOUND ? reference_id_guess(typed, arena) : (Text){ 0 };
	if (guess.len &&
	    vault_find(review->vault, guess, now, arena, holding, &second) == FAULT_NONE)
		return FAULT_NONE;
	return fail(err, first.fault, "%s", first.text);
}

static enum fault read_shown(
    struct review *review, struct arena *arena, struct review_record *read, struct error *err)
{
	struct record *shown;
	CutList cuts;

	read->shown = read->record;
	if (!read->cuts.count)
		return FAULT_NONE;
	if (review_read_cuts(review, read->holding.id, read->revision, arena, &cuts, err) !=
		FAULT_NONE ||
	    redact_record(read->record, &cuts, review->catalog, arena, &shown, err) != FAULT_NONE)
		return err->fault;
	read->shown = shown;
	return FAULT_NONE;
}

enum fault review_read(struct review *review, Text id, uint32_t revision, struct arena *arena,
    struct review_record *read, struct error *err)
{
	struct review_record found = { .revision = revision };
	struct record *record;

	if (find_holding(review, id, arena, &found.holding, err) != FAULT_NONE)
		return err->fault;
	id = found.holding.id;
	if (!revision)
		found.revision = found.holding.revisions;
	if (review_read_revision(review, id, found.revision, arena, &record, err) != FAULT_NONE)
		return err->fault;
	found.record = record;
	if (vault_flags(review->vault, id, found.revision, arena, &found.flags, &found.rules,
		err) != FAULT_NONE ||
	    vault_cuts(review->vault, id, found.revision, arena, &found.cuts, err) != FAULT_NONE ||
	    read_shown(review, arena, &found, err) != FAULT_NONE)
		return err->fault;
	*read = found;
	return FAULT_NONE;
}
