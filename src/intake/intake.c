/* A file's bytes, its form, its reader. */
#include "intake/intake.h"

#include <sys/stat.h>

#include "base/files.h"
#include "base/out.h"
#include "intake/format.h"

#define LIKENESS_LEAST 30

static bool is_control(unsigned char c)
{
	return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
}

/* More than one byte in ten is a control sign, or one in a hundred a NUL. */
static bool looks_binary(Text head)
{
	size_t nuls = 0, controls = 0;

	for (size_t i = 0; i < head.len; i++) {
		nuls += head.at[i] == '\0';
		controls += is_control((unsigned char)head.at[i]);
	}
	return nuls * 100 > head.len || controls * 10 > head.len;
}

static const struct format *find_best(Text head, const struct catalog *catalog)
{
	const struct format *best = NULL;
	int most = LIKENESS_LEAST - 1;

	for (const struct format *const *format = format_list(); *format; format++) {
		int likeness = (*format)->likeness(head, catalog);
		if (likeness > most) {
			most = likeness;
			best = *format;
		}
	}
	return best;
}

static enum fault unknown_form(const char *path, struct error *err)
{
	char names[200];
	size_t len = 0;

	for (const struct format *const *format = format_list(); *format && len < sizeof names;
	     format++)
		len += (size_t)snprintf(names + len, sizeof names - len, "%s%.*s", len ? ", " : "",
		    TEXT_ARG((*format)->name));
	return fail(err, FAULT_BAD_INPUT, "'%s' has no known form; --format forces one of: %s",
	    path, names);
}

/* A size for people, in the unit that shows it: the limit is in the sentence, too. */
static enum fault check_size(const char *path, struct error *err)
{
	struct stat status;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size <= (off_t)RECORD_LIMIT)
		return FAULT_NONE;
	double gib = (double)status.st_size / (1u << 30), mib = (double)status.st_size / (1u << 20);
	return fail(err, FAULT_TOO_LARGE, "'%s' is too large: %.1f %s; the limit is %u MiB", path,
	    gib >= 0.1 ? gib : mib, gib >= 0.1 ? "GiB" : "MiB", RECORD_LIMIT >> 20);
}

enum fault intake_read_bytes(const char *path, Text bytes, const struct format *format, Text id,
    const struct catalog *catalog, received_taker *take, void *context, struct error *err)
{
	Text head = text_slice(bytes, 0, INTAKE_HEAD);
	struct reception reception = { path, format, catalog, id, take, context };

	if (!bytes.len)
		return fail(err, FAULT_BAD_INPUT, "'%s' is empty", path);
	if (looks_binary(head))
		return fail(err, FAULT_BAD_INPUT, "'%s' looks like a binary file", path);
	if (!format)
		reception.format = format = find_best(head, catalog);
	if (!format)
		return unknown_form(path, err);
	return format->read(&reception, bytes, err);
}

enum fault intake_read_as(const char *path, const struct format *format, Text id,
    const struct catalog *catalog, received_taker *take, void *context, struct error *err)
{
	struct arena arena;
	Text bytes;
	enum fault fault = check_size(path, err);

	if (fault != FAULT_NONE)
		return fault;
	arena_begin(&arena, 0);
	fault = file_read(path, RECORD_LIMIT, &arena, &bytes, err);
	if (fault == FAULT_NONE)
		fault = intake_read_bytes(path, bytes, format, id, catalog, take, context, err);
	arena_end(&arena);
	return fault;
}

enum fault intake_read(const char *path, const struct format *format, const struct catalog *catalog,
    received_taker *take, void *context, struct error *err)
{
	return intake_read_as(path, format, (Text){ 0 }, catalog, take, context, err);
}
