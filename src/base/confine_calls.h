/* The calls that remain after confine(). */
#ifndef BASE_CONFINE_CALLS_H
#define BASE_CONFINE_CALLS_H

#include <stdbool.h>

#include "base/error.h"

/* AddressSanitizer's search for leaks, at the very end, stops all threads from a process of its
 * own: such a build, which is for tests only, keeps what that needs. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITISED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITISED 1
#endif
#endif
#ifndef SANITISED
#define SANITISED 0
#endif

/* For this thread and those it makes. *held: whether the kernel took the filter; that it does not
 * is no fault. */
enum fault confine_calls(bool *held, struct error *err);

#endif
