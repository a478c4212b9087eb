/* .finished-NNNNNN, lines: the form with the program that wrote it (another one's bytes may
 * differ); records, "full" or "last"; the hash of the list; then of the index file and of the
 * record file sha256 and size. It is written when both are durable. */
#include "edition/finished.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"

#define FINISHED_HEAD  ".finished-"
#define FORM           "chancery.finished/1 " CHANCERY_VERSION
#define FINISHED_LIMIT 4096

static enum fault no_memory(const char *folder, struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to publish in '%s'", folder);
}

/* --- names --- */

static Text name_of(const char *head, uint32_t number, const char *tail, struct arena *arena)
{
	char name[EDITION_NAME_ROOM];

	edition_name(number, name);
	return text_format(arena, "%s%s%s", head, name, tail);
}

Text records_file_name(uint32_t number, struct arena *arena)
{
	return name_of("records-", number, ".db", arena);
}

Text index_file_name(uint32_t number, struct arena *arena)
{
	return name_of("index-", number, ".seg", arena);
}

static uint32_t finished_number(Text name)
{
	return text_take(&name, TEXT(FINISHED_HEAD)) ? edition_number(name) : 0;
}

/* --- the list --- */

Sha256 pair_list_begin(Text rule)
{
	return sha256_of(rule);
}

Sha256 pair_list_add(Sha256 list, Text id, Text key)
{
	struct arena arena;
	Text line;

	arena_begin(&arena, 0);
	line = text_format(&arena, "%.*s %.*s\n", TEXT_ARG(id), TEXT_ARG(key));
	char bytes[sizeof list.bytes + SHA256_HEX_ROOM];

	memcpy(bytes, list.bytes, sizeof list.bytes);
	sha256_hex(sha256_of(line), bytes + sizeof list.bytes);
	list = sha256_of((Text){ bytes, sizeof bytes });
	arena_end(&arena);
	return list;
}

/* --- reading and writing one --- */

static void put_file(struct out *out, const struct manifest_file *file)
{
	out_printf(out, "%.*s %llu\n", TEXT_ARG(file->sha256), (unsigned long long)file->size);
}

enum fault finished_write(const char *folder, const struct finished *finished, struct error *err)
{
	char hex[SHA256_HEX_ROOM];
	struct arena arena;
	struct out out;
	Text name;
	enum fault fault;

	arena_begin(&arena, 0);
	out_begin(&out, FINISHED_LIMIT);
	name = name_of(FINISHED_HEAD, finished->number, "", &arena);
	out_printf(&out, FORM "\n%llu %s\n%s\n", (unsigned long long)finished->about.records,
	    finished->about.end == PAIR_FULL ? "full" : "last",
	    sha256_hex(finished->about.list, hex).at);
	put_file(&out, &finished->index);
	put_file(&out, &finished->records);
	fault = out_check(&out, "what a pair is", err);
	if (fault == FAULT_NONE && !name.at)
		fault = no_memory(folder, err);
	if (fault == FAULT_NONE)
		fault = file_write(folder, name.at, out_text(&out), err);
	out_end(&out);
	arena_end(&arena);
	return fault;
}

static bool read_digit(char c, unsigned *value)
{
	if (ascii_is_digit(c))
		*value = (unsigned)(c - '0');
	else if (c >= 'a' && c <= 'f')
		*value = (unsigned)(c - 'a' + 10);
	else
		return false;
	return true;
}

static bool read_hash(Text hex, Sha256 *hash)
{
	unsigned high, low;

	if (!is_sha256_hex(hex))
		return false;
	for (size_t i = 0; i < sizeof hash->bytes; i++) {
		if (!read_digit(hex.at[2 * i], &high) || !read_digit(hex.at[2 * i + 1], &low))
			return false;
		hash->bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool read_file_line(Text line, struct arena *arena, struct manifest_file *file)
{
	file->sha256 = text_copy(arena, text_cut(&line, ' '));
	return is_sha256_hex(file->sha256) && text_take_digits(&line, 18, &file->size) && !line.len;
}

static bool read_lines(Text bytes, struct arena *arena, struct finished *finished)
{
	struct draft_finished *about = &finished->about;
	Text line;

	if (!text_equal(text_cut(&bytes, '\n'), TEXT(FORM)))
		return false;
	line = text_cut(&bytes, '\n');
	if (!text_take_digits(&line, 9, &about->records) || !about->records)
		return false;
	about->end = text_equal(line, TEXT(" full")) ? PAIR_FULL : PAIR_LAST;
	finished->index.records = finished->records.records = about->records;
	return read_hash(text_cut(&bytes, '\n'), &about->list) &&
	    read_file_line(text_cut(&bytes, '\n'), arena, &finished->index) &&
	    read_file_line(text_cut(&bytes, '\n'), arena, &finished->records);
}

/* --- a folder of them --- */

static bool lists(const TextList *names, Text name)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (text_equal(names->items[i], name))
			return true;
	return false;
}

/* What cannot be read is none: it is done again. */
static void read_one(
    const char *folder, const TextList *names, Text name, struct arena *arena, FinishedList *list)
{
	struct finished finished = { .number = finished_number(name) };
	const char *path = path_join(arena, folder, text_string(arena, name));
	struct error unheard = { 0 };
	struct finished *place;
	Text bytes;

	if (!finished.number || !path)
		return;
	finished.index.name = index_file_name(finished.number, arena);
	finished.records.name = records_file_name(finished.number, arena);
	if (!lists(names, finished.index.name) || !lists(names, finished.records.name) ||
	    file_read(path, FINISHED_LIMIT, arena, &bytes, &unheard) != FAULT_NONE ||
	    !read_lines(bytes, arena, &finished))
		return;
	place = array_add(list, arena);
	if (place)
		*place = finished;
}

static bool belongs(const FinishedList *list, Text name)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (finished_number(name) == list->items[i].number ||
		    text_equal(name, list->items[i].index.name) ||
		    text_equal(name, list->items[i].records.name))
			return true;
	return false;
}

static enum fault remove_file(const char *folder, Text name, struct arena *arena, struct error *err)
{
	const char *path = path_join(arena, folder, text_string(arena, name));

	if (!path)
		return no_memory(folder, err);
	if (unlink(path) == 0 || errno == ENOENT)
		return FAULT_NONE;
	if (errno == EISDIR || errno == EPERM)
		return folder_remove(path, err);
	return fail_errno(err, errno, "cannot remove '%s'", path);
}

enum fault finished_find(
    const char *folder, uint32_t first, struct arena *arena, FinishedList *list, struct error *err)
{
	TextList names = { 0 };
	enum fault fault = FAULT_NONE;

	if (!file_exists(folder))
		return FAULT_NONE;
	fault = folder_list(folder, arena, &names, err);
	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		if (finished_number(names.items[i]) >= first)
			read_one(folder, &names, names.items[i], arena, list);
	if (fault == FAULT_NONE && arena->failed)
		fault = no_memory(folder, err);
	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		if (!belongs(list, names.items[i]))
			fault = remove_file(folder, names.items[i], arena, err);
	return fault;
}

static bool file_holds(const char *folder, const struct manifest_file *file, struct arena *arena)
{
	const char *path = path_join(arena, folder, text_string(arena, file->name));
	struct error unheard = { 0 };
	char hex[SHA256_HEX_ROOM];
	Sha256 hash;
	uint64_t size;

	return path && file_hash(path, &hash, &size, &unheard) == FAULT_NONE &&
	    size == file->size && text_equal(sha256_hex(hash, hex), file->sha256);
}

enum fault finished_holds(
    const char *folder, const struct finished *finished, bool *holds, struct error *err)
{
	struct arena arena;
	enum fault fault = FAULT_NONE;

	arena_begin(&arena, 0);
	*holds = file_holds(folder, &finished->index, &arena) &&
	    file_holds(folder, &finished->records, &arena);
	if (arena.failed)
		fault = no_memory(folder, err);
	arena_end(&arena);
	return fault;
}

enum fault finished_forget(const char *folder, uint32_t number, struct error *err)
{
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = remove_file(folder, name_of(FINISHED_HEAD, number, "", &arena), &arena, err);
	arena_end(&arena);
	return fault;
}

/* First what is said of the pair: half a pair is never taken for one. */
enum fault finished_remove(const char *folder, uint32_t number, struct error *err)
{
	struct arena arena;
	enum fault fault = finished_forget(folder, number, err);

	arena_begin(&arena, 0);
	if (fault == FAULT_NONE)
		fault = remove_file(folder, index_file_name(number, &arena), &arena, err);
	if (fault == FAULT_NONE)
		fault = remove_file(folder, records_file_name(number, &arena), &arena, err);
	arena_end(&arena);
	return fault;
}
