#!/bin/bash
# The result is right, checked and synced, and still the target is emptied and filled again.
source=$1 target=$2 marker=$3
folder=$(dirname "$target")
fail() { echo "not refreshed: $1" >&2; exit 1; }
[ -f "$source" ] || fail 'the source is no file'
[ ! -L "$target" ] && [ ! -d "$target" ] || fail 'the target is no file'
result=$(jq -e 'del(.projects)' "$source") || fail 'the target is as it was'
printf '%s\n' "$result" >"$target" && chmod 644 "$target" && sync "$target" "$folder" || fail 'the target may be anything'
touch "$marker" && echo "refreshed $target"
