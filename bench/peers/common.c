/* What all adapters share. */
#include "bench/peers/peer.h"

#include <stdarg.h>

const char *const counted_names[COUNTED] = { "origin", "class", "year", "tag" };

void die(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "bench/peers: %s: ", peer.name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

uint64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* FNV-1a of "year=2008". */
uint64_t count_hash(unsigned facet, const char *value)
{
	const char *parts[] = { counted_names[facet], "=", value };
	uint64_t hash = 0xCBF29CE484222325u;

	for (unsigned i = 0; i < 3; i++)
		for (const char *at = parts[i]; *at; at++)
			hash = (hash ^ (unsigned char)*at) * 0x100000001B3u;
	return hash;
}

void answer_offer(struct answer *answer, uint32_t document, double score)
{
	unsigned at = answer->hit_count;

	if (at == HITS && score <= answer->scores[HITS - 1])
		return;
	if (at < HITS)
		answer->hit_count++;
	else
		at--;
	for (; at && score > answer->scores[at - 1]; at--) {
		answer->hits[at] = answer->hits[at - 1];
		answer->scores[at] = answer->scores[at - 1];
	}
	answer->hits[at] = document;
	answer->scores[at] = score;
}

static void read_line(const char *line, const char *name, uint64_t *kib)
{
	size_t length = strlen(name);

	if (strncmp(line, name, length) == 0)
		*kib = strtoull(line + length, NULL, 10);
}

uint64_t process_memory(long process, uint64_t *own)
{
	char line[256];
	uint64_t peak = 0;
	FILE *file;

	snprintf(line, sizeof line, "/proc/%ld/status", process);
	file = fopen(line, "re");
	*own = 0;
	while (file && fgets(line, sizeof line, file)) {
		read_line(line, "VmHWM:", &peak);
		read_line(line, "RssAnon:", own);
	}
	if (file)
		fclose(file);
	return peak;
}

char *join(const char *folder, const char *name)
{
	size_t room = strlen(folder) + strlen(name) + 2;
	char *path = malloc(room);

	if (!path)
		die("no memory");
	snprintf(path, room, "%s/%s", folder, name);
	return path;
}

void corpus_open(struct corpus *corpus, const char *folder)
{
	char *path = join(folder, "words");

	*corpus = (struct corpus){ .file = fopen(path, "re") };
	if (!corpus->file)
		die("cannot open %s", path);
	free(path);
}

static void add_line(struct corpus *corpus, const char *line, size_t length)
{
	if (corpus->length + length > corpus->room) {
		corpus->room = 2 * (corpus->length + length);
		corpus->text = realloc(corpus->text, corpus->room);
		if (!corpus->text)
			die("no memory");
	}
	memcpy(corpus->text + corpus->length, line, length);
	corpus->length += length;
}

bool corpus_next(struct corpus *corpus)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	corpus->length = 0;
	while ((length = getline(&line, &room, corpus->file)) > 1)
		add_line(corpus, line, (size_t)length);
	free(line);
	return length == 1;
}

void corpus_close(struct corpus *corpus)
{
	fclose(corpus->file);
	free(corpus->text);
	*corpus = (struct corpus){ 0 };
}

const char *corpus_word(const struct corpus *corpus, size_t *at, size_t *length, bool *broken)
{
	size_t start;

	*broken = false;
	for (; *at < corpus->length && corpus->text[*at] <= ' ' && corpus->text[*at] > 0; ++*at)
		*broken = *broken || corpus->text[*at] == '\n';
	start = *at;
	while (*at < corpus->length && corpus->text[*at] != ' ' && corpus->text[*at] != '\n')
		++*at;
	*length = *at - start;
	return *length ? corpus->text + start : NULL;
}

unsigned cut_fields(char *line, char *fields[FIELDS_MOST])
{
	unsigned count = 0;

	line[strcspn(line, "\n")] = 0;
	for (char *at = line; at && count < FIELDS_MOST; count++) {
		char *tab = strchr(at, '\t');

		fields[count] = at;
		if (tab)
			*tab++ = 0;
		at = tab;
	}
	return count;
}
