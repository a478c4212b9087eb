/* Passages packed and unpacked: both here, so that they cannot drift apart.
 *
 * Packed, a record is its passages in order without the first (the title) and the id, each:
 *   1 byte    bits 0-1: how its lines are joined (enum join) or AS_LITERAL; bits 2-3: its address;
 *             bits 4-7: pieces less one, the last value: a varint follows, more pieces than that
 *   address   WRITTEN: varint bytes shared with the address before, varint length of the rest, rest
 *   pieces    for each: varint start, as zigzag difference to the end of the one before (whatever
 *             passage that was of), varint length less one
 *   literal   instead of pieces: varint length, bytes
 * "The address before" is that of the last passage that had one; NEXT is it with 1 added to the
 * number it ends in. */
#include <string.h>

#include "search/packing.h"
#include "search/passage_sources.h"

#define AS_LITERAL  3
#define MANY_PIECES 15
/* Pieces of a record may be so many times its text: none lies twice in a text that we read, and
 * damaged bytes shall not ask for more. */
#define PIECES_SHARE 4

enum address { ADDRESS_NONE, ADDRESS_NEXT, ADDRESS_WRITTEN };

/* "2.9" -> "2.10", "2.3.B" -> "2.3.C"; empty when there is no such next one. */
static Text next_address(Text before, struct arena *arena)
{
	size_t at = before.len, len = before.len;
	char *next = len && len < ADDRESS_LIMIT ? arena_take(arena, len + 1) : NULL;

	if (!next)
		return TEXT("");
	memcpy(next, before.at, len);
	while (at && next[at - 1] == '9')
		next[--at] = '0';
	if (at &&
	    (ascii_is_digit(next[at - 1]) ||
		(at == len && ascii_is_letter(next[at - 1]) && ascii_lower(next[at - 1]) != 'z'))) {
		next[at - 1]++;
		return (Text){ next, len };
	}
	if (at == len)
		return TEXT("");
	memmove(next + at + 1, next + at, len - at);
	next[at] = '1';
	return (Text){ next, len + 1 };
}

struct packer {
	const struct record *record;
	struct arena *arena;
	struct out *out;
	uint32_t end;   /* of the piece before */
	uint64_t share; /* bytes that pieces may still have */
	Text address;   /* the one before */
};

static void put_number(struct packer *packer, uint32_t number)
{
	uint8_t bytes[5];
	size_t len = varint_put(number, bytes);

	out_put(packer->out, (Text){ (const char *)bytes, len });
}

static enum address address_of(struct packer *packer, Text block)
{
	if (!block.len)
		return ADDRESS_NONE;
	return text_equal(block, next_address(packer->address, packer->arena)) ? ADDRESS_NEXT
									       : ADDRESS_WRITTEN;
}

static void put_address(struct packer *packer, enum address address, Text block)
{
	size_t shared = 0;

	if (address == ADDRESS_NONE)
		return;
	while (shared < block.len && shared < packer->address.len &&
	    block.at[shared] == packer->address.at[shared])
		shared++;
	packer->address = block;
	if (address == ADDRESS_NEXT)
		return;
	put_number(packer, (uint32_t)shared);
	put_number(packer, (uint32_t)(block.len - shared));
	out_put(packer->out, text_from(block, shared));
}

/* The low bit is the sign. */
static uint32_t zigzag(int64_t number)
{
	return (uint32_t)(number < 0 ? -2 * number - 1 : 2 * number);
}

static int64_t unzigzag(uint32_t number)
{
	return number & 1 ? -(int64_t)(number / 2) - 1 : (int64_t)(number / 2);
}

static uint64_t length_of(const struct flow *flow)
{
	uint64_t length = 0;

	for (uint32_t i = 0; i < flow->pieces.count; i++)
		length += flow->pieces.items[i].length;
	return length;
}

static void put_pieces(struct packer *packer, const struct flow *flow)
{
	if (flow->pieces.count > MANY_PIECES)
		put_number(packer, flow->pieces.count - 1 - MANY_PIECES);
	for (uint32_t i = 0; i < flow->pieces.count; i++) {
		Span piece = flow->pieces.items[i];

		put_number(packer, zigzag((int64_t)piece.start - packer->end));
		put_number(packer, piece.length - 1);
		packer->end = piece.start + piece.length;
	}
}

/* Pieces that give the very text of a field, if there are any. */
static bool find_flow(struct packer *packer, const Field *field, struct flow *flow)
{
	Text text = packer->record->transcript.text;

	*flow = record_pieces(packer->record, field->span, packer->arena);
	if (flow->pieces.count && text_equal(flow_join(flow, text, packer->arena), field->text))
		return true;
	flow->join = JOIN_WORDS;
	return flow->pieces.count && text_equal(flow_join(flow, text, packer->arena), field->text);
}

static void pack_source(struct packer *packer, struct source *source)
{
	Text text = source_text(source, packer->record->transcript.text, packer->arena);
	enum address address = address_of(packer, source->block);
	bool literal;
	uint32_t many = 0;

	if (!text.len)
		return;
	literal = source->field.text.len && !find_flow(packer, &source->field, &source->flow);
	literal |= length_of(&source->flow) > packer->share;
	if (!literal)
		many = source->flow.pieces.count - 1;
	out_char(packer->out,
	    (char)((literal ? AS_LITERAL : (unsigned)source->flow.join) | (unsigned)address << 2 |
		(many < MANY_PIECES ? many : MANY_PIECES) << 4));
	put_address(packer, address, source->block);
	if (literal) {
		put_number(packer, (uint32_t)text.len);
		out_put(packer->out, text);
	} else {
		packer->share -= length_of(&source->flow);
		put_pieces(packer, &source->flow);
	}
}

enum fault passages_pack(const struct record *record, struct out *out, struct error *err)
{
	struct arena arena;
	struct packer packer = { .record = record,
		.arena = &arena,
		.out = out,
		.share = (uint64_t)PIECES_SHARE * record->transcript.text.len };
	SourceList sources = { 0 };
	bool good;

	arena_begin(&arena, 0);
	good = sources_of(record, &arena, &sources);
	for (uint32_t i = 0; good && i < sources.count; i++)
		pack_source(&packer, &sources.items[i]);
	good = good && !arena.failed;
	arena_end(&arena);
	if (!good)
		return fail(err, FAULT_NO_MEMORY,
		    "no memory left for the passages of record '%.*s'", TEXT_ARG(record->id));
	return out_check(out, "a record's list of passages", err);
}

struct unpacker {
	const uint8_t *at, *stop;
	Text text;
	struct arena *arena;
	uint32_t end;
	uint64_t share;
	Text address;
	struct flow flow; /* its list is used again and again */
};

static bool take_bytes(struct unpacker *unpacker, uint32_t len, Text *bytes)
{
	if (len > (size_t)(unpacker->stop - unpacker->at))
		return false;
	*bytes = (Text){ (const char *)unpacker->at, len };
	unpacker->at += len;
	return true;
}

static bool take_number(struct unpacker *unpacker, uint32_t *number)
{
	return varint_take(&unpacker->at, unpacker->stop, number);
}

static bool take_written(struct unpacker *unpacker, Text *address)
{
	uint32_t shared, len;
	Text rest;
	char *written;

	if (!take_number(unpacker, &shared) || !take_number(unpacker, &len) ||
	    shared > unpacker->address.len || !take_bytes(unpacker, len, &rest) ||
	    shared + rest.len > ADDRESS_LIMIT || shared + rest.len == 0)
		return false;
	written = arena_take(unpacker->arena, shared + rest.len);
	if (!written)
		return false;
	if (shared)
		memcpy(written, unpacker->address.at, shared);
	if (rest.len)
		memcpy(written + shared, rest.at, rest.len);
	*address = (Text){ written, shared + rest.len };
	return true;
}

static bool take_address(struct unpacker *unpacker, enum address address, Text *block)
{
	*block = TEXT("");
	if (address == ADDRESS_NONE)
		return true;
	if (address == ADDRESS_NEXT)
		*block = next_address(unpacker->address, unpacker->arena);
	else if (address != ADDRESS_WRITTEN || !take_written(unpacker, block))
		return false;
	unpacker->address = *block;
	return block->len > 0;
}

static bool take_piece(struct unpacker *unpacker)
{
	uint32_t gap, length;
	int64_t start;
	Span *piece;

	if (!take_number(unpacker, &gap) || !take_number(unpacker, &length))
		return false;
	start = unpacker->end + unzigzag(gap);
	if (start < 0 || (uint64_t)start + length >= unpacker->text.len ||
	    length >= unpacker->share)
		return false;
	piece = array_add(&unpacker->flow.pieces, unpacker->arena);
	if (!piece)
		return false;
	*piece = (Span){ (uint32_t)start, length + 1 };
	unpacker->end = (uint32_t)start + length + 1;
	unpacker->share -= length + 1;
	return true;
}

static bool take_pieces(struct unpacker *unpacker, uint32_t many, Text *text)
{
	uint32_t more = 0;

	if (many == MANY_PIECES && !take_number(unpacker, &more))
		return false;
	unpacker->flow.pieces.count = 0;
	for (uint64_t i = 0; i <= (uint64_t)many + more; i++)
		if (!take_piece(unpacker))
			return false;
	*text = flow_join(&unpacker->flow, unpacker->text, unpacker->arena);
	return true;
}

static bool take_passage(struct unpacker *unpacker, PassageList *passages)
{
	uint8_t head = *unpacker->at++;
	uint32_t len;
	Text block, text;

	if (!take_address(unpacker, (enum address)(head >> 2 & 3), &block))
		return false;
	if ((head & 3) == AS_LITERAL) {
		if (head >> 4 || !take_number(unpacker, &len) || !take_bytes(unpacker, len, &text))
			return false;
	} else {
		unpacker->flow.join = (enum join)(head & 3);
		if (!take_pieces(unpacker, head >> 4, &text))
			return false;
	}
	return passage_add(passages, unpacker->arena, block, text);
}

enum fault passages_unpack(Text packed, Text id, Text title, Text text, struct arena *arena,
    PassageList *passages, struct error *err)
{
	const uint8_t *at = (const uint8_t *)packed.at;
	struct unpacker unpacker = { .at = at,
		.stop = at ? at + packed.len : at,
		.text = text,
		.arena = arena,
		.share = (uint64_t)PIECES_SHARE * text.len };
	PassageList list = { 0 };
	struct passage *subject = array_add(&list, arena);
	bool good = subject != NULL;

	if (subject)
		subject->text = title;
	while (good && unpacker.at < unpacker.stop)
		good = take_passage(&unpacker, &list);
	good = good && passage_add(&list, arena, TEXT(""), id);
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY,
		    "no memory left for the passages of record '%.*s'", TEXT_ARG(id));
	if (!good)
		return fail(
		    err, FAULT_CORRUPT, "the passages of record '%.*s' are damaged", TEXT_ARG(id));
	*passages = list;
	return FAULT_NONE;
}
