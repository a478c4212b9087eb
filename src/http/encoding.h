/* Which content coding a reader gets (RFC 9110, 8.4 and 12.5.3). */
#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include "base/text.h"

/* Below it the head of an answer outweighs what compressing saves. */
#define ENCODING_LEN_LEAST 600

enum encoding { ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_ZSTD };

/* What a reader accepts: the best of ours, and whether the bytes as they are will do, too. */
typedef struct {
	enum encoding best;
	bool identity;
} Encodings;

/* Reads Accept-Encoding; `header` with at == NULL when there was none (anything is accepted, and
 * identity sent: who does not ask for compression may not know it). The highest weight wins, among
 * equals zstd, then gzip, then identity. "*" stands for gzip, not for zstd, which must be named.
 * When all is refused the bytes are sent as they are, which 12.5.3 allows. What is no coding is
 * skipped.
 */
Encodings encoding_read(Text header);
/* Whether bytes of this media type get shorter: text and its kin. Such answers vary by coding. */
bool encoding_gains(Text content_type);
/* The coding of an answer of `len` bytes (SIZE_MAX: not known yet). */
enum encoding encoding_choose(Encodings accepted, Text content_type, size_t len);
/* "gzip", "zstd", "" */
Text encoding_name(enum encoding encoding);

#endif
