#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"

#define LINE_BYTES_LIMIT (64u << 20)

struct report {
	const char *path;
	FILE *file;
};

struct report *report_open(const char *path, struct error *err)
{
	FILE *file = fopen(path, "we");
	struct report *report = file ? malloc(sizeof *report) : NULL;

	if (report) {
		*report = (struct report){ path, file };
		return report;
	}
	fail_errno(err, errno, "cannot write the report '%s'", path);
	if (file)
		fclose(file);
	return NULL;
}

enum fault report_close(struct report *report, struct error *err)
{
	enum fault fault = FAULT_NONE;

	if (!report)
		return FAULT_NONE;
	if (fclose(report->file) != 0)
		fault = fail_errno(err, errno, "cannot write the report '%s'", report->path);
	free(report);
	return fault;
}

static json_t *notes_json(const struct record *record)
{
	json_t *notes = json_array();

	for (uint32_t i = 0; record && i < record->notes.count; i++) {
		const struct note *note = &record->notes.items[i];
		json_array_append_new(notes,
		    json_pack("{so so si si so so}", "name", json_text(note_name(note->kind)),
			"grade", json_text(note_grade_name(note_grade_of(note->kind))), "line",
			(int)note->line, "column", (int)note->column, "phrase",
			json_text(note_phrase(note->kind)), "excerpt", json_text(note->excerpt)));
	}
	return notes;
}

enum fault report_put(struct report *report, const char *path, uint32_t line, const char *outcome,
    const char *reason, const struct record *record, struct error *err)
{
	struct arena arena;
	struct out out;

	if (!report)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	out_begin(&out, LINE_BYTES_LIMIT);
	/* A file's name may be any bytes. */
	out_json(&out,
	    json_pack("{so si ss so so so}", "file", json_text(utf8_repair(&arena, text_of(path))),
		"line", (int)line, "outcome", outcome, "id",
		record ? json_text(record->id) : json_null(), "reason",
		reason ? json_text(utf8_repair(&arena, text_of(reason))) : json_null(), "notes",
		notes_json(record)),
	    JSON_STYLE_LINE);
	out_char(&out, '\n');
	enum fault fault = out_check(&out, "a line of the report", err);
	if (!fault && fwrite(out.bytes, 1, out.len, report->file) != out.len)
		fault = fail_errno(err, errno, "cannot write the report '%s'", report->path);
	out_end(&out);
	arena_end(&arena);
	return fault;
}
