/* Hashes of public bytes: nothing here is secret, so plain memcmp will do. */
#include "base/sha256.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>

Sha256 sha256_of(Text bytes)
{
	Sha256 hash;

	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, bytes.len, (const uint8_t *)(bytes.at ? bytes.at : ""));
	sha256_digest(&context, sizeof hash.bytes, hash.bytes);
	return hash;
}

Text sha256_hex(Sha256 hash, char hex[SHA256_HEX_ROOM])
{
	base16_encode_update(hex, sizeof hash.bytes, hash.bytes);
	hex[SHA256_HEX_ROOM - 1] = '\0';
	return (Text){ hex, SHA256_HEX_ROOM - 1 };
}

bool sha256_equal(Sha256 a, Sha256 b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}
