/* Country narrative: title, sections, years, then what the whole says about the record. */
#include "narrative/reader.h"

#include "narrative/facts.h"

#define YEARS_LIMIT 2 /* the report's year and the one before */

Text narrative_line(const struct reading *reading, uint32_t line)
{
	return text_trim(transcript_get_line(reading->transcript, line));
}

/* "in 2010": a year of a figure, not of a law or a plan. */
static bool take_data_year(Text *rest, int *year)
{
	Text after = *rest;

	if (!text_take_nocase(&after, TEXT("in ")) ||
	    !text_take_number(&after, 4, 1990, 2100, year))
		return false;
	if (after.len && (ascii_is_digit(after.at[0]) || after.at[0] == '-'))
		return false;
	*rest = after;
	return true;
}

/* "2011 Trafficking in Persons Report" before the title. */
static int stated_year(const struct reading *reading)
{
	for (uint32_t i = 1; i < reading->narrative->title_line; i++) {
		Text line = narrative_line(reading, i);

		if (text_find_nocase(line, TEXT("Trafficking in Persons Report")) == TEXT_NONE)
			continue;
		for (size_t at = 0; at + 4 <= line.len; at++) {
			Text rest = text_from(line, at);
			int year;
			if (text_take_number(&rest, 4, 2001, 2100, &year))
				return year;
		}
	}
	return 0;
}

static void read_years(struct reading *reading)
{
	struct narrative *narrative = reading->narrative;
	size_t from = narrative->title.span.start + narrative->title.span.length;
	bool seen[2101] = { false };
	int newest = 0, year;

	for (Text rest = text_from(reading->transcript->text, from); rest.len;
	     rest = text_from(rest, 1))
		if (!(rest.at > reading->transcript->text.at && ascii_is_letter(rest.at[-1])) &&
		    take_data_year(&rest, &year)) {
			seen[year] = true;
			newest = year > newest ? year : newest;
			if (!rest.len)
				break;
		}
	for (year = newest; newest && year > newest - YEARS_LIMIT; year--) {
		int *added = seen[year] ? array_add(&narrative->data_years, reading->arena) : NULL;
		if (added)
			*added = year;
	}
	narrative->year = stated_year(reading);
	if (narrative->year || !newest)
		return;
	narrative->year = newest + 1;
	narrative->year_inferred = true;
	note_add(&reading->record->notes, reading->arena, reading->transcript, NOTE_NO_YEAR,
	    narrative->title.text);
}

static void set_record(struct reading *reading)
{
	struct record *record = reading->record;
	const struct narrative *narrative = reading->narrative;
	Text slug = text_slug(reading->arena, narrative->country.text);

	record->title = narrative->title.text;
	record->classification = CLASS_UNCLASSIFIED;
	slug = text_slice(slug, 0, RECORD_ID_LIMIT - sizeof "tip/2011/");
	if (narrative->year) {
		record->created =
		    moment_of((Civil){ narrative->year, 1, 1, 0, 0, 0 }, PRECISION_YEAR);
		record->id =
		    text_format(reading->arena, "tip/%d/%.*s", narrative->year, TEXT_ARG(slug));
	} else {
		record->id = text_format(reading->arena, "tip/unknown/%.*s", TEXT_ARG(slug));
	}
}

enum fault narrative_read(
    struct record *record, const struct catalog *catalog, struct arena *arena, struct error *err)
{
	struct reading reading = { .record = record,
		.catalog = catalog,
		.arena = arena,
		.transcript = &record->transcript };

	record->kind = RECORD_NARRATIVE;
	record->narrative = reading.narrative = ARENA_NEW(arena, struct narrative);
	if (reading.narrative) {
		if (!narrative_read_title(&reading))
			return fail(err, FAULT_BAD_INPUT,
			    "no title line with a tier, as in 'COUNTRY (Tier 2)', in the first %d lines",
			    TITLE_LINES);
		narrative_find_frames(&reading);
		narrative_measure(&reading);
		narrative_read_sections(&reading);
		narrative_read_recommendations(&reading);
		read_years(&reading);
		narrative_read_profile(&reading);
		narrative_read_facts(&reading);
		set_record(&reading);
	}
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to read a narrative of %zu bytes",
		    record->transcript.text.len);
	return FAULT_NONE;
}

int narrative_likeness(Text head, const struct catalog *catalog)
{
	for (int i = 0; head.len && i < TITLE_LINES; i++, text_cut(&head, '\n')) {
		struct title title;

		if (narrative_take_title(catalog, head, &title))
			return 95;
	}
	return 0;
}
