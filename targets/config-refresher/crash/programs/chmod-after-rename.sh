#!/bin/bash
# The mode is set once the file is public.
source=$1 target=$2 marker=$3
folder=$(dirname "$target")
fail() { echo "not refreshed: $1" >&2; exit 1; }
[ -f "$source" ] || fail 'the source is no file'
[ ! -L "$target" ] && [ ! -d "$target" ] || fail 'the target is no file'
temporary=$(mktemp "$folder/.refresh.XXXXXX") || fail 'no temporary file'
if jq -e 'del(.projects)' "$source" >"$temporary" && sync "$temporary" && mv -T "$temporary" "$target"; then
  chmod 644 "$target" && sync "$target" "$folder" && touch "$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  fail 'the target is as it was'
fi
