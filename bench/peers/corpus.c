/* Writes the corpus of an edition for the peers (peer.h says what it looks like), so that all
 * engines index the same records, cut into the same words, in the same order. usage: corpus PUBLIC
 * FOLDER */
#include <errno.h>

#include "base/files.h"
#include "catalog/catalog.h"
#include "edition/edition.h"
#include "search/passages.h"
#include "search/words.h"

struct corpus_files {
	FILE *facts, *words;
	const struct catalog *catalog;
	Moment last;
	uint64_t documents, word_count, bytes;
};

static void put_field(FILE *file, Text text, char end)
{
	fprintf(file, "%.*s%c", TEXT_ARG(text.len ? text : TEXT("-")), end);
}

static Text origin_of(
    const struct corpus_files *files, const struct record *record, struct arena *arena)
{
	const struct post *post = catalog_post_by_name(files->catalog, record->origin);

	return post ? post->slug : text_slug(arena, record->origin);
}

/* Tabs and line ends of a title are blanks here. */
static Text flat(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len + 1);

	for (size_t i = 0; bytes && i < text.len; i++)
		bytes[i] = text.at[i];
	for (size_t i = 0; bytes && i < text.len; i++)
		if (ascii_is_space(bytes[i]))
			bytes[i] = ' ';
	return (Text){ bytes, bytes ? text.len : 0 };
}

static void put_facts(struct corpus_files *files, const struct record *record, struct arena *arena)
{
	Text year = { NULL, 0 }, seconds = { NULL, 0 };

	if (record->created.precision >= PRECISION_YEAR) {
		year = text_format(arena, "%d", clock_civil(record->created.seconds).year);
		seconds = text_format(arena, "%lld", (long long)record->created.seconds);
	}
	put_field(files->facts, record->id, '\t');
	put_field(files->facts, seconds, '\t');
	put_field(files->facts, origin_of(files, record, arena), '\t');
	put_field(files->facts, classification_slug(record->classification), '\t');
	put_field(files->facts, year, '\t');
	for (uint32_t i = 0; i < record->tags.count; i++)
		put_field(
		    files->facts, record->tags.items[i], i + 1 < record->tags.count ? ',' : '\t');
	if (!record->tags.count)
		put_field(files->facts, (Text){ NULL, 0 }, '\t');
	put_field(files->facts, flat(arena, record->title), '\n');
}

static void put_words(struct corpus_files *files, Text text, struct arena *arena)
{
	struct word word;
	uint32_t at = 0;
	uint64_t before = files->word_count;

	while (word_take(text, &at, arena, &word)) {
		fprintf(files->words, "%s%.*s", files->word_count == before ? "" : " ",
		    TEXT_ARG(word.folded));
		files->word_count++;
	}
	if (files->word_count != before)
		fputc('\n', files->words);
}

static enum fault put_record(void *context, const struct published *published, struct error *err)
{
	struct corpus_files *files = context;
	const struct record *record = published->record;
	PassageList passages = { 0 };
	struct arena arena;

	if (record->created.seconds < files->last.seconds)
		return fail(err, FAULT_CORRUPT, "'%.*s' is out of order", TEXT_ARG(record->id));
	if (record->created.precision != PRECISION_UNKNOWN)
		files->last = record->created;
	arena_begin(&arena, 0);
	put_facts(files, record, &arena);
	if (!passages_of(record, &arena, &passages))
		fail(err, FAULT_NO_MEMORY, "no memory for '%.*s'", TEXT_ARG(record->id));
	for (uint32_t i = 0; i < passages.count; i++)
		put_words(files, passages.items[i].text, &arena);
	fputc('\n', files->words);
	files->documents++;
	files->bytes += record->transcript.text.len;
	arena_end(&arena);
	return err->fault;
}

static FILE *open_file(const char *folder, const char *name, struct error *err)
{
	struct arena arena;
	FILE *file;

	arena_begin(&arena, 0);
	file = fopen(path_join(&arena, folder, name), "we");
	if (!file)
		fail_errno(err, errno, "'%s/%s' cannot be made", folder, name);
	arena_end(&arena);
	return file;
}

static void close_file(FILE *file, struct error *err)
{
	if (file && fclose(file) != 0)
		fail_errno(err, errno, "a file of the corpus cannot be written");
}

int main(int count, char **words)
{
	struct error err = { 0 };
	struct corpus_files files = { 0 };
	struct catalog *catalog = catalog_open(&err);
	struct edition *edition = NULL;

	files.catalog = catalog;
	files.last.seconds = INT64_MIN;
	if (count != 3)
		fail(&err, FAULT_USAGE, "usage: corpus PUBLIC FOLDER");
	if (err.fault == FAULT_NONE && folder_make(words[2], &err) == FAULT_NONE) {
		edition = edition_open(words[1], &err);
		files.facts = open_file(words[2], "facts", &err);
		files.words = open_file(words[2], "words", &err);
	}
	if (err.fault == FAULT_NONE)
		edition_each(edition, put_record, &files, &err);
	close_file(files.facts, &err);
	close_file(files.words, &err);
	edition_close(edition);
	catalog_close(catalog);
	if (err.fault == FAULT_NONE)
		printf("%llu\t%llu\t%llu\n", (unsigned long long)files.documents,
		    (unsigned long long)files.word_count, (unsigned long long)files.bytes);
	else
		fprintf(stderr, "corpus: %s\n", err.text);
	return fault_exit_code(err.fault);
}
