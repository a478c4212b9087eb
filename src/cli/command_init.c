#include "cli/commands.h"
#include "publish/site.h"

const struct option_row command_init_options[] = { { 0 } };

const char command_init_help[] =
    "Makes the folder ARCHIVE with an empty vault. Keep it private: it will hold everything that is received,\n"
    "released or not. Back it up by copying the folder while no command is writing. ARCHIVE/site/settings.txt says\n"
    "what the public site is called and more; it explains itself.\n\n"
    "example: chancery init archive\n";

enum fault command_init(struct call *call, struct error *err)
{
	enum fault fault = vault_init(call->operands[0], err);

	if (!fault)
		fault = site_make(call->operands[0], err);
	if (!fault)
		out_printf(call->out, "made archive %s; next: chancery ingest %s FILE...\n",
		    call->operands[0], call->operands[0]);
	return fault;
}
