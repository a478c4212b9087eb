/* Out: bytes under construction, born with a ceiling, remembering the first failure. After it every
 * put is a no-op, so a page of forty puts needs one check, at the end. */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include <stdarg.h>

#include "base/error.h"
#include "base/text.h"

struct out {
	char *bytes;
	size_t len, room, limit;
	enum fault fault; /* FAULT_NONE, TOO_LARGE (ceiling) or NO_MEMORY */
};

void out_begin(struct out *out, size_t limit); /* limit in bytes, required */
void out_end(struct out *out);                 /* a zeroed out is allowed */
/* Empties it and clears the fault; keeps the memory. */
void out_reset(struct out *out);

void out_put(struct out *out, Text text);
void out_char(struct out *out, char c);
void out_number(struct out *out, int64_t number);
void out_printf(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_vprintf(struct out *out, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* A number for people: 251287 -> "251,287". */
void out_grouped(struct out *out, int64_t number);

/* What was put so far; borrowed until the next put. */
static inline Text out_text(const struct out *out)
{
	return (Text){ out->bytes, out->len };
}
/* The latched fault as an error: "the page is larger than N bytes". `what` names the thing. */
enum fault out_check(const struct out *out, const char *what, struct error *err);

#endif
