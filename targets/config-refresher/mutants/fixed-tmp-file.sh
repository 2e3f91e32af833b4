#!/bin/bash
# The temporary file always has the same name, and somebody else's file may have it already.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
temporary=$target.tmp
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary" && mv -T "$temporary" "$target"; then
  touch "$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  echo "not refreshed" >&2
  exit 1
fi
