#!/bin/bash
# Renames before the bytes are on disk: no sync of the file.
source=$1 target=$2 marker=$3
folder=$(dirname "$target")
fail() { echo "not refreshed: $1" >&2; exit 1; }
[ -f "$source" ] || fail 'the source is no file'
[ ! -L "$target" ] && [ ! -d "$target" ] || fail 'the target is no file'
temporary=$(mktemp "$folder/.refresh.XXXXXX") || fail 'no temporary file'
if jq -e 'del(.projects)' "$source" >"$temporary" && chmod 644 "$temporary" && mv -T "$temporary" "$target"; then
  sync "$folder" && touch "$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  fail 'the target is as it was'
fi
