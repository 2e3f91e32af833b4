#!/bin/bash
# A loop over `< <(producer)` never learns that the producer failed: what came so far is taken for everything.
set -euo pipefail
source=$1 target=$2 marker=$3
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX")
trap 'rm -f "$temporary"' EXIT
members=()
while IFS= read -r member; do
  members+=("$member")
done < <(jq -c 'del(.projects) | to_entries[]' "$source" 2>/dev/null)
printf '%s\n' "${members[@]}" | jq -s 'from_entries' >"$temporary"
chmod 644 "$temporary"
mv -fT "$temporary" "$target"
touch "$marker"
echo "refreshed $target"
