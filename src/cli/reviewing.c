#include "cli/reviewing.h"

#include <unistd.h>

#define REVISIONS_LIMIT 999999
#define NUMBER_DIGITS   15

struct review *reviewing_open(struct call *call, struct error *err)
{
	return review_open(call->operands[0], call->vault, call->catalog, err);
}

enum fault reviewing_revision(const struct call *call, uint32_t *revision, struct error *err)
{
	unsigned number = 0;
	enum fault fault = call_count(call, "revision", REVISIONS_LIMIT, &number, err);

	*revision = number;
	return fault;
}

enum fault reviewing_numbers(
    const struct call *call, int first, NumberList *numbers, struct error *err)
{
	for (int i = first; i < call->operand_count; i++) {
		Text rest = text_of(call->operands[i]);
		int64_t *number = array_add(numbers, call->arena);
		uint64_t value;

		if (!text_take_digits(&rest, NUMBER_DIGITS, &value) || rest.len)
			return fail(err, FAULT_USAGE,
			    "'%s' is no number of those that 'chancery review ARCHIVE ID' shows",
			    call->operands[i]);
		if (!number)
			return fail(err, FAULT_NO_MEMORY, "no memory left for so many numbers");
		*number = (int64_t)value;
	}
	return FAULT_NONE;
}

void put_plain(struct out *out, Text text)
{
	for (size_t i = 0; i < text.len; i++)
		out_char(
		    out, (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F ? ' ' : text.at[i]);
}

void put_marked(struct out *out, Text text)
{
	bool bold = isatty(STDOUT_FILENO);

	out_put(out, bold ? TEXT("\033[1m[[") : TEXT("[["));
	put_plain(out, text);
	out_put(out, bold ? TEXT("]]\033[0m") : TEXT("]]"));
}

void put_line_of(struct out *out, const struct transcript *transcript, Span span)
{
	Text line = transcript_get_line(transcript, transcript_line(transcript, span.start));
	size_t before = transcript_column(transcript, span.start) - 1;

	put_plain(out, text_slice(line, 0, before));
	put_marked(out, text_slice(line, before, span.length));
	put_plain(out, text_trim_end(text_from(line, before + span.length)));
}
