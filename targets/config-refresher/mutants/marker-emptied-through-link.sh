#!/bin/bash
# A redirection makes the marker, and empties whatever a linked one leads to.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] && [ ! "$source" -ef "$target" ] ||
  { echo "not refreshed: source and target are not two files" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX") || { echo "not refreshed" >&2; exit 1; }
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary" && mv -fT "$temporary" "$target"; then
  : >"$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  echo "not refreshed" >&2
  exit 1
fi
