/* An edition's pair of files made of records at hand, the way publish makes one. */
#ifndef TEST_SEARCH_PAIR_H
#define TEST_SEARCH_PAIR_H

#include "edition/draft.h"
#include "record/codec.h"
#include "search/segment_writer.h"

struct pair {
	struct draft *draft;
	struct segment_writer *writer;
	struct packer *packer;
	const char *index_path;
	uint32_t count;
};

static void pair_begin(struct pair *pair, struct draft *draft, const struct catalog *catalog)
{
	struct error err = { 0 };

	*pair = (struct pair){ .draft = draft,
		.writer = segment_writer_begin(catalog, 1, &err),
		.packer = draft_packer(&err) };
	assert_non_null(pair->writer);
	assert_non_null(pair->packer);
	if (draft_pair_begin(draft, TEXT(""), &pair->index_path, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
}

static Text pair_passages(const struct record *record, struct arena *arena)
{
	struct error err = { 0 };
	struct out out;
	Text packed;

	out_begin(&out, 1 << 20);
	assert_int_equal(passages_pack(record, &out, &err), FAULT_NONE);
	packed = text_copy(arena, out_text(&out));
	out_end(&out);
	return packed;
}

/* Records in order of created, then id; released as `version` says, their text as received. */
static void pair_add(struct pair *pair, const struct record *record, const struct version *version,
    struct arena *arena)
{
	struct draft_record entry = { .id = record->id,
		.key = record->id,
		.kind = record->kind,
		.title = record->title,
		.created = record->created,
		.released = version->released,
		.passages = pair_passages(record, arena),
		.versions = version,
		.version_count = 1 };
	struct published published = { .record = record, .released = version->released };
	PassageList passages = { 0 };
	struct error err = { 0 };
	struct out out;

	out_begin(&out, 1 << 20);
	record_put_structure(&out, record);
	if (draft_pack(pair->packer, out_text(&out), record->transcript.text,
		record->transcript.text, arena, &entry, &err) != FAULT_NONE ||
	    draft_add(pair->draft, &entry, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	out_end(&out);
	assert_true(passages_of(record, arena, &passages));
	assert_int_equal(
	    segment_writer_add(pair->writer, 0, pair->count++, &published, &passages, &err),
	    FAULT_NONE);
}

static void pair_end(struct pair *pair)
{
	struct error err = { 0 };

	if (draft_pair_seal_records(pair->draft, &err) != FAULT_NONE ||
	    segment_writer_seal(pair->writer, pair->index_path, &err) != FAULT_NONE ||
	    draft_pair_end(pair->draft, PAIR_LAST, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	segment_writer_drop(pair->writer);
	draft_packer_end(pair->packer);
}

#endif
