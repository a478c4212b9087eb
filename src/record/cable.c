/* What follows from a cable's parts: names of kinds, and who an exempted addressee belongs to. */
#include "record/shape.h"

Text remark_kind_name(enum remark_kind kind)
{
	return kind == REMARK_SUMMARY ? TEXT("summary") : TEXT("comment");
}

Text redaction_kind_name(enum redaction_kind kind)
{
	return kind == REDACTION_MARK ? TEXT("mark") : TEXT("run");
}

static const struct addressee *last_before(
    const AddresseeList *list, uint32_t line, const struct addressee *best)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->items[i].line < line && (!best || list->items[i].line >= best->line))
			best = &list->items[i];
	return best;
}

const struct addressee *exempted_from(
    const struct cable_header *header, const struct addressee *exempted)
{
	const struct addressee *best = last_before(&header->to, exempted->line, NULL);

	return last_before(&header->info, exempted->line, best);
}

void derive_addressee_excluded(const struct writing *writing, const void *base)
{
	const struct cable *cable = writing->record->cable;

	out_json_open(writing->out, '[');
	for (uint32_t i = 0; cable && i < cable->header.excluded.count; i++) {
		const struct addressee *exempted = &cable->header.excluded.items[i];

		if (exempted_from(&cable->header, exempted) == base)
			out_json_text(writing->out, exempted->plad.text);
	}
	out_json_close(writing->out, ']');
}
