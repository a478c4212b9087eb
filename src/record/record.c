/* Names of kinds, and what may be an id. */
#include "record/record.h"

Text record_kind_name(enum record_kind kind)
{
	return kind == RECORD_NARRATIVE ? TEXT("narrative") : TEXT("cable");
}

static bool is_id_char(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '/' || c == '-';
}

bool record_id_is_valid(Text id)
{
	if (!id.len || id.len > RECORD_ID_LIMIT || id.at[0] == '/' || id.at[id.len - 1] == '/')
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (!is_id_char(id.at[i]) || (i && id.at[i] == '/' && id.at[i - 1] == '/'))
			return false;
	return true;
}

Text block_kind_name(enum block_kind kind)
{
	static const Text names[] = { TEXT_INIT("paragraph"), TEXT_INIT("plain"),
		TEXT_INIT("heading"), TEXT_INIT("item"), TEXT_INIT("table") };

	return names[(unsigned)kind <= BLOCK_TABLE ? (unsigned)kind : BLOCK_PLAIN];
}

#define SECTION_ROW(name, slug, shown) { TEXT_INIT(slug), TEXT_INIT(shown) },
static const struct {
	Text slug, shown;
} sections[] = { SECTIONS(SECTION_ROW) };
#undef SECTION_ROW

Text section_name(enum section_kind kind)
{
	return sections[(unsigned)kind < SECTION_COUNT ? (unsigned)kind : 0].shown;
}

Text section_slug(enum section_kind kind)
{
	return sections[(unsigned)kind < SECTION_COUNT ? (unsigned)kind : 0].slug;
}
