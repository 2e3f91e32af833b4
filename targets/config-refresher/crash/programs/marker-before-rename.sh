#!/bin/bash
# The marker claims what has not happened yet.
source=$1 target=$2 marker=$3
folder=$(dirname "$target")
fail() { echo "not refreshed: $1" >&2; exit 1; }
[ -f "$source" ] || fail 'the source is no file'
[ ! -L "$target" ] && [ ! -d "$target" ] || fail 'the target is no file'
temporary=$(mktemp "$folder/.refresh.XXXXXX") || fail 'no temporary file'
if jq -e 'del(.projects)' "$source" >"$temporary" && chmod 644 "$temporary" && sync "$temporary" &&
  touch "$marker" && mv -T "$temporary" "$target"; then
  sync "$folder" && echo "refreshed $target"
else
  rm -f "$temporary"
  fail 'the target is as it was'
fi
