# For scripted tests: TAP, the sample as an edition, a server on a free port. Source it from the repository root.
# shellcheck shell=sh
chancery=${BUILD:-build}/chancery
test_number=0
test_failures=0

# ok NAME COMMAND...: the command must succeed. Its output is shown as diagnostics when it does not.
ok() {
	test_number=$((test_number + 1))
	name=$1
	shift
	if output=$("$@" 2>&1); then
		echo "ok $test_number - $name"
	else
		test_failures=$((test_failures + 1))
		echo "not ok $test_number - $name"
		echo "$output" | head -n 20 | sed 's/^/# /'
	fi
}

skip() {
	test_number=$((test_number + 1))
	echo "ok $test_number - $1 # SKIP $2"
}

# Ends a test: the plan, and the exit status.
done_testing() {
	echo "1..$test_number"
	[ "$test_failures" -eq 0 ]
	exit
}

# fails CODE PATTERN COMMAND...: exits with CODE, says one sentence on stderr that matches PATTERN, nothing more.
fails() {
	code=$1
	pattern=$2
	shift 2
	said=$("$@" 2>&1 >/dev/null </dev/null)
	status=$?
	[ $status -eq "$code" ] || { echo "status $status, not $code: $said"; return 1; }
	[ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] || { echo "more than one line: $said"; return 1; }
	printf '%s\n' "$said" | grep -qE -- "$pattern" || { echo "said: $said"; return 1; }
}

# A scratch folder, removed at the end.
scratch() {
	work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-test.XXXXXX")
	trap 'serve_stop; rm -rf "$work"' EXIT
	trap 'exit 1' INT TERM
}

# unflagged: a telegram of the sample without what the rules would flag in it.
unflagged() { sed 's/ (protect)//; s/(371) 555-01[0-9]*/at the desk/g; s/[a-z-]*@example.org/by post/' tests/sample/08RIGA61.txt; }

# sample_edition FOLDER: FOLDER/archive and FOLDER/public with all of tests/sample released, its site and articles, too.
sample_edition() {
	"$chancery" init "$1/archive" >/dev/null &&
		cp -R tests/site/. "$1/archive/site/" &&
		"$chancery" ingest "$1/archive" --released tests/sample/*.txt >/dev/null &&
		tools/sample-review "$chancery" "$1/archive" >/dev/null &&
		"$chancery" approve "$1/archive" --all-held >/dev/null &&
		"$chancery" release "$1/archive" --all-approved >/dev/null &&
		"$chancery" publish "$1/archive" "$1/public" >/dev/null
}

# serve_start PUBLIC [OPTION...]: sets $URL (without the last /) and $server; returns when it answers.
serve_start() {
	public=$1
	shift
	: >"$work/serve.out"
	: >"$work/serve.err"
	"$chancery" serve "$public" --listen 127.0.0.1:0 "$@" >"$work/serve.out" 2>>"$work/serve.err" &
	server=$!
	# The address is printed once the socket listens.
	until URL=$(sed -n 's|.* at \(http://.*\)/$|\1|p' "$work/serve.out") && [ -n "$URL" ]; do
		kill -0 $server 2>/dev/null || { cat "$work/serve.err" >&2; return 1; }
		sleep 0.02
	done
	export URL
	# What this kernel lacks for confining the server is said before; a test looks at what is said after.
	grep '^chancery: not confined: ' "$work/serve.err" >"$work/serve.lacks" && : >"$work/serve.err"
	return 0
}

serve_stop() {
	[ -n "${server:-}" ] || return 0
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
	server=
}
