#!/usr/bin/env bash
# Builds everything and runs all tests (on Windows: dotnet test VaeMl.sln -c Release).
#   ./test.sh          skips tests that need something that is not installed, and says so
#   ./test.sh --all    fails if a test is skipped; runs the numeric tests again with narrower vectors
set -u
cd "$(dirname "$0")" || exit 2
case "${1:-}" in "" | --all) ;; *) echo "usage: ./test.sh [--all]" >&2; exit 2 ;; esac
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

# Run one test project at a time: some measure memory, and TorchSharp's threads spin while they wait.
dotnet build VaeMl.sln -c Release && dotnet test VaeMl.sln -c Release --no-build -m:1 --logger trx --results-directory "$results"
status=$?
files_due=$(grep -l '<IsTestProject>true' tests/*/*.csproj | wc -l)

# On a machine with wide vectors, no test would find a bug in the code for narrower ones. So Core's tests run again, without two groups: those that compute
# little themselves, and those that train so much that they take minutes without fused multiply-adds.
narrower() {
  local bits=$1 switch=$2 tests filter=""
  for tests in Architecture Cli Cluster Documents Reporting.Browser ReadmeTests \
    Concurrency.ReleaseTests Onnx.CheckerTests Onnx.RuntimeTests Scoring.BoundTests.The_importance_weighted_bound Scoring.ThresholdTests \
    Training.CheckpointTests Training.ContaminationTests Training.ContinueTests Training.DivergenceTests \
    Training.PpcaTests Training.TableOnDiskTests Training.UnstructuredTrimmingTests; do
    filter+="&FullyQualifiedName!~VaeMl.Tests.$tests"
  done
  echo "VaeMl.Core.Tests with vectors of $bits bits ($switch)"
  env "$switch" VAEML_VECTOR_BITS="$bits" dotnet test tests/VaeMl.Core.Tests -c Release --no-build --filter "${filter#&}" \
    --logger trx --results-directory "$results" || status=1
  files_due=$((files_due + 1))
}
if [ $status -eq 0 ] && [ "${1:-}" = --all ] && [ "$(uname -m)" = x86_64 ]; then
  if grep -qw avx512f /proc/cpuinfo; then
    narrower 256 DOTNET_EnableAVX512=0
  else
    echo "VaeMl.Core.Tests without AVX-512: this machine has none, so the run above was one"
  fi
  narrower 128 DOTNET_EnableAVX2=0
fi

sed -nE '/outcome="NotExecuted"/,/<\/UnitTestResult>/ s/.*<Message>([^<]*).*/Skipped: \1/p' "$results"/*.trx 2>/dev/null | sort -u
read -r files passed failed skipped <<<"$(sed -nE 's/.*<Counters total="([0-9]+)" executed="([0-9]+)" passed="([0-9]+)" failed="([0-9]+)".*/\1 \2 \3 \4/p' \
  "$results"/*.trx 2>/dev/null | awk '{ files += $1 > 0; passed += $3; failed += $4; skipped += $1 - $2 } END { print files + 0, passed + 0, failed + 0, skipped + 0 }')"
# A run without results, for example after a crash, counts as a failure. So does any other error.
failed=$((failed + files_due - files))
[ $status -eq 0 ] || [ $failed -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ "$passed" -gt 0 ] && { [ "${1:-}" != --all ] || [ "$skipped" -eq 0 ]; }
