/* Words that do not compile here. Given to every compile with -include, so that the order of
 * other includes cannot matter. gcc is the judge: with _FORTIFY_SOURCE clang lets a few through. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __clang__
/* _FORTIFY_SOURCE defines some of them inline, and clang ignores an attribute that comes after. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wignored-attributes"
#endif

#define BANNED(instead) __attribute__((deprecated("banned: use " instead)))

char *strcpy(char *, const char *) BANNED("text_copy");
char *strncpy(char *, const char *, size_t) BANNED("text_copy");
char *strcat(char *, const char *) BANNED("an out");
char *strncat(char *, const char *, size_t) BANNED("an out");
char *strtok(char *, const char *) BANNED("text_cut");
int(sprintf)(char *, const char *, ...) BANNED("out_printf");
int(vsprintf)(char *, const char *, va_list) BANNED("out_vprintf");
int atoi(const char *) BANNED("text_take_number");
long atol(const char *) BANNED("text_take_number");
double atof(const char *) BANNED("strtod with its end checked");
char *gets(char *) BANNED("file_read");
int system(const char *) BANNED("no shell at all");
FILE *popen(const char *, const char *) BANNED("no shell at all");
char *mktemp(char *) BANNED("mkstemp");
char *tmpnam(char[L_tmpnam]) BANNED("mkstemp");
struct tm *localtime(const time_t *) BANNED("clock_civil: the archive keeps one time zone");
struct tm *localtime_r(const time_t *restrict, struct tm *restrict) BANNED("clock_civil");
struct tm *gmtime(const time_t *) BANNED("clock_civil");
char *ctime(const time_t *) BANNED("moment_text");
char *asctime(const struct tm *) BANNED("moment_text");

#ifdef __clang__
#pragma clang diagnostic pop
#endif

#endif
