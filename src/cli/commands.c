/* The table of commands and the reading of their arguments. */
#include "cli/commands.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define COMMAND_ROW(name, needs, operands, summary) \
	{ #name, needs, operands, summary, command_##name, command_##name##_options, \
		command_##name##_help },
static const struct command commands[] = { COMMANDS(COMMAND_ROW){ 0 } };
#undef COMMAND_ROW

const struct command *command_list(void)
{
	return commands;
}

const struct command *command_find(Text name)
{
	for (const struct command *command = commands; command->name; command++)
		if (text_equal(name, text_of(command->name)))
			return command;
	return NULL;
}

static int find_row(const struct command *command, Text name)
{
	for (int row = 0; command->options[row].name; row++)
		if (text_equal(name, text_of(command->options[row].name)))
			return row;
	return -1;
}

/* One "--name", "--name=value" or "--name value"; *next moves over a value that stands apart. */
static enum fault read_option(struct call *call, char ***next, struct error *err)
{
	const char *word = **next + 2;
	Text rest = text_of(word), name = text_cut(&rest, '=');
	bool joined = word[name.len] == '=';
	int row = find_row(call->command, name);

	if (row < 0)
		return fail(err, FAULT_USAGE, "%s has no option --%.*s; see 'chancery %s --help'",
		    call->command->name, TEXT_ARG(name), call->command->name);
	if (!call->command->options[row].value) {
		if (joined)
			return fail(err, FAULT_USAGE, "--%.*s takes no value", TEXT_ARG(name));
		call->values[row] = "";
		return FAULT_NONE;
	}
	if (!joined && !(*next)[1])
		return fail(err, FAULT_USAGE, "--%.*s needs a value: %s", TEXT_ARG(name),
		    call->command->options[row].value);
	call->values[row] = joined ? word + name.len + 1 : *++*next;
	return FAULT_NONE;
}

/* A word with "--" in it may be given as an option instead, one in brackets may be left out. */
static int operands_needed(const struct command *command, int *most)
{
	int needed = 0;
	Text rest = text_of(command->operands);

	*most = 0;
	for (Text word = text_cut_word(&rest); word.len; word = text_cut_word(&rest)) {
		bool optional = word.at[0] == '[';

		needed += !optional && text_find(word, TEXT("--")) == TEXT_NONE;
		*most += optional || text_find(word, TEXT("--")) == TEXT_NONE;
	}
	return needed;
}

enum fault call_read(struct call *call, char **arguments, struct error *err)
{
	bool only_operands = false;
	int count = 0;

	call->operands = arguments;
	for (char **next = arguments; *next; next++) {
		Text word = text_of(*next);
		if (!only_operands && text_equal(word, TEXT("--"))) {
			only_operands = true;
		} else if (!only_operands && text_starts(word, TEXT("--"))) {
			enum fault fault = read_option(call, &next, err);
			if (fault)
				return fault;
		} else if (!only_operands && word.len > 1 && word.at[0] == '-') {
			return fail(err, FAULT_USAGE, "unknown option %s; see 'chancery %s --help'",
			    *next, call->command->name);
		} else {
			call->operands[count++] = *next;
		}
	}
	call->operand_count = count;
	bool open_ended = text_find(text_of(call->command->operands), TEXT("...")) != TEXT_NONE;
	int most, needed = operands_needed(call->command, &most);
	if (count < needed || (count > most && !open_ended))
		return fail(err, FAULT_USAGE,
		    "usage: chancery %s %s   (chancery %s --help tells more)", call->command->name,
		    call->command->operands, call->command->name);
	return FAULT_NONE;
}

const char *call_option(const struct call *call, const char *name)
{
	int row = find_row(call->command, text_of(name));

	assert(row >= 0 && row < OPTIONS_LIMIT);
	return call->values[row];
}

void tell(Text sentence)
{
	fputs("chancery: ", stderr);
	for (size_t i = 0; i < sentence.len; i++) {
		unsigned char c = (unsigned char)sentence.at[i];
		fputc(c < ' ' || c == 0x7F ? '?' : c, stderr);
	}
	fputc('\n', stderr);
}

enum fault call_count(
    const struct call *call, const char *option, unsigned most, unsigned *count, struct error *err)
{
	const char *given = call_option(call, option);
	Text rest = text_of(given);
	uint64_t value;

	if (!given)
		return FAULT_NONE;
	if (!text_take_digits(&rest, 6, &value) || rest.len || value < 1 || value > most)
		return fail(
		    err, FAULT_USAGE, "--%s %s is not a number from 1 to %u", option, given, most);
	*count = (unsigned)value;
	return FAULT_NONE;
}

enum fault call_flush(struct call *call, struct error *err)
{
	Text rest = out_text(call->out);
	enum fault fault = out_check(call->out, "the output", err);

	while (!fault && rest.len) {
		ssize_t written = write(STDOUT_FILENO, rest.at, rest.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			fault = fail_errno(err, errno, "cannot write to standard output");
		else
			rest = text_from(rest, (size_t)written);
	}
	out_reset(call->out);
	return fault;
}
