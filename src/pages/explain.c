#include "pages/explain.h"

struct row {
	Text code, words;
};

#define ROW(code, words) \
	{ \
		TEXT_INIT(code), TEXT_INIT(words) \
	}

static Text look_up(const struct row *rows, size_t count, Text code)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal_nocase(rows[i].code, code))
			return rows[i].words;
	return TEXT("");
}

#define LOOK_UP(rows, code) look_up(rows, sizeof(rows) / sizeof *(rows), code)

Text explain_classification(enum classification classification)
{
	static const Text words[CLASS_COUNT] = {
		[CLASS_UNKNOWN] = TEXT_INIT("No classification was found in this record."),
		[CLASS_UNCLASSIFIED] = TEXT_INIT(
		    "Not classified; it may still have been meant for official readers only."),
		[CLASS_FOUO] =
		    TEXT_INIT("Not classified, but sensitive: for use inside the government."),
		[CLASS_CONFIDENTIAL] = TEXT_INIT(
		    "The lowest level: disclosure was expected to cause damage to national security."),
		[CLASS_CONFIDENTIAL_NOFORN] =
		    TEXT_INIT("Confidential, and not to be shown to foreign nationals."),
		[CLASS_SECRET] = TEXT_INIT(
		    "The middle level: disclosure was expected to cause serious damage to national security."),
		[CLASS_SECRET_NOFORN] =
		    TEXT_INIT("Secret, and not to be shown to foreign nationals."),
		[CLASS_TOP_SECRET] = TEXT_INIT(
		    "The highest level: disclosure was expected to cause exceptionally grave damage."),
	};

	return words[classification < CLASS_COUNT ? classification : CLASS_UNKNOWN];
}

Text explain_precedence(Text word)
{
	static const struct row rows[] = {
		ROW("EMERGENCY COMMAND", "military command traffic only, ahead of everything"),
		ROW("FLASH", "ahead of everything: a matter of minutes"),
		ROW("NIACT IMMEDIATE", "night action: to be acted on at any hour"),
		ROW("IMMEDIATE", "to be read the same day, ahead of priority and routine traffic"),
		ROW("PRIORITY", "ahead of routine traffic, for the next working hours"),
		ROW("ROUTINE", "no hurry: in the order of arrival"),
		ROW("DEFERRED", "when nothing else waits"),
	};

	return LOOK_UP(rows, word);
}

Text explain_tier(Text code)
{
	static const struct row rows[] = {
		ROW("1",
		    "The government fully meets the minimum standards of the Trafficking Victims Protection Act."),
		ROW("2",
		    "The government does not fully meet the minimum standards, but makes significant efforts to."),
		ROW("2W",
		    "As Tier 2, and watched: victims are many or more, or progress was not shown."),
		ROW("3",
		    "The government does not meet the minimum standards and makes no significant efforts to."),
		ROW("SC", "A special case, not ranked that year."),
	};

	return LOOK_UP(rows, code);
}

Text explain_tag_kind(Text kind)
{
	static const struct row rows[] = {
		ROW("subject", "subject"),
		ROW("program", "program"),
		ROW("organization", "organization"),
		ROW("geographic", "country or region"),
		ROW("person", "person"),
	};

	return LOOK_UP(rows, kind);
}

Text explain_caption_type(Text type)
{
	static const struct row rows[] = {
		ROW("distribution", "Says who may have it"),
		ROW("handling", "Says how it is to be handled"),
		ROW("channel", "Names the channel it went through"),
		ROW("classification", "A level of protection"),
		ROW("passing", "Asks to pass it on"),
		ROW("addressee", "Says how addressees get it"),
		ROW("address", "Stands for many addressees"),
		ROW("series", "Names a numbered series"),
		ROW("reference", "Said of a reference"),
		ROW("travel", "On the travel of a delegation"),
		ROW("precedence", "Says how urgent it is"),
		ROW("service", "A remark of those who sent it"),
		ROW("operating signal", "A signal between operators"),
	};

	return LOOK_UP(rows, type);
}
