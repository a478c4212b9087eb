#include "curate/entries.h"

#include "vault/log.h"

struct window {
	struct sheet *sheet;
	uint64_t first, end, seen;
	ARRAY(struct log_entry) list;
};

static enum fault count_entry(void *context, const struct log_entry *entry, struct error *err)
{
	struct entries *entries = context;

	(void)err;
	entries->count++;
	entries->last = entry->number;
	return FAULT_NONE;
}

enum fault entries_count(struct sheet *sheet, Text id, struct entries *entries, struct error *err)
{
	*entries = (struct entries){ 0 };
	return vault_each_entry(sheet->desk->vault, id, count_entry, entries, err);
}

static enum fault keep_entry(void *context, const struct log_entry *entry, struct error *err)
{
	struct window *window = context;
	struct arena *arena = window->sheet->arena;
	struct log_entry *kept;

	window->seen++;
	if (window->seen < window->first || window->seen >= window->end)
		return FAULT_NONE;
	kept = array_add(&window->list, arena);
	if (kept) {
		*kept = *entry;
		kept->id = text_copy(arena, entry->id);
		kept->reason = text_copy(arena, entry->reason);
		kept->curator = text_copy(arena, entry->curator);
		kept->details = text_copy(arena, entry->details);
	}
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for the log")
			     : FAULT_NONE;
}

static const struct {
	enum verdict verdict;
	Text done;
} dones[] = {
	{ VERDICT_APPROVE, TEXT_INIT("approved") },
	{ VERDICT_RELEASE, TEXT_INIT("released") },
	{ VERDICT_WITHDRAW, TEXT_INIT("withdrawn") },
	{ VERDICT_REVIEW, TEXT_INIT("looked through") },
	{ VERDICT_WITHHOLD, TEXT_INIT("withheld") },
	{ VERDICT_ADMIT, TEXT_INIT("no longer withheld") },
	{ VERDICT_REDACT, TEXT_INIT("words taken out") },
	{ VERDICT_RESTORE, TEXT_INIT("words put back") },
	{ VERDICT_DISMISS, TEXT_INIT("flags dismissed") },
};

static Text done_of(enum verdict verdict)
{
	for (size_t i = 0; i < sizeof dones / sizeof *dones; i++)
		if (dones[i].verdict == verdict)
			return dones[i].done;
	return TEXT("decided");
}

static uint32_t lines_of(Text text)
{
	uint32_t lines = 0;

	while (text_trim(text).len) {
		text_cut(&text, '\n');
		lines++;
	}
	return lines;
}

static bool is_dated(enum verdict verdict)
{
	return verdict == VERDICT_RELEASE || verdict == VERDICT_WITHDRAW;
}

static void put_what(struct out *out, const struct log_entry *entry)
{
	uint32_t parts = lines_of(entry->details);

	html_text(out, done_of(entry->verdict));
	if (parts) {
		html_raw(out, " (");
		put_count(out, parts, "place", "places");
		html_raw(out, ")");
	}
	if (is_dated(entry->verdict)) {
		html_raw(out, " from ");
		html_moment(out, entry->effective);
		html_raw(out, " on");
	}
}

static void put_entry(struct out *out, const struct log_entry *entry)
{
	Moment decided = { entry->decided, PRECISION_MINUTE };

	html_raw(out, "<tr><td>");
	html_moment(out, decided);
	html_raw(out, "</td><td><a ");
	put_record_address(out, entry->id);
	html_raw(out, ">");
	html_text(out, entry->id);
	out_printf(out, "</a>, revision %u</td><td>", entry->revision);
	put_what(out, entry);
	html_raw(out, "</td><td>");
	html_text(out, entry->curator);
	html_raw(out, "</td><td>");
	html_text(out, entry->reason);
	html_raw(out, "</td></tr>\n");
}

enum fault entries_put(
    struct sheet *sheet, Text id, uint64_t first, uint64_t count, struct error *err)
{
	struct window window = { .sheet = sheet, .first = first, .end = first + count };
	struct out *out = sheet->out;

	if (vault_each_entry(sheet->desk->vault, id, keep_entry, &window, err) != FAULT_NONE)
		return err->fault;
	html_raw(out,
	    "<table class=\"log\">\n<caption class=\"said\">Decisions, the newest first</caption>\n"
	    "<thead><tr><th>When</th><th>Record</th><th>What</th><th>Who</th><th>Reason</th></tr>"
	    "</thead>\n<tbody>\n");
	for (uint32_t i = window.list.count; i > 0; i--)
		put_entry(out, &window.list.items[i - 1]);
	html_raw(out, "</tbody>\n</table>\n");
	return FAULT_NONE;
}
