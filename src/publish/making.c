/* One record on its way out: unpacked and checked, packed anew, indexed. Nothing is kept from one
 * to the next, so that any thread may make any record. */
#include "publish/making.h"

#include "publish/earlier.h"
#include "record/codec.h"

#define PASSAGES_LIMIT ((size_t)64 << 20)

static enum fault pack_passages(
    const struct record *record, struct arena *arena, Text *packed, struct error *err)
{
	struct out out;
	enum fault fault;

	out_begin(&out, PASSAGES_LIMIT);
	fault = passages_pack(record, &out, err);
	if (fault == FAULT_NONE)
		fault = out_check(&out, "the passages of a record", err);
	if (fault == FAULT_NONE)
		*packed = text_copy(arena, out_text(&out));
	out_end(&out);
	return fault;
}

static enum fault check_record(
    const struct record *record, const struct plan_record *planned, struct error *err)
{
	if (text_equal(record->id, planned->id) && record->kind == planned->kind)
		return FAULT_NONE;
	return fail(err, FAULT_CORRUPT, "the vault's structure of '%.*s' is that of another record",
	    TEXT_ARG(planned->id));
}

/* Who looks for words to take them out must find them wherever they stand: in headers and
 * references, too, which readers ask for by fields. The id stays the last passage. */
static bool add_message(const struct record *record, struct arena *arena, PassageList *passages)
{
	struct passage *last = array_add(passages, arena);

	if (!last)
		return false;
	*last = last[-1];
	last[-1] = (struct passage){ TEXT(""), record->transcript.text };
	return true;
}

static enum fault index_record(const struct making *making, const struct batch_record *item,
    const struct record *record, uint32_t number, struct arena *scratch, struct error *err)
{
	struct published published = {
		.record = record,
		.released = item->record->released,
		.source_sha256 = text_of(item->out.source_sha256),
		.source_size = item->out.source_size,
		.versions = { (struct version *)(uintptr_t)item->record->versions,
		    item->record->version_count, item->record->version_count },
	};
	PassageList passages = { 0 };

	if (!passages_of(record, scratch, &passages) ||
	    (making->what == PUBLISH_EVERYTHING && !add_message(record, scratch, &passages)))
		return fail(err, FAULT_NO_MEMORY, "no memory left for the words of '%.*s'",
		    TEXT_ARG(record->id));
	return segment_writer_add(making->writer, making->lane, number, &published, &passages, err);
}

static void describe(struct batch_record *item, char hex[SHA256_HEX_ROOM])
{
	const struct plan_record *record = item->record;

	item->out.id = record->id;
	item->out.key = sha256_hex(record->key, hex);
	item->out.kind = record->kind;
	item->out.created = record->created;
	item->out.released = record->released;
	item->out.versions = record->versions;
	item->out.version_count = record->version_count;
}

struct content {
	Text structure, text, source;
};

/* The structure goes over as the frame it is. */
static enum fault pack_content(const struct making *making, struct batch_record *item,
    const struct content *content, struct arena *arena, struct error *err)
{
	const struct packed_content *packed = &item->packed;

	if (packed->is_packed)
		return draft_repack(making->packer, packed->structure, content->text,
		    content->source, &packed->source_hash, arena, &item->out, err);
	return draft_pack(making->packer, content->structure, content->text, content->source, arena,
	    &item->out, err);
}

static enum fault pack_version(const struct making *making, const struct packed_content *older,
    bool shows_earlier, Text newest, struct arena *arena, struct arena *scratch, Text *frame,
    struct error *err)
{
	Text structure, text, source;

	if (content_unpack(older, making->packer, scratch, &structure, &text, &source, err) !=
	    FAULT_NONE)
		return err->fault;
	if (!shows_earlier && earlier_conceal(text, newest, scratch, &text, err) != FAULT_NONE)
		return err->fault;
	return draft_pack_version(making->packer, text, newest, arena, frame, err);
}

/* Texts of versions before the last. */
static enum fault pack_versions(const struct making *making, struct batch_record *item, Text newest,
    struct arena *arena, struct arena *scratch, struct error *err)
{
	Text *frames =
	    item->older ? arena_take(arena, item->record->version_count * sizeof *frames) : NULL;

	item->out.version_texts = frames;
	for (uint32_t i = 0; frames && i < item->record->version_count; i++)
		if (item->older[i].source.at &&
		    pack_version(making, &item->older[i], item->shows_earlier, newest, arena,
			scratch, &frames[i], err) != FAULT_NONE)
			return err->fault;
	return FAULT_NONE;
}

static const struct record *read_record(const struct making *making,
    const struct batch_record *item, struct content *content, struct arena *scratch,
    struct error *err)
{
	struct error why = { 0 };
	const struct record *record;

	if (content_unpack(&item->packed, making->packer, scratch, &content->structure,
		&content->text, &content->source, err) != FAULT_NONE)
		return NULL;
	record = record_from_json(content->structure, content->text, scratch, &why);
	if (!record)
		fail(err, why.fault, "record '%.*s': %s", TEXT_ARG(item->record->id), why.text);
	return record;
}

enum fault make_record(const struct making *making, struct batch *batch, uint32_t number,
    struct arena *scratch, struct error *err)
{
	struct batch_record *item = &batch->records[number];
	struct content content;
	const struct record *record = read_record(making, item, &content, scratch, err);
	char *hex = arena_take(&batch->arena, SHA256_HEX_ROOM);

	if (!record || check_record(record, item->record, err) != FAULT_NONE ||
	    pack_content(making, item, &content, &batch->arena, err) != FAULT_NONE ||
	    pack_versions(making, item, content.text, &batch->arena, scratch, err) != FAULT_NONE ||
	    pack_passages(record, &batch->arena, &item->out.passages, err) != FAULT_NONE ||
	    index_record(making, item, record, batch->first + number, scratch, err) != FAULT_NONE)
		return err->fault;
	item->out.title = text_copy(&batch->arena, record->title);
	if (hex)
		describe(item, hex);
	if (batch->arena.failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(item->record->id));
	return FAULT_NONE;
}
