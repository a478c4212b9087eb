/* SHA-256 (FIPS 180-4) by nettle. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/text.h"

typedef struct {
	uint8_t bytes[32];
} Sha256;

#define SHA256_HEX_ROOM 65

Sha256 sha256_of(Text bytes);
/* `hex` gets 64 lower-case digits and a NUL; returns them as a slice of `hex`. */
Text sha256_hex(Sha256 hash, char hex[SHA256_HEX_ROOM]);
bool sha256_equal(Sha256 a, Sha256 b);

#endif
