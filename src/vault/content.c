/* What is kept of a record, packed and unpacked. Nothing here touches the vault, so that it can be
 * done in any thread. */
#include "vault/internal.h"

#define CORRUPT "the vault's bytes of '%.*s' do not have the hash they were kept with"

/* Of the two hashes in a row. */
static Sha256 hash_reading(Text structure, const Sha256 *text)
{
	Sha256 both[2] = { sha256_of(structure), *text };

	return sha256_of((Text){ (const char *)both, sizeof both });
}

static enum fault check_limits(Text id, Text structure, Text text, Text source, struct error *err)
{
	if (structure.len > STRUCTURE_BYTES_LIMIT)
		return fail(err, FAULT_TOO_LARGE,
		    "what was read out of '%.*s' is larger than %u bytes", TEXT_ARG(id),
		    STRUCTURE_BYTES_LIMIT);
	if (source.len > CONTENT_BYTES_LIMIT || text.len > CONTENT_BYTES_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "'%.*s' is larger than %u bytes", TEXT_ARG(id),
		    CONTENT_BYTES_LIMIT);
	return FAULT_NONE;
}

enum fault content_pack(Text id, Text structure, Text text, Text source, const Sha256 *source_hash,
    struct packer *packer, struct arena *arena, struct packed_content *packed, struct error *err)
{
	bool is_source = text_equal(text, source);
	struct packed_content content = {
		.id = id, .is_packed = true, .is_source_packed = true, .source_hash = *source_hash
	};
	Sha256 text_hash;

	if (check_limits(id, structure, text, source, err) != FAULT_NONE)
		return err->fault;
	text_hash = is_source ? content.source_hash : sha256_of(text);
	content.reading_hash = hash_reading(structure, &text_hash);
	if (pack(packer, source, (Text){ 0 }, arena, &content.source, err) != FAULT_NONE ||
	    pack_structure(packer, structure, arena, &content.structure, err) != FAULT_NONE ||
	    (!is_source && pack(packer, text, source, arena, &content.text, err) != FAULT_NONE))
		return err->fault;
	*packed = content;
	return FAULT_NONE;
}

/* source, text, structure: the source first, since the text is packed against it. */
static enum fault unpack_all(const struct packed_content *packed, struct packer *packer,
    struct arena *arena, Text content[3], struct error *err)
{
	content[0] = packed->source;
	content[1] = packed->text;
	content[2] = packed->structure;
	if (packed->is_source_packed &&
	    unpack(packer, packed->source, (Text){ 0 }, CONTENT_BYTES_LIMIT,
		"a source of the vault", arena, &content[0], err) != FAULT_NONE)
		return err->fault;
	if (!packed->text.at)
		content[1] = content[0];
	else if (packed->is_packed &&
	    unpack(packer, packed->text, content[0], CONTENT_BYTES_LIMIT, "a text of the vault",
		arena, &content[1], err) != FAULT_NONE)
		return err->fault;
	if (packed->is_packed)
		return unpack_structure(
		    packer, packed->structure, STRUCTURE_BYTES_LIMIT, arena, &content[2], err);
	return FAULT_NONE;
}

enum fault content_unpack(const struct packed_content *packed, struct packer *packer,
    struct arena *arena, Text *structure, Text *text, Text *source, struct error *err)
{
	struct error why = { 0 };
	Sha256 source_hash, text_hash;
	Text content[3];

	switch (unpack_all(packed, packer, arena, content, &why)) {
	case FAULT_NONE:
		break;
	case FAULT_CORRUPT:
		return fail(err, FAULT_CORRUPT, CORRUPT ": %s", TEXT_ARG(packed->id), why.text);
	default:
		return fail(err, why.fault, "%s", why.text);
	}
	source_hash = sha256_of(content[0]);
	text_hash = packed->text.at ? sha256_of(content[1]) : source_hash;
	if (!sha256_equal(source_hash, packed->source_hash) ||
	    !sha256_equal(hash_reading(content[2], &text_hash), packed->reading_hash))
		return fail(err, FAULT_CORRUPT, CORRUPT, TEXT_ARG(packed->id));
	*source = content[0];
	*text = content[1];
	*structure = content[2];
	return FAULT_NONE;
}

uint64_t content_text_size(const struct packed_content *packed)
{
	Text text = packed->text.at ? packed->text : packed->source;
	bool is_frame = packed->text.at ? packed->is_packed : packed->is_source_packed;

	return is_frame ? packed_size(text) : text.len;
}
