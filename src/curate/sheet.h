/* A sheet: one request of the curator and the page that answers it, with what all pages share:
 * fields, head and foot, forms, addresses. */
#ifndef CURATE_SHEET_H
#define CURATE_SHEET_H

#include "curate/guard.h"
#include "curate/memory.h"
#include "pages/html.h"
#include "review/review.h"

/* What lasts as long as the command. Requests come one at a time. */
struct desk {
	struct review *review;
	struct vault *vault;
	const char *archive;
	Text curator;
	struct guard guard;
	struct memory memory;
};

struct sheet {
	struct desk *desk;
	const struct http_request *request;
	struct http_answer *answer;
	struct arena *arena; /* of this request, without a limit */
	struct out *out;     /* the page */
	Moment now;
};
/* Fills the sheet. On a fault what was written is dropped, and the sentence shown. */
typedef enum fault sheet_page(struct sheet *sheet, struct error *err);

/* --- what is asked --- */

/* Of the form for POST, else of the address, trimmed; at == NULL when absent. In the arena. */
Text sheet_field(const struct sheet *sheet, Text name);
uint64_t sheet_number(const struct sheet *sheet, Text name); /* 0 for what is no number */
/* The same of a form that was kept. */
Text form_field(Text form, Text name, struct arena *arena);
uint64_t form_number(Text form, Text name, struct arena *arena);
/* All values of that name. */
enum fault form_fields(
    Text form, Text name, struct arena *arena, TextList *values, struct error *err);
/* What the field `name`, a number, leads to; at == NULL when it is forgotten. */
Text sheet_recall(const struct sheet *sheet, Text name);

/* --- the page --- */

/* All up to the inside of <main>, with the sentence that a decision left (field "said"). `title`
 * stands in the browser's history: no words of a record. */
void sheet_begin(struct sheet *sheet, Text title, Text section);
void sheet_end(struct sheet *sheet);
void sheet_fault(struct sheet *sheet, int status, Text sentence);

/* <form method="post"> with its secret; `hidden` puts one more field. */
void form_begin(struct sheet *sheet, Text action);
void form_hidden(struct sheet *sheet, Text name, Text value);
void form_hidden_number(struct sheet *sheet, Text name, uint64_t number);
/* A select with every reason for which words are taken out; `chosen` may be empty. */
void form_reasons(struct sheet *sheet, Text label, Text chosen);
/* <button name="do" value=...>; the first of a form is what Enter presses, so nothing that decides.
 */
#define form_button(sheet, value, label) \
	html_raw((sheet)->out, "<button name=\"do\" value=\"" value "\">" label "</button>\n")

/* "3 records", "1 record" */
void put_count(struct out *out, uint64_t count, const char *one, const char *many);
/* href of a record's page, quoted. */
void put_record_address(struct out *out, Text id);

/* --- going on --- */

/* 303 to `path`, which is one of ours and encoded; `said`, when not empty, is shown there. */
enum fault sheet_go(struct sheet *sheet, Text path, Text said, struct error *err);
/* "/record?id=tip%2F2011%2Furuguay", in the arena. */
Text record_address(struct arena *arena, Text id);

#endif
