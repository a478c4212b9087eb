/* The frames of a record: the structure with the dictionary for structures, the text alone, so that
 * a snippet needs nothing else, the source against the text, from which it hardly differs. */
#include "edition/draft.h"

#include "store/pack.h"

struct packer *draft_packer(struct error *err)
{
	return packer_begin(err);
}

void draft_packer_end(struct packer *packer)
{
	packer_end(packer);
}

enum fault draft_repack(struct packer *packer, Text structure_frame, Text text, Text source,
    const Sha256 *source_hash, struct arena *arena, struct draft_record *record, struct error *err)
{
	Text frames[2] = { 0 };

	if (pack(packer, text, TEXT(""), arena, &frames[0], err) != FAULT_NONE ||
	    (!text_equal(source, text) &&
		pack(packer, source, text, arena, &frames[1], err) != FAULT_NONE))
		return err->fault;
	record->structure = structure_frame;
	record->text = frames[0];
	record->source = frames[1];
	sha256_hex(*source_hash, record->source_sha256);
	record->source_size = source.len;
	return FAULT_NONE;
}

enum fault draft_pack(struct packer *packer, Text structure, Text text, Text source,
    struct arena *arena, struct draft_record *record, struct error *err)
{
	Sha256 source_hash = sha256_of(source);
	Text frame;

	if (pack_structure(packer, structure, arena, &frame, err) != FAULT_NONE)
		return err->fault;
	return draft_repack(packer, frame, text, source, &source_hash, arena, record, err);
}

enum fault draft_pack_version(struct packer *packer, Text text, Text newest, struct arena *arena,
    Text *frame, struct error *err)
{
	return pack(packer, text, newest, arena, frame, err);
}
