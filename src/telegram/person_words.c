/* The words of titles, with the slips that occur in them, and what is written short. */
#include "telegram/person.h"

static const Text title_words[] = { TEXT_INIT("ACTING"), TEXT_INIT("AD"), TEXT_INIT("ADCM"),
	TEXT_INIT("ADMIRAL"), TEXT_INIT("ADVISER"), TEXT_INIT("ADVISOR"), TEXT_INIT("AFFAIRES"),
	TEXT_INIT("AFFAIRS"), TEXT_INIT("AGRICULTURAL"), TEXT_INIT("AMB"), TEXT_INIT("AMBASSADOR"),
	TEXT_INIT("AMERICAN"), TEXT_INIT("ANALYST"), TEXT_INIT("ARSO"), TEXT_INIT("ASSISTANCE"),
	TEXT_INIT("ASSISTANT"), TEXT_INIT("ASSOCIATE"), TEXT_INIT("ASST"), TEXT_INIT("ATTACHE"),
	TEXT_INIT("BRANCH"), TEXT_INIT("BUREAU"), TEXT_INIT("CAPT"), TEXT_INIT("CAPTAIN"),
	TEXT_INIT("CDA"), TEXT_INIT("CG"), TEXT_INIT("CHAIR"), TEXT_INIT("CHARGE"),
	TEXT_INIT("CHIEF"), TEXT_INIT("CLASSIFIED"), TEXT_INIT("COL"), TEXT_INIT("COLONEL"),
	TEXT_INIT("COM"), TEXT_INIT("COMMERCIAL"), TEXT_INIT("CONSUL"), TEXT_INIT("CONSULAR"),
	TEXT_INIT("CONSULATE"), TEXT_INIT("COORD"), TEXT_INIT("COORDINATOR"), TEXT_INIT("COUN"),
	TEXT_INIT("COUNCILOR"), TEXT_INIT("COUNS"), TEXT_INIT("COUNSEL"), TEXT_INIT("COUNSELLOR"),
	TEXT_INIT("COUNSELOR"), TEXT_INIT("COUNTRY"), TEXT_INIT("CULTURAL"), TEXT_INIT("DAO"),
	TEXT_INIT("DAS"), TEXT_INIT("DATT"), TEXT_INIT("DCM"), TEXT_INIT("DEFENSE"),
	TEXT_INIT("DELEGATION"), TEXT_INIT("DEP"), TEXT_INIT("DEPARTMENT"), TEXT_INIT("DEPT"),
	TEXT_INIT("DEPUTY"), TEXT_INIT("DESK"), TEXT_INIT("DIR"), TEXT_INIT("DIRECTOR"),
	TEXT_INIT("DIVISION"), TEXT_INIT("DPO"), TEXT_INIT("DR"), TEXT_INIT("ECONOMIC"),
	TEXT_INIT("ECONOMICAL"), TEXT_INIT("ECONOMICS"), TEXT_INIT("EMBASSY"),
	TEXT_INIT("ENVIRONMENT"), TEXT_INIT("ENVOY"), TEXT_INIT("EXECUTIVE"), TEXT_INIT("EXTERNAL"),
	TEXT_INIT("FIRST"), TEXT_INIT("FOREIGN"), TEXT_INIT("GENERAL"), TEXT_INIT("GOVERNANCE"),
	TEXT_INIT("HEAD"), TEXT_INIT("HEALTH"), TEXT_INIT("HON"), TEXT_INIT("INFORMATION"),
	TEXT_INIT("INTELLIGENCE"), TEXT_INIT("INTERAGENCY"), TEXT_INIT("INTERIM"),
	TEXT_INIT("INTERNAL"), TEXT_INIT("INTERNATIONAL"), TEXT_INIT("LABOR"), TEXT_INIT("LEAD"),
	TEXT_INIT("LEADER"), TEXT_INIT("LEGAL"), TEXT_INIT("LIAISON"), TEXT_INIT("LT"),
	TEXT_INIT("LTC"), TEXT_INIT("MAJ"), TEXT_INIT("MAJOR"), TEXT_INIT("MANAGEMENT"),
	TEXT_INIT("MANAGER"), TEXT_INIT("MESSAGE"), TEXT_INIT("MILITARY"), TEXT_INIT("MIN"),
	TEXT_INIT("MINISTER"), TEXT_INIT("MISSION"), TEXT_INIT("MR"), TEXT_INIT("MRS"),
	TEXT_INIT("MS"), TEXT_INIT("NATIONAL"), TEXT_INIT("OFFICE"), TEXT_INIT("OFFICER"),
	TEXT_INIT("OPERATIONS"), TEXT_INIT("PAO"), TEXT_INIT("PDAS"), TEXT_INIT("PERMANENT"),
	TEXT_INIT("PLANNING"), TEXT_INIT("POLAD"), TEXT_INIT("POLICY"), TEXT_INIT("POLITICAL"),
	TEXT_INIT("POST"), TEXT_INIT("PRESIDENT"), TEXT_INIT("PRINCIPAL"), TEXT_INIT("PROGRAM"),
	TEXT_INIT("PROVINCIAL"), TEXT_INIT("PRT"), TEXT_INIT("PUBLIC"), TEXT_INIT("REFUGEE"),
	TEXT_INIT("REGIONAL"), TEXT_INIT("REP"), TEXT_INIT("REPRESENTATIVE"), TEXT_INIT("RESEARCH"),
	TEXT_INIT("RSO"), TEXT_INIT("SCIENCE"), TEXT_INIT("SECOND"), TEXT_INIT("SECRETARY"),
	TEXT_INIT("SECTION"), TEXT_INIT("SECURITY"), TEXT_INIT("SENIOR"), TEXT_INIT("SPECIAL"),
	TEXT_INIT("SPECIALIST"), TEXT_INIT("STAFF"), TEXT_INIT("STATE"), TEXT_INIT("STATES"),
	TEXT_INIT("TEAM"), TEXT_INIT("THIRD"), TEXT_INIT("THIS"), TEXT_INIT("TRADE"),
	TEXT_INIT("UNIT"), TEXT_INIT("UNITED"), TEXT_INIT("US"), TEXT_INIT("USDEL"),
	TEXT_INIT("VICE"), TEXT_INIT("WAS") };

/* Pieces that telegraphese glues: PolMinCouns, EconOff. */
static const Text title_pieces[] = { TEXT_INIT("AGR"), TEXT_INIT("AMB"), TEXT_INIT("CHIEF"),
	TEXT_INIT("CONS"), TEXT_INIT("CON"), TEXT_INIT("COUNSELOR"), TEXT_INIT("COUNS"),
	TEXT_INIT("COUN"), TEXT_INIT("DEP"), TEXT_INIT("ECON"), TEXT_INIT("ECO"), TEXT_INIT("EC"),
	TEXT_INIT("MGT"), TEXT_INIT("MIL"), TEXT_INIT("MIN"), TEXT_INIT("OFFICER"),
	TEXT_INIT("OFF"), TEXT_INIT("POL"), TEXT_INIT("REP"), TEXT_INIT("SCI"), TEXT_INIT("SEC") };

static const Text shortened[] = { TEXT_INIT("JR."), TEXT_INIT("SR."), TEXT_INIT("AMB."),
	TEXT_INIT("DR."), TEXT_INIT("MR."), TEXT_INIT("MS."), TEXT_INIT("MRS."), TEXT_INIT("COL."),
	TEXT_INIT("GEN."), TEXT_INIT("LT."), TEXT_INIT("MAJ."), TEXT_INIT("CAPT."),
	TEXT_INIT("ST."), TEXT_INIT("HON."), TEXT_INIT("DEP."), TEXT_INIT("ASST."),
	TEXT_INIT("ACTG."), TEXT_INIT("POL."), TEXT_INIT("ECON."), TEXT_INIT("MIN."),
	TEXT_INIT("COUNS."), TEXT_INIT("DIR."), TEXT_INIT("SEC."), TEXT_INIT("AFF.") };

static bool is_among(Text word, const Text *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal_nocase(word, words[i]))
			return true;
	return false;
}

#define IS_AMONG(word, words) is_among((word), (words), sizeof(words) / sizeof *(words))

bool person_is_short(Text word)
{
	bool initials = word.len >= 2;

	for (size_t i = 0; i < word.len; i++) /* "Q.", "W.S.", "a.i." */
		initials &= i % 2 ? word.at[i] == '.' : ascii_is_letter(word.at[i]);
	return initials || (word.len == 2 && word.at[0] == '0') || IS_AMONG(word, shortened);
}

/* Optimal string alignment over three rows; both are short. */
bool person_is_nearly(Text word, Text known, unsigned most)
{
	unsigned rows[3][PERSON_WORD_MOST + 1];
	size_t gap = word.len > known.len ? word.len - known.len : known.len - word.len;

	if (word.len > PERSON_WORD_MOST || known.len > PERSON_WORD_MOST || gap > most)
		return false;
	for (size_t j = 0; j <= known.len; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= word.len; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3],
			 *above2 = rows[(i + 1) % 3];
		char a = ascii_upper(word.at[i - 1]);

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= known.len; j++) {
			char b = ascii_upper(known.at[j - 1]);
			unsigned best = above[j - 1] + (a != b);

			best = above[j] + 1 < best ? above[j] + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a == ascii_upper(known.at[j - 2]) &&
			    ascii_upper(word.at[i - 2]) == b && above2[j - 2] + 1 < best)
				best = above2[j - 2] + 1;
			row[j] = best;
		}
	}
	return rows[word.len % 3][known.len] <= most;
}

static bool is_listed(Text word)
{
	for (size_t i = 0; i < sizeof title_words / sizeof *title_words; i++) {
		Text known = title_words[i];
		unsigned most = known.len >= 9 ? 2 : known.len >= 7 ? 1 : 0;

		if (word.len && ascii_upper(word.at[0]) == known.at[0] &&
		    (text_equal_nocase(word, known) || person_is_nearly(word, known, most)))
			return true;
	}
	return false;
}

static bool is_pieces(Text word)
{
	while (word.len) {
		size_t i = 0;

		while (i < sizeof title_pieces / sizeof *title_pieces &&
		    !text_take_nocase(&word, title_pieces[i]))
			i++;
		if (i == sizeof title_pieces / sizeof *title_pieces)
			return false;
	}
	return true;
}

bool person_is_title_word(Text word)
{
	return is_listed(word) || is_pieces(word);
}
