/* The pairs of a draft: made, or taken over from a publish that was killed. */
#include "edition/draft_internal.h"

#include <assert.h>

#include "base/files.h"

static const struct finished *find_finished(const struct draft *draft)
{
	for (uint32_t i = 0; i < draft->finished.count; i++)
		if (draft->finished.items[i].number == draft->number)
			return &draft->finished.items[i];
	return NULL;
}

bool draft_finished(const struct draft *draft, struct draft_finished *finished)
{
	const struct finished *found = find_finished(draft);

	if (found)
		*finished = found->about;
	return found != NULL;
}

static enum fault add_pair(struct draft *draft, const struct finished *finished, struct error *err)
{
	if (draft_add_file(draft, &finished->index, err) != FAULT_NONE ||
	    draft_add_file(draft, &finished->records, err) != FAULT_NONE)
		return err->fault;
	draft->number++;
	return FAULT_NONE;
}

enum fault draft_take(struct draft *draft, bool *taken, struct error *err)
{
	const struct finished *finished = find_finished(draft);

	assert(finished && !draft->pair.writer);
	if (finished_holds(draft->folder, finished, taken, err) != FAULT_NONE)
		return err->fault;
	return *taken ? add_pair(draft, finished, err) : FAULT_NONE;
}

enum fault draft_pair_begin(
    struct draft *draft, Text rule, const char **index_path, struct error *err)
{
	struct pair *pair = &draft->pair;
	struct arena *arena = &draft->arena;

	assert(!pair->writer);
	/* What was found under this number is not what comes. */
	if (finished_remove(draft->folder, draft->number, err) != FAULT_NONE)
		return err->fault;
	*pair = (struct pair){ .made.number = draft->number };
	pair->made.about.list = pair_list_begin(rule);
	pair->made.index.name = index_file_name(draft->number, arena);
	pair->made.records.name = records_file_name(draft->number, arena);
	if (arena->failed)
		return draft_no_memory(draft, err);
	if (!index_number(pair->made.index.name))
		return fail(err, FAULT_TOO_LARGE, "'%s' has no number left for a next file",
		    draft->public_folder);
	pair->index_path = path_join(arena, draft->folder, pair->made.index.name.at);
	pair->records_path = path_join(arena, draft->folder, pair->made.records.name.at);
	if (!pair->index_path || !pair->records_path)
		return draft_no_memory(draft, err);
	pair->writer = records_writer_open(pair->records_path, err);
	if (!pair->writer)
		return err->fault;
	*index_path = pair->index_path;
	return FAULT_NONE;
}

enum fault draft_add(struct draft *draft, const struct draft_record *record, struct error *err)
{
	struct draft_finished *about = &draft->pair.made.about;

	assert(draft->pair.writer);
	about->list = pair_list_add(about->list, record->id, record->key);
	about->records++;
	return records_writer_add(draft->pair.writer, record, err);
}

enum fault draft_pair_seal_records(struct draft *draft, struct error *err)
{
	struct pair *pair = &draft->pair;
	Text name = pair->made.records.name;
	enum fault fault;

	assert(pair->writer);
	fault = records_writer_seal(pair->writer, &draft->arena, &pair->made.records, err);
	pair->made.records.name = name;
	records_writer_close(pair->writer);
	pair->writer = NULL;
	return fault;
}

static enum fault look_at_index(struct draft *draft, struct error *err)
{
	struct manifest_file *index = &draft->pair.made.index;
	char hex[SHA256_HEX_ROOM];
	Sha256 hash;

	if (file_hash(draft->pair.index_path, &hash, &index->size, err) != FAULT_NONE)
		return err->fault;
	index->records = draft->pair.made.records.records;
	index->sha256 = text_copy(&draft->arena, sha256_hex(hash, hex));
	return index->sha256.len ? FAULT_NONE : draft_no_memory(draft, err);
}

static void forget_found(struct draft *draft)
{
	for (uint32_t i = 0; i < draft->finished.count; i++)
		if (draft->finished.items[i].number == draft->number)
			draft->finished.items[i] = draft->finished.items[--draft->finished.count];
}

enum fault draft_pair_end(struct draft *draft, enum pair_end end, struct error *err)
{
	struct finished *made = &draft->pair.made, *place;

	if (draft->pair.writer && draft_pair_seal_records(draft, err) != FAULT_NONE)
		return err->fault;
	made->about.end = end;
	if (look_at_index(draft, err) != FAULT_NONE ||
	    finished_write(draft->folder, made, err) != FAULT_NONE)
		return err->fault;
	forget_found(draft);
	place = array_add(&draft->finished, &draft->arena);
	if (!place)
		return draft_no_memory(draft, err);
	*place = *made;
	return add_pair(draft, made, err);
}

enum fault draft_clear_finished(struct draft *draft, struct error *err)
{
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < draft->finished.count && fault == FAULT_NONE; i++) {
		uint32_t number = draft->finished.items[i].number;

		fault = number < draft->number ? finished_forget(draft->folder, number, err)
					       : finished_remove(draft->folder, number, err);
	}
	return fault;
}
