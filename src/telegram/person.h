/* Persons as a Classified By statement names them: title and name. Inside telegram/ only. */
#ifndef TELEGRAM_PERSON_H
#define TELEGRAM_PERSON_H

#include "catalog/catalog.h"

#define PERSON_WORDS     64 /* of one statement; what follows is not looked at */
#define PERSONS_MOST     4
#define PERSON_WORD_MOST 31 /* longer words are looked at as they stand */

/* Slices of the text that persons_take was given. */
struct person {
	Text name, title;
};

/* What stands before the reasons: "Deputy Chief of Mission Jane Q. Doe", "JANE DOE, DCM". Returns
 * how many persons it names, at most PERSONS_MOST; 0 for a title or a section alone. A word is of a
 * title when the table knows it or one letter is wrong in it, when it holds a slash or digits, when
 * it is an acronym among mixed case, or a country behind "for". */
uint32_t persons_take(
    const struct catalog *catalog, Text statement, struct person persons[PERSONS_MOST]);

/* person_words.c: a word of a title, one with a letter wrong, or glued pieces: "PolMinCouns". */
bool person_is_title_word(Text word);
/* A word whose point is no sentence's end: "Q.", "Jr.", "Amb.", "U.S.". */
bool person_is_short(Text word);
/* At most `most` letters wrong, missing, doubled or swapped; `word` in any case. Both under 32
 * bytes, else false. */
bool person_is_nearly(Text word, Text known, unsigned most);

#endif
