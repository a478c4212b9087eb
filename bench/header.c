/* ACP 127, format lines 1 to 8. */
#include "bench/cable.h"

#define WIDTH 66

static const char *const agencies[] = { "RUEKJCS/SECDEF WASHDC", "RUEAIIA/CIA WASHDC",
	"RHEHNSC/NSC WASHDC", "RUEAWJA/DEPT OF JUSTICE WASHDC", "RUCPDOC/DEPT OF COMMERCE WASHDC",
	"RUEATRS/DEPT OF TREASURY WASHDC", "RHMFISS/HQ USEUCOM VAIHINGEN GE",
	"RUEKJCS/JOINT STAFF WASHDC", "RUCNDT/USMISSION USUN NEW YORK", "RUEHBS/USEU BRUSSELS" };
static const char *const precedences[] = { "ROUTINE", "PRIORITY", "IMMEDIATE", "NIACT IMMEDIATE" };
static const char prosigns[] = "RPOO";

void put_id(struct out *out, const struct sender *place, struct cited cited)
{
	out_printf(out, "%02d", cited.year);
	out_put(out, place->post->station);
	out_number(out, cited.number);
}

static const struct sender *any_place(const struct collection *collection, struct chance *chance)
{
	return &collection->world.places[odds_draw(&collection->world.place_odds, chance)];
}

static void put_relays(
    struct out *out, const struct collection *collection, struct chance *chance, char sign)
{
	uint32_t relays = 1 + chance_below(chance, 14), column = 2;

	out_char(out, sign);
	out_char(out, sign);
	for (uint32_t i = 0; i < relays; i++) {
		Text routing = any_place(collection, chance)->routing;

		if (column + routing.len > WIDTH) {
			out_char(out, '\n');
			column = 0;
		} else {
			out_char(out, ' ');
		}
		out_put(out, routing);
		column += (uint32_t)routing.len + 1;
	}
	out_char(out, '\n');
}

static void put_addressees(
    struct out *out, const struct collection *collection, struct facts *facts, uint32_t rank)
{
	struct chance *chance = &facts->chance;
	uint32_t count = chance_below(chance, 12);

	if (facts->place_row == collection->world.state) {
		const struct sender *to = any_place(collection, chance);

		out_printf(out, "TO %.*s/%.*s %s %04u\n", TEXT_ARG(to->routing), TEXT_ARG(to->plad),
		    precedences[rank], chance_below(chance, 10000));
	} else {
		out_printf(out, "TO RUEHC/SECSTATE WASHDC %s %04u\n", precedences[rank],
		    chance_below(chance, 10000));
	}
	for (uint32_t i = 0; i < count; i++) {
		out_put(out, i ? TEXT("") : TEXT("INFO "));
		if (chance_below(chance, 3) == 0) {
			out_put(out, text_of(agencies[chance_below(chance, 10)]));
		} else {
			const struct sender *to = any_place(collection, chance);

			out_put(out, to->routing);
			out_char(out, '/');
			out_put(out, to->plad);
			out_printf(out, " %04u", chance_below(chance, 10000));
		}
		out_char(out, '\n');
	}
}

void put_header(
    struct out *out, const struct collection *collection, struct facts *facts, uint32_t sections)
{
	struct chance *chance = &facts->chance;
	uint32_t random = chance_below(chance, 26 * 26 * 10000);
	uint32_t rank = chance_below(chance, 20) < 12 ? 0 : 1 + chance_below(chance, 20) / 9;
	/* Filed some minutes after the date-time group. */
	Civil filed = clock_civil(facts->seconds + 60 * chance_below(chance, 10));
	const char *signals = class_rows[facts->classification].signals;
	Text month = clock_month_name(facts->time.month);

	out_printf(out, "VZCZCX%c%c%04u\n", 'A' + (int)(random % 26), 'A' + (int)(random / 26 % 26),
	    random / 676);
	put_relays(out, collection, chance, prosigns[rank]);
	out_printf(out, "DE %.*s #%04u%s %03d%02d%02d\n", TEXT_ARG(facts->place->routing),
	    facts->number % 10000, sections > 1 ? "/01" : "",
	    clock_day_of_year(filed.year, filed.month, filed.day), filed.hour, filed.minute);
	out_printf(out, "%s %s ZZH\n", *signals == 'U' ? "ZNR" : "ZNY", signals);
	out_printf(out, "%c %02d%02d%02dZ %c%c%c %02d\n", prosigns[rank], facts->time.day,
	    facts->time.hour, facts->time.minute, month.at[0], ascii_upper(month.at[1]),
	    ascii_upper(month.at[2]), facts->time.year % 100);
	out_printf(out, "FM %.*s\n", TEXT_ARG(facts->place->plad));
	put_addressees(out, collection, facts, rank);
}
