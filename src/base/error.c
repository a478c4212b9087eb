/* The first failure is the one that is told: what follows from it only blurs it. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	int exit_code, status;
} faults[] = {
#define FAULT_ROW(name, exit_code, status) { #name, exit_code, status },
	FAULTS(FAULT_ROW)
#undef FAULT_ROW
};

static size_t row_of(enum fault fault)
{
	size_t row = (size_t)fault;

	return row < sizeof faults / sizeof *faults ? row : (size_t)FAULT_IO;
}

const char *fault_name(enum fault fault)
{
	return faults[row_of(fault)].name;
}

int fault_exit_code(enum fault fault)
{
	return faults[row_of(fault)].exit_code;
}

int fault_http_status(enum fault fault)
{
	return faults[row_of(fault)].status;
}

/* A sentence that was cut must not end within a code point. */
static void mend_end(char *text)
{
	size_t len = strlen(text), end = len;

	while (end && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
		end--;
	if (end && (unsigned char)text[end - 1] >= 0xC0)
		text[end - 1] = '\0';
}

static void append(struct error *err, const char *format, va_list args)
{
	size_t len = strlen(err->text), room = sizeof err->text - len;
	int need = vsnprintf(err->text + len, room, format, args);

	if (need >= 0 && (size_t)need >= room)
		mend_end(err->text);
}

static void append_reason(struct error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	append(err, format, args);
	va_end(args);
}

static bool is_first(struct error *err, enum fault fault)
{
	if (!err || err->fault != FAULT_NONE)
		return false;
	*err = (struct error){ .fault = fault };
	return true;
}

enum fault fail(struct error *err, enum fault fault, const char *format, ...)
{
	va_list args;

	if (!is_first(err, fault))
		return err ? err->fault : fault;
	va_start(args, format);
	append(err, format, args);
	va_end(args);
	return fault;
}

static enum fault fault_of_errno(int number)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return FAULT_NO_SPACE;
	case EACCES:
	case EPERM:
	case EROFS:
		return FAULT_DENIED;
	case ENOENT:
		return FAULT_NOT_FOUND;
	case EEXIST:
	case ENOTEMPTY:
		return FAULT_CONFLICT;
	case ENOMEM:
		return FAULT_NO_MEMORY;
	case EFBIG:
		return FAULT_TOO_LARGE;
	default:
		return FAULT_IO;
	}
}

enum fault fail_errno(struct error *err, int number, const char *format, ...)
{
	enum fault fault = fault_of_errno(number);
	char room[128];
	va_list args;

	if (!is_first(err, fault))
		return err ? err->fault : fault;
	va_start(args, format);
	append(err, format, args);
	va_end(args);
	append_reason(err, ": %s", strerror_r(number, room, sizeof room));
	return fault;
}
