/* Hashes of public bytes: nothing here is secret, so plain memcmp will do. */
#include "base/sha256.h"

#include <sodium.h>
#include <string.h>

Sha256 sha256_of(Text bytes)
{
	Sha256 hash;

	crypto_hash_sha256(
	    hash.bytes, (const unsigned char *)(bytes.at ? bytes.at : ""), bytes.len);
	return hash;
}

Text sha256_hex(Sha256 hash, char hex[SHA256_HEX_ROOM])
{
	sodium_bin2hex(hex, SHA256_HEX_ROOM, hash.bytes, sizeof hash.bytes);
	return (Text){ hex, SHA256_HEX_ROOM - 1 };
}

bool sha256_equal(Sha256 a, Sha256 b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}
