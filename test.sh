#!/usr/bin/env bash
# Builds every project and runs every test project whose packages restore. Names those that do not, and why.
#   ./test.sh          tests what restores
#   ./test.sh --all    fails if anything does not restore, so that a network failure cannot look like success
set -u
cd "$(dirname "$0")" || exit 2
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1

all=false
case "${1:-}" in
  "") ;;
  --all) all=true ;;
  *) echo "usage: ./test.sh [--all]" >&2; exit 2 ;;
esac

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
passed=0 failed=0 skipped=0 status=0
missing=()

for project in src/*/*.csproj tests/*/*.csproj; do
  [ -f "$project" ] || continue
  name=$(basename "$project" .csproj)
  if ! dotnet restore "$project" >"$log/$name.restore" 2>&1; then
    reason=$(grep -oE 'error [A-Z]+[0-9]+: [^[]*' "$log/$name.restore" | head -n 1 | sed -E 's/^error [A-Z0-9]+: //; s/\. .*//')
    missing+=("$name (${reason:-restore failed})")
    continue
  fi
  # A feed may offer another version of TorchSharp in place of the one asked for, whose native library need not load here.
  if grep -qE 'VaeMl[A-Za-z.]* depends on TorchSharp.* was not found' "$log/$name.restore"; then
    missing+=("$name (the version of TorchSharp that it references was not found)")
    continue
  fi
  if ! dotnet build "$project" -c Release --no-restore >"$log/$name.build" 2>&1; then
    grep -E 'error|warning' "$log/$name.build" | sort -u | head -n 20
    echo "$name does not build."
    status=1
    failed=$((failed + 1))
    continue
  fi
  case $name in *.Tests) ;; *) continue ;; esac
  echo "== $name"
  dotnet test "$project" -c Release --no-build >"$log/$name.test" 2>&1 || status=1
  grep -vE '^[[:space:]]*$|^Test run for|^A total of|^VSTest' "$log/$name.test"
  counts=$(grep -oE 'Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+' "$log/$name.test" | tail -n 1)
  if [ -z "$counts" ]; then
    echo "$name ended without counting its tests."
    status=1
    failed=$((failed + 1))
    continue
  fi
  read -r f p s <<<"$(tr -cd '0-9 \n' <<<"$counts" | tr -s ' ')"
  failed=$((failed + f)) passed=$((passed + p)) skipped=$((skipped + s))
done

if [ ${#missing[@]} -gt 0 ]; then
  printf 'Not run, because packages do not restore: %s\n' "$(printf '%s; ' "${missing[@]}" | sed 's/; $//')"
  $all && status=1
fi
[ "$passed" -gt 0 ] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
