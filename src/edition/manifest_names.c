/* Names of editions and of their files. One form of each is a name, nothing that merely reads like
 * it: they come from outside and become paths. */
#include "edition/manifest.h"

#include <stdio.h>

uint32_t edition_number(Text name)
{
	char canonical[EDITION_NAME_ROOM];
	Text rest = name;
	uint64_t number;

	if (name.len > 9 || !text_take_digits(&rest, 9, &number) || rest.len ||
	    !text_equal(name, edition_name((uint32_t)number, canonical)))
		return 0;
	return (uint32_t)number;
}

Text edition_name(uint32_t number, char name[EDITION_NAME_ROOM])
{
	int len = snprintf(name, EDITION_NAME_ROOM, "%06u", number);

	return (Text){ name, (size_t)len };
}

static uint32_t number_between(Text name, Text head, Text tail)
{
	if (!text_take(&name, head) || !text_ends(name, tail))
		return 0;
	return edition_number(text_slice(name, 0, name.len - tail.len));
}

uint32_t records_number(Text name)
{
	return number_between(name, TEXT("records-"), TEXT(".db"));
}

uint32_t index_number(Text name)
{
	return number_between(name, TEXT("index-"), TEXT(".seg"));
}

bool is_sha256_hex(Text hex)
{
	for (size_t i = 0; i < hex.len; i++)
		if (!ascii_is_digit(hex.at[i]) && (hex.at[i] < 'a' || hex.at[i] > 'f'))
			return false;
	return hex.len == SHA256_HEX_ROOM - 1;
}

bool manifest_names(const struct manifest *manifest, Text file)
{
	if (text_equal(file, TEXT(MANIFEST_FILE)) || text_equal(file, TEXT(SUMS_FILE)))
		return true;
	for (int i = 0; i < EXTRAS; i++)
		if (manifest->extras[i].name.len && text_equal(file, manifest->extras[i].name))
			return true;
	for (uint32_t i = 0; i < manifest->files.count; i++)
		if (text_equal(file, manifest->files.items[i].name))
			return true;
	return false;
}
