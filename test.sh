#!/usr/bin/env bash
# Builds everything and runs all tests (on Windows: dotnet test VaeMl.sln -c Release).
#   ./test.sh          skips tests of what is not installed, and says so
#   ./test.sh --all    fails if a test is skipped
set -u
cd "$(dirname "$0")" || exit 2
case "${1:-}" in "" | --all) ;; *) echo "usage: ./test.sh [--all]" >&2; exit 2 ;; esac
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

# One test project at a time: some measure memory, and TorchSharp's threads spin while they wait.
dotnet build VaeMl.sln -c Release && dotnet test VaeMl.sln -c Release --no-build -m:1 --logger trx --results-directory "$results"
status=$?

sed -nE '/outcome="NotExecuted"/,/<\/UnitTestResult>/ s/.*<Message>([^<]*).*/Skipped: \1/p' "$results"/*.trx 2>/dev/null | sort -u
read -r files passed failed skipped <<<"$(sed -nE 's/.*<Counters total="([0-9]+)" executed="([0-9]+)" passed="([0-9]+)" failed="([0-9]+)".*/\1 \2 \3 \4/p' \
  "$results"/*.trx 2>/dev/null | awk '{ files += $1 > 0; passed += $3; failed += $4; skipped += $1 - $2 } END { print files + 0, passed + 0, failed + 0, skipped + 0 }')"
# A test project without results, its process having crashed, say, counts as a failure, and so does whatever else went wrong.
failed=$((failed + $(grep -l '<IsTestProject>true' tests/*/*.csproj | wc -l) - files))
[ $status -eq 0 ] || [ $failed -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ "$passed" -gt 0 ] && { [ "${1:-}" != --all ] || [ "$skipped" -eq 0 ]; }
