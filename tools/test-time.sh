#!/usr/bin/env bash
# How long the tests keep one waiting: the README's two commands on a clean clone of what is committed, and then `dotnet test` once more,
# all built. Prints both times, and fails above the limits, which are for two processors with nothing else to do. Run by hand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

clean_limit=180 ordinary_limit=90 # Seconds.

# A user's machine has none of these set.
unset CI PORTREUSE_LONG_FORMS UseSharedCompilation

# What other builds left running would do a part of the work: these have a compiler's server and nodes of their own.
export MSBUILDDISABLENODEREUSE=1 SharedCompilationId="test-time-$$"

folder=$(mktemp -d)
finish() {
    local compiler
    compiler=$(dotnet msbuild -getProperty:RoslynTargetsPath src/PortReuse)/bincore/VBCSCompiler.dll
    dotnet exec "$compiler" -shutdown "-pipename:$SharedCompilationId" >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT

git clone --quiet . "$folder/PortReuse"
cd "$folder/PortReuse"
status=0

# measure NAME LIMIT COMMAND: runs it, and holds its time against the limit; what it printed is shown where it fails.
measure() {
    local start=$SECONDS taken
    "${@:3}" >"$folder/log" 2>&1 || { status=$?; tail -n 40 "$folder/log"; echo "$1: failed with $status"; }
    taken=$((SECONDS - start))
    echo "$1: $taken s, at most $2 s"
    ((taken <= $2 || status)) || status=1
}

clean_clone() {
    dotnet build samples/PortExhaustion/Leaking && dotnet test
}

echo "$(nproc) processors, load $(cut -d ' ' -f 1 /proc/loadavg)"
measure "From a clean clone to green" "$clean_limit" clean_clone
measure "The ordinary run" "$ordinary_limit" dotnet test
exit "$status"
