/* One telegram read for a test: the catalog and an arena that lives as long as it. */
#ifndef TEST_TELEGRAM_MESSAGE_H
#define TEST_TELEGRAM_MESSAGE_H

#include "telegram/telegram.h"

struct message {
	struct catalog *catalog;
	struct arena arena;
	struct record record;
};

static inline void message_close(struct message *message)
{
	arena_end(&message->arena);
	catalog_close(message->catalog);
}

/* False when the catalog or the memory failed. */
static inline bool message_read(struct message *message, const char *text)
{
	struct repairs repairs;
	struct error err = { 0 };

	*message = (struct message){ .catalog = catalog_open(&err) };
	arena_begin(&message->arena, 0);
	if (!message->catalog)
		return false;
	if (transcript_of(text_of(text), &message->arena, &message->record.transcript, &repairs,
		&err) != FAULT_NONE)
		return false;
	return telegram_read(&message->record, message->record.transcript.text, message->catalog,
		   &message->arena, &err) == FAULT_NONE;
}

/* A list of texts with '|' between them. */
static inline Text message_join(struct message *message, const TextList *list)
{
	Text all = TEXT("");

	for (uint32_t i = 0; i < list->count; i++)
		all = text_format(&message->arena, i ? "%.*s|%.*s" : "%.*s%.*s", TEXT_ARG(all),
		    TEXT_ARG(list->items[i]));
	return all;
}

static inline const struct note *message_note(const struct message *message, enum note_kind kind)
{
	for (uint32_t i = 0; i < message->record.notes.count; i++)
		if (message->record.notes.items[i].kind == kind)
			return &message->record.notes.items[i];
	return NULL;
}

#endif
