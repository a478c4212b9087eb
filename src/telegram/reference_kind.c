/* E-mail, telephone, report, book: told by a word. */
#include "telegram/reference_kind.h"

static const struct {
	Text word;
	enum reference_kind kind;
} words[] = {
	{ TEXT_INIT("EMAIL"), REFERENCE_EMAIL },
	{ TEXT_INIT("EMAILS"), REFERENCE_EMAIL },
	{ TEXT_INIT("MAIL"), REFERENCE_EMAIL },
	{ TEXT_INIT("MAILS"), REFERENCE_EMAIL },
	{ TEXT_INIT("TELCON"), REFERENCE_TELCON },
	{ TEXT_INIT("TELCONS"), REFERENCE_TELCON },
	{ TEXT_INIT("TELECON"), REFERENCE_TELCON },
	{ TEXT_INIT("TELECONS"), REFERENCE_TELCON },
	{ TEXT_INIT("PHONECON"), REFERENCE_TELCON },
	{ TEXT_INIT("FONECON"), REFERENCE_TELCON },
	{ TEXT_INIT("TELEPHONE"), REFERENCE_TELCON },
	{ TEXT_INIT("PHONE"), REFERENCE_TELCON },
	{ TEXT_INIT("FAM"), REFERENCE_BOOK },
	{ TEXT_INIT("FAH"), REFERENCE_BOOK },
	{ TEXT_INIT("CFR"), REFERENCE_BOOK },
	{ TEXT_INIT("USC"), REFERENCE_BOOK },
	{ TEXT_INIT("HANDBOOK"), REFERENCE_BOOK },
	{ TEXT_INIT("MANUAL"), REFERENCE_BOOK },
	{ TEXT_INIT("IIR"), REFERENCE_REPORT },
	{ TEXT_INIT("OSC"), REFERENCE_REPORT },
	{ TEXT_INIT("FBIS"), REFERENCE_REPORT },
	{ TEXT_INIT("INCSR"), REFERENCE_REPORT },
	{ TEXT_INIT("TDX"), REFERENCE_REPORT },
	{ TEXT_INIT("REPORT"), REFERENCE_REPORT },
	{ TEXT_INIT("REPORTS"), REFERENCE_REPORT },
};

enum reference_kind reference_kind_of(const struct token *first, const struct token *last)
{
	for (const struct token *token = first; token <= last; token++)
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (token_is_word(token, words[i].word))
				return words[i].kind;
	return REFERENCE_OTHER;
}
