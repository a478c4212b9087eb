/* The clock is asked at each step (20 ns), the terminal at most five times a second. */
#include "base/progress.h"

#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "base/out.h"

#define SHOW_EVERY_MS 200
#define LINE_LIMIT    200

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void say(const struct out *line)
{
	Text text = out_text(line);

	/* What a terminal does not take is not worth a fault. */
	if (text.len && write(STDERR_FILENO, text.at, text.len) < 0)
		return;
}

static void put_time_left(struct out *line, int64_t seconds)
{
	if (seconds >= 3600)
		out_printf(line, "   %" PRId64 " h %" PRId64 " min left", seconds / 3600,
		    seconds / 60 % 60);
	else if (seconds >= 60)
		out_printf(
		    line, "   %" PRId64 " min %" PRId64 " s left", seconds / 60, seconds % 60);
	else
		out_printf(line, "   %" PRId64 " s left", seconds);
}

static void show(const struct progress *progress, int64_t now)
{
	double seconds = (double)(now - progress->started_ms) / 1000;
	double rate = seconds > 0 ? (double)progress->done / seconds : 0;
	bool reaches = progress->way && progress->whole >= progress->way;
	struct out line;

	out_begin(&line, LINE_LIMIT);
	out_printf(&line, "\r%s  ", progress->what);
	out_grouped(&line, (int64_t)progress->done);
	if (progress->total) {
		out_put(&line, TEXT(" of "));
		out_grouped(&line, (int64_t)progress->total);
	}
	out_put(&line, TEXT("   "));
	out_grouped(&line, (int64_t)rate);
	out_put(&line, TEXT("/s"));
	if (rate > 0 && progress->total > progress->done)
		put_time_left(&line, (int64_t)((double)(progress->total - progress->done) / rate));
	if (reaches) {
		double share = (double)progress->way / (double)progress->whole;

		out_printf(&line, "   %d %%", (int)(share * 100));
		put_time_left(&line, (int64_t)(seconds / share - seconds));
	}
	out_put(&line, TEXT("\033[K"));
	say(&line);
	out_end(&line);
}

void progress_begin(struct progress *progress, const char *what, uint64_t total)
{
	int64_t now = now_ms();

	*progress = (struct progress){ .what = what,
		.total = total,
		.started_ms = now,
		.shown_ms = now,
		.on = isatty(STDERR_FILENO) == 1 };
}

void progress_reach(struct progress *progress, uint64_t way, uint64_t whole)
{
	progress->way = way;
	progress->whole = whole;
}

void progress_step(struct progress *progress, uint64_t more)
{
	int64_t now;

	progress->done += more;
	if (!progress->on)
		return;
	now = now_ms();
	if (now - progress->shown_ms < SHOW_EVERY_MS)
		return;
	progress->shown_ms = now;
	show(progress, now);
}

void progress_end(struct progress *progress)
{
	struct out line;

	if (!progress->on || progress->shown_ms == progress->started_ms)
		return;
	out_begin(&line, LINE_LIMIT);
	out_put(&line, TEXT("\r\033[K"));
	say(&line);
	out_end(&line);
	*progress = (struct progress){ 0 };
}
