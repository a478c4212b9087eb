/* What is known of a record, as the parts of a citation. */
#include "pages/citation.h"

#include "edition/site.h"
#include "pages/links.h"

#define HASH_SHOWN 12

/* Controls and runs of space become one blank: a citation is one line. */
static Text one_line(Text text, struct arena *arena)
{
	char *bytes = arena_take(arena, text.len);
	size_t len = 0;

	for (size_t i = 0; bytes && i < text.len; i++) {
		char c = text.at[i];

		if ((unsigned char)c > ' ' && c != 0x7F)
			bytes[len++] = c;
		else if (len && bytes[len - 1] != ' ')
			bytes[len++] = ' ';
	}
	while (len && bytes[len - 1] == ' ')
		len--;
	return (Text){ bytes, len };
}

static Moment year_alone(int year)
{
	if (year <= 0)
		return MOMENT_UNKNOWN;
	return moment_of((Civil){ .year = year, .month = 1, .day = 1 }, PRECISION_YEAR);
}

static void describe_report(
    struct citation *citation, const struct narrative *narrative, struct arena *arena)
{
	citation->author = TEXT("U.S. Department of State");
	citation->container = TEXT("Trafficking in Persons Report");
	citation->number = (Text){ 0 };
	citation->classification = (Text){ 0 };
	citation->created = year_alone(narrative->year);
	if (narrative->country_name.len)
		citation->title = one_line(narrative->country_name, arena);
	if (narrative->year > 0)
		citation->container =
		    text_format(arena, "Trafficking in Persons Report %d", narrative->year);
}

/* "frus1969-76v24" -> "1969-1976, vol. 24"; what has another form stays as it is. */
static Text volume_name(Text volume, struct arena *arena)
{
	Text rest = volume;
	uint64_t from, to = 0, number;

	if (!text_take(&rest, TEXT("frus")) || !text_take_digits(&rest, 4, &from) || from < 1000)
		return volume;
	if (text_take_char(&rest, '-') && (!text_take_digits(&rest, 2, &to) || to < 10))
		return volume;
	if (!text_take_char(&rest, 'v') || !text_take_digits(&rest, 3, &number) || rest.len)
		return volume;
	if (!to)
		return text_format(
		    arena, "%llu, vol. %llu", (unsigned long long)from, (unsigned long long)number);
	return text_format(arena, "%llu\xE2\x80\x93%llu, vol. %llu", (unsigned long long)from,
	    (unsigned long long)(from / 100 * 100 + to), (unsigned long long)number);
}

/* "176. Telegram From the Embassy ..." stands under that number already. */
static Text without_number(Text title, Text number)
{
	Text rest = title;

	if (number.len && text_take(&rest, number) && text_take_char(&rest, '.'))
		return text_trim(rest);
	return title;
}

static void describe_document(
    struct citation *citation, const struct frus_document *document, struct arena *arena)
{
	Text volume = volume_name(document->volume, arena);

	citation->author = (Text){ 0 };
	citation->number = document->number.len ? document->number : document->xml_id;
	citation->title = without_number(citation->title, document->number);
	citation->container =
	    text_format(arena, "Foreign Relations of the United States, %.*s", TEXT_ARG(volume));
}

struct citation citation_of(const struct published *published, const struct edition *edition,
    Text base, struct arena *arena)
{
	const struct edition_facts *facts = edition_facts(edition);
	const struct record *record = published->record;
	struct citation citation = {
		.kind = record->kind,
		.id = record->id,
		.number = record->id,
		.author = one_line(record->origin, arena),
		.title = one_line(record->title, arena),
		.created = record->created,
		.classification = classification_text(record->classification),
		.path = link_record_path(arena, record->id),
		.base = base,
	};

	citation.archive = text_format(arena, "%.*s, edition %.*s (%.*s)",
	    TEXT_ARG(edition_site(edition)->settings[SITE_NAME]), TEXT_ARG(facts->name),
	    TEXT_ARG(text_slice(facts->hash, 0, HASH_SHOWN)));
	if (record->narrative)
		describe_report(&citation, record->narrative, arena);
	if (record->document)
		describe_document(&citation, record->document, arena);
	return citation;
}
