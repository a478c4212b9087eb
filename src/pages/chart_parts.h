/* Chart parts: what the drawings have in common. Each is two, one on the other: the lower one is
 * stretched to the width of the page, the upper one keeps the letters of the axes as they are. */
#ifndef PAGES_CHART_PARTS_H
#define PAGES_CHART_PARTS_H

#include "pages/chart.h"

#define CHART_HEIGHT 100 /* of the stretched drawing */

/* Up to the inside of the stretched drawing, which is `wide` units wide. */
void chart_begin(struct out *out, Text id, Text title, Text role, uint64_t wide);
/* From there to the inside of the other one, with a line at a round number below `most`. */
void chart_begin_axes(struct out *out, uint64_t most);
/* Below the columns, at so many thousandths of the width; letters do not run over the edges.
 */
void chart_put_tick(struct out *out, Text tick, uint64_t mille);
/* Ends the figure with its caption; the box around it is still open, for the same in words. */
void chart_end(struct out *out, Text id, Text title);

/* Where a column of `count` ends, from the top. What is there is seen, however little it is. */
int64_t chart_top(uint64_t count, uint64_t most);

#endif
