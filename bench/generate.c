/* Writes a collection of invented cables, the same bytes for the same seed. usage:
 * generate --cables N --seed S --as csv|pages|text OUT     OUT: a file ("-": standard output) for
 * csv, else a folder, which gets YYYY/MM/ID.html or ID.txt. What it is like: docs/notes/0005. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <unistd.h>

#include "base/files.h"
#include "bench/forms.h"

#define PIECE_MOST ((size_t)4 << 20) /* bytes of a cable */
#define FLUSH_AT   ((size_t)1 << 20)

struct target {
	const char *form, *path, *suffix;
	form_writer *write;
	int file;        /* of csv */
	int year, month; /* of the folder that is made */
	struct out out;
};

static const struct {
	const char *name, *suffix;
	form_writer *write;
} forms[] = { { "csv", NULL, put_csv_row }, { "pages", "html", put_mirror_page },
	{ "text", "txt", put_telegram } };

static enum fault flush(struct target *target, int file, struct error *err)
{
	Text rest = out_text(&target->out);

	if (out_check(&target->out, "a cable", err) != FAULT_NONE)
		return err->fault;
	while (rest.len) {
		ssize_t wrote = write(file, rest.at, rest.len);

		if (wrote < 0)
			return fail_errno(err, errno, "'%s' cannot be written", target->path);
		rest = text_from(rest, (size_t)wrote);
	}
	out_reset(&target->out);
	return FAULT_NONE;
}

static enum fault write_file(struct target *target, const struct facts *facts, struct error *err)
{
	struct arena arena;
	struct out name;
	enum fault fault = FAULT_NONE;
	int file;

	arena_begin(&arena, 0);
	out_begin(&name, 4096);
	out_printf(&name, "%s/%04d/%02d", target->path, facts->time.year, facts->time.month);
	if (target->year != facts->time.year || target->month != facts->time.month)
		fault = folder_make(text_string(&arena, out_text(&name)), err);
	target->year = facts->time.year;
	target->month = facts->time.month;
	out_char(&name, '/');
	put_id(&name, facts->place,
	    (struct cited){ (uint8_t)(facts->time.year % 100), facts->number });
	out_printf(&name, ".%s", target->suffix);
	if (fault == FAULT_NONE) {
		file = open(text_string(&arena, out_text(&name)),
		    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		fault = file < 0
		    ? fail_errno(err, errno, "'%.*s' cannot be made", TEXT_ARG(out_text(&name)))
		    : flush(target, file, err);
		if (file >= 0)
			close(file);
	}
	out_end(&name);
	arena_end(&arena);
	return fault;
}

static enum fault write_all(struct target *target, struct collection *collection, struct error *err)
{
	struct out header, message, scratch;
	struct facts facts;
	enum fault fault = FAULT_NONE;

	out_begin(&header, PIECE_MOST);
	out_begin(&message, PIECE_MOST);
	out_begin(&scratch, PIECE_MOST);
	while (fault == FAULT_NONE && collection_next(collection, &facts)) {
		cable_write(collection, &facts, &header, &message, &scratch);
		target->write(&target->out, &facts, out_text(&header), out_text(&message));
		if (target->suffix)
			fault = write_file(target, &facts, err);
		else if (target->out.len > FLUSH_AT)
			fault = flush(target, target->file, err);
	}
	if (fault == FAULT_NONE && !target->suffix)
		fault = flush(target, target->file, err);
	out_end(&header);
	out_end(&message);
	out_end(&scratch);
	return fault;
}

static enum fault open_target(struct target *target, struct error *err)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (text_equal(text_of(target->form), text_of(forms[i].name))) {
			target->suffix = forms[i].suffix;
			target->write = forms[i].write;
		}
	if (!target->write)
		return fail(err, FAULT_USAGE, "no form '%s': csv, pages or text", target->form);
	if (target->suffix)
		return folder_make(target->path, err);
	if (text_equal(text_of(target->path), TEXT("-")))
		target->file = STDOUT_FILENO;
	else
		target->file = open(target->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (target->file < 0)
		return fail_errno(err, errno, "'%s' cannot be made", target->path);
	return FAULT_NONE;
}

static bool read_number(const char *word, uint64_t *number)
{
	Text text = text_of(word);

	return text_take_digits(&text, 12, number) && text.len == 0;
}

static bool read_words(
    int count, char **words, struct target *target, uint64_t *cables, uint64_t *seed)
{
	static const struct option options[] = { { "cables", 1, NULL, 'n' },
		{ "seed", 1, NULL, 's' }, { "as", 1, NULL, 'a' }, { 0 } };
	bool good = true;
	int option;

	while ((option = getopt_long(count, words, "", options, NULL)) != -1)
		if (option == 'n')
			good = good && read_number(optarg, cables);
		else if (option == 's')
			good = good && read_number(optarg, seed);
		else if (option == 'a')
			target->form = optarg;
		else
			good = false;
	if (good && optind == count - 1)
		target->path = words[optind];
	return target->path != NULL;
}

int main(int count, char **words)
{
	struct target target = { .form = "csv", .file = -1 };
	uint64_t cables = 25000, seed = 1;
	struct collection collection = { 0 };
	struct error err = { 0 };

	if (!read_words(count, words, &target, &cables, &seed)) {
		fprintf(
		    stderr, "usage: generate [--cables N] [--seed S] [--as csv|pages|text] OUT\n");
		return fault_exit_code(FAULT_USAGE);
	}
	out_begin(&target.out, 2 * PIECE_MOST);
	if (open_target(&target, &err) == FAULT_NONE &&
	    collection_open(&collection, cables, seed, &err) == FAULT_NONE)
		write_all(&target, &collection, &err);
	collection_close(&collection);
	out_end(&target.out);
	if (err.fault != FAULT_NONE)
		fprintf(stderr, "generate: %s\n", err.text);
	return fault_exit_code(err.fault);
}
