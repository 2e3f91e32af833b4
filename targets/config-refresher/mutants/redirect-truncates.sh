#!/bin/bash
# The shell opens and empties the target before jq has read a byte.
source=$1 target=$2 marker=$3
[ -f "$source" ] || { echo "not refreshed: the source is no file" >&2; exit 1; }
if ! jq 'del(.projects)' "$source" >"$target"; then
  echo "not refreshed: jq failed" >&2
  exit 1
fi
chmod 644 "$target" && touch "$marker" && echo "refreshed $target"
