/* Archives as containers of containers: zip, tar (plain or by gzip, bzip2, xz, zstd), 7z, and one
 * packed file, through libarchive. Every member is read as a file of its own, named "a.zip: b.txt";
 * nothing is ever written to a disk, so a member's name is only a name. Inside intake/ only. */
#ifndef INTAKE_ARCHIVE_H
#define INTAKE_ARCHIVE_H

#include "intake/format.h"

/* Bytes that may come out for one that went in (design, section 9). */
#define ARCHIVE_RATIO      200
#define ARCHIVE_MEMBERS    1000000u
#define ARCHIVE_NAME_LIMIT 1024 /* bytes of a member's name; the rest of it is left out */
/* A 7z has its table at the end: one that comes through a pipe is held whole, up to this. */
#define ARCHIVE_HELD_LIMIT ((size_t)32 << 20)

/* By the magic bytes. */
bool archive_is(Text head);
/* Reads all members in their order. Folders are passed over; links, devices, encrypted members and
 * archives are rejections. Where the archive is damaged, what came before is kept and the rest is
 * one rejection: the fault that comes back. Memory: the window of the feed, the window of a member,
 * and what the packing itself asks for. */
enum fault archive_split(struct intake *intake, struct feed *feed, struct error *err);

#endif
