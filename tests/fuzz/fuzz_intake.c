/* A fuzzer for one format: any bytes come out as records that keep the rules, or as rejections with
 * a reason. Compiled once a format with -DFORMAT; "any" lets the content tell. */
#include "intake/invariants.h"

static enum fault take(void *context, const struct received *received, struct error *err)
{
	const char *wrong = check_received(received);

	(void)context, (void)err;
	if (!wrong)
		return FAULT_NONE;
	fprintf(stderr, "%s: %s\n", received->path, wrong);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct catalog *catalog;
	struct error err = { 0 };

	if (!catalog && !(catalog = catalog_open(&err)))
		abort();
	struct intake *intake = intake_open(&(struct intake_settings){ .catalog = catalog,
						.format = format_find(text_of(FORMAT)),
						.threads = 1,
						.take = take },
	    &err);
	if (!intake ||
	    intake_read_bytes(intake, "input", (Text){ (const char *)bytes, len }, &err) ||
	    intake_close(intake, &err))
		abort();
	return 0;
}
