# From the lines of measure.c: the table, what engines disagree about, and the closing line.
BEGIN {
	FS = "\t"
	split(size, text, "\t")
	order = split("ours FTS5 Xapian Groonga PostgreSQL Lucene", engines, " ")
}
$2 == "build" { seconds[$1] = $3; builder[$1] = $4; disk[$1] = $5; next }
$2 == "open" { opening[$1] = $3; next }
$2 == "index" { indexing[$1] = $3; next }
$2 == "memory" { peak[$1] = $3; own[$1] = $4; next }
$2 == "snippets" { add("snippets", $4, $5); next }
$2 == "answer" {
	add($1, $4, $7)
	there[$1] = 1
	if (!($4 in kinds)) { kinds[$4]; kind[++kind_count] = $4 }
	if ($3 + 1 > questions) questions = $3 + 1
	name[$3] = $4; typed[$3] = $9; total[$1, $3] = $5; sum[$1, $3] = $6; hits[$1, $3] = $8
}
function add(engine, of, time) {
	times[engine, of, ++count[engine, of]] = time
	times[engine, "all", ++count[engine, "all"]] = time
}
# Sorts the times of an engine and a kind, once.
function sort(engine, of,    n, i, j, v) {
	if ((engine, of) in sorted) return
	sorted[engine, of]
	n = count[engine, of]
	for (i = 2; i <= n; i++) {
		v = times[engine, of, i]
		for (j = i - 1; j > 0 && times[engine, of, j] + 0 > v + 0; j--) times[engine, of, j + 1] = times[engine, of, j]
		times[engine, of, j + 1] = v
	}
}
# The time below which `part` per cent of the questions are, in ms.
function at(engine, of, part,    n, i) {
	sort(engine, of)
	n = count[engine, of]
	i = int((n * part + 99) / 100)
	return times[engine, of, i < 1 ? 1 : i] / 1e6
}
function ms(value) {
	return sprintf(value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
}
function times_ours(ratio) { return sprintf(ratio < 10 ? " x%.2f" : " x%.0f", ratio) }
function cell(engine, of,    shown) {
	if (!count[engine, of]) return "-"
	shown = ms(at(engine, of, 50)) "/" ms(at(engine, of, 90)) "/" ms(at(engine, of, 99))
	if (there["ours"] && engine != "ours" && engine != "snippets")
		shown = shown times_ours(at(engine, of, 50) / at("ours", of, 50))
	return shown
}
function row(of,    i) {
	printf "%-17s", of
	for (i = 1; i <= order; i++) {
		if (!there[engines[i]]) continue
		printf " %-26s", cell(engines[i], of)
		if (engines[i] == "ours") printf " %-22s", cell("snippets", of)
	}
	print ""
}
function mb(kib) { return kib == "" ? "-" : sprintf("%.0f", kib * 1024 / 1e6) }
# How much of the best 20 two engines share, where there are words.
function overlap(engine,    i, k, n, a, seen, shared, all, parts, asked) {
	for (i = 0; i < questions; i++) {
		if (name[i] == "browse" || hits["ours", i] == "-" || !((engine, i) in hits)) continue
		split("", seen)
		n = split(hits["ours", i], a, ",")
		for (k = 1; k <= n; k++) seen[a[k]]
		all = n; shared = 0
		n = split(hits[engine, i], a, ",")
		for (k = 1; k <= n; k++) shared += a[k] in seen
		if (all) { parts += shared / all; asked++ }
	}
	return asked ? parts / asked : 0
}
function builds(    i, e) {
	printf "\n%-17s %9s %9s %9s %11s %11s %11s %9s %9s\n", "", "build s", "index MB", "% of text", "builder MB", "asker MB", "of it own", "open ms", "same 20"
	for (i = 1; i <= order; i++) {
		e = engines[i]
		if (!there[e]) continue
		printf "%-17s %9s %9s %9s %11s %11s %11s %9s %9s\n", e, seconds[e], disk[e] ? mb(disk[e]) : "-",
			disk[e] ? sprintf("%.1f", disk[e] * 1024 / text[3] * 100) : "-", mb(builder[e]), mb(peak[e]), mb(own[e]),
			sprintf("%.0f", (e == "ours" ? indexing[e] : opening[e]) / 1e6), there["ours"] && e != "ours" ? sprintf("%.3f", overlap(e)) : "-"
		if (e == "ours" && ("ours, index alone" in seconds))
			printf "%-17s %9s %9s %9s %11s\n", "ours, index alone", seconds["ours, index alone"], mb(disk["ours, index alone"]), sprintf("%.1f", disk["ours, index alone"] * 1024 / text[3] * 100), mb(builder["ours, index alone"])
	}
	if (there["ours"])
		print "ours: build is `publish`, which also writes the texts; open is the edition and its index; of the others it takes in reading their facts."
	print "builder, asker: peak of memory, mapped files and all; of it own: what no file stands behind, at the end. same 20: the part of our best 20 that theirs has."
}
# PostgreSQL keeps at most 256 positions of a word: of phrases it may find fewer.
function check(    i, k, e, reference, wrong, compared) {
	for (k = 1; k <= order && !there[engines[k]]; k++) ;
	reference = engines[k]
	for (i = 0; i < questions; i++)
		for (k = 1; k <= order; k++) {
			e = engines[k]
			if (!there[e] || e == reference) continue
			compared++
			if (total[e, i] == total[reference, i] && sum[e, i] "" == sum[reference, i] "") continue
			if (e == "PostgreSQL" && name[i] ~ /^phrase/ && total[e, i] + 0 < total[reference, i] + 0) { fewer++; continue }
			printf "DISAGREE: %s: %s finds %s (counts %s), %s %s (%s)\n", typed[i], e, total[e, i], sum[e, i], reference, total[reference, i], sum[reference, i]
			wrong++
		}
	printf "\n%d questions; %d answers compared with %s by total and by all facet counts, %d disagree", questions, compared, reference, wrong
	print fewer ? sprintf("; in %d PostgreSQL finds fewer of a phrase, as its positions end at 256 a word", fewer) : ""
	return wrong
}
function closing(    i, e, x, y, by50, by90, v) {
	for (i = 1; i <= order; i++) {
		e = engines[i]
		if (e == "ours" || !there[e]) continue
		v = at(e, "all", 50) / at("ours", "all", 50)
		if (!by50 || v < x) { x = v; by50 = e }
		v = at(e, "all", 90) / at("ours", "all", 90)
		if (!by90 || v < y) { y = v; by90 = e }
	}
	if (by50)
		printf "whole question: ours is %.1f times (p50), %.1f times (p90) as fast as the fastest peer, %s\n", x, y,
			by50 == by90 ? by50 : by50 " (p50) and " by90 " (p90)"
}
END {
	printf "%d cables, %.1f million words, %.0f MB of text; %s\n", text[1], text[2] / 1e6, text[3] / 1e6, machine
	print "The whole question: best 20, exact total, four facet counts. Milliseconds p50/p90/p99, one thread, warm" (there["ours"] ? "; x: p50 as many times ours." : ".")
	print ""
	printf "%-17s", ""
	for (i = 1; i <= order; i++) {
		if (!there[engines[i]]) continue
		printf " %-26s", engines[i]
		if (engines[i] == "ours") printf " %-22s", "ours with snippets"
	}
	print ""
	for (k = 1; k <= kind_count; k++) row(kind[k])
	row("all")
	builds()
	if (note != "") print note
	wrong = check()
	if (there["ours"]) closing()
	exit wrong > 0
}
