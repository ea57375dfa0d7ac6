#!/usr/bin/env bash
# Changes the engine in one place after the other, by Stryker, and sees which of the changes the tests notice. $1 is what to change, a pattern
# of files below src/PortReuse.Analyzers: "SocketFlow/State/*.cs". Hours for a folder; the report is in artifacts/mutation.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

files=${1:?Which files? For example: tools/mutate.sh \'SocketFlow/State/*.cs\'}
tool=$PWD/artifacts/stryker
[[ -x $tool/dotnet-stryker ]] || dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$tool"

# The tests that look at many programs at once notice little that the others do not, and take the longest.
cd tests/PortReuse.Analyzers.Tests
"$tool/dotnet-stryker" --project PortReuse.Analyzers.csproj --mutate "**/$files" \
    --test-case-filter 'FullyQualifiedName!~AbsurdSize&FullyQualifiedName!~AnySource&FullyQualifiedName!~Invariance&FullyQualifiedName!~Architecture' \
    --output "$OLDPWD/artifacts/mutation" --reporter json --reporter progress --reporter cleartext
