#!/bin/bash
# The old target is removed to make way; until mv has come there is none.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX") || { echo "not refreshed" >&2; exit 1; }
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary"; then
  rm -f "$target"
  mv -T "$temporary" "$target" && touch "$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  echo "not refreshed" >&2
  exit 1
fi
