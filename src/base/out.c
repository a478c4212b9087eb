/* Every put goes through make_room, the one place that knows the ceiling and sets the fault. */
#include "base/out.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 1024

void out_begin(struct out *out, size_t limit)
{
	*out = (struct out){ .limit = limit };
}

void out_end(struct out *out)
{
	free(out->bytes);
	*out = (struct out){ 0 };
}

void out_reset(struct out *out)
{
	out->len = 0;
	out->fault = FAULT_NONE;
}

static bool grow(struct out *out, size_t need)
{
	size_t room = out->room ? out->room : ROOM_FIRST;
	char *bytes;

	while (room < need)
		room = room > SIZE_MAX / 2 ? need : room * 2;
	bytes = realloc(out->bytes, room);
	if (!bytes) {
		out->fault = FAULT_NO_MEMORY;
		return false;
	}
	out->bytes = bytes;
	out->room = room;
	return true;
}

/* One byte more than asked: vsnprintf wants to end in a NUL. */
static bool make_room(struct out *out, size_t more)
{
	if (out->fault != FAULT_NONE)
		return false;
	if (more > out->limit - out->len || more == SIZE_MAX) {
		out->fault = FAULT_TOO_LARGE;
		return false;
	}
	return out->room - out->len > more || grow(out, out->len + more + 1);
}

void out_put(struct out *out, Text text)
{
	if (text.len == 0 || !make_room(out, text.len))
		return;
	memcpy(out->bytes + out->len, text.at, text.len);
	out->len += text.len;
}

void out_char(struct out *out, char c)
{
	out_put(out, (Text){ &c, 1 });
}

void out_number(struct out *out, int64_t number)
{
	out_printf(out, "%" PRId64, number);
}

void out_printf(struct out *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	out_vprintf(out, format, args);
	va_end(args);
}

void out_vprintf(struct out *out, const char *format, va_list args)
{
	va_list again;
	int len;

	if (out->fault != FAULT_NONE)
		return;
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0) {
		out->fault = FAULT_TOO_LARGE;
		return;
	}
	if (!make_room(out, (size_t)len))
		return;
	vsnprintf(out->bytes + out->len, (size_t)len + 1, format, args);
	out->len += (size_t)len;
}

void out_grouped(struct out *out, int64_t number)
{
	char digits[24];
	int len;

	len = snprintf(digits, sizeof digits, "%" PRId64, number);
	for (int i = 0; i < len; i++) {
		out_char(out, digits[i]);
		if (ascii_is_digit(digits[i]) && i + 1 < len && (len - i - 1) % 3 == 0)
			out_char(out, ',');
	}
}

enum fault out_check(const struct out *out, const char *what, struct error *err)
{
	switch (out->fault) {
	case FAULT_NONE:
		return FAULT_NONE;
	case FAULT_TOO_LARGE:
		return fail(err, FAULT_TOO_LARGE, "%s is larger than %zu bytes", what, out->limit);
	default:
		return fail(err, out->fault, "no memory left for %s", what);
	}
}
