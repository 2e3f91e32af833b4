#!/bin/bash
# mv without -T moves the file into a target that is a folder, and succeeds.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] || { echo "not refreshed: the source is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX") || { echo "not refreshed" >&2; exit 1; }
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary" && mv -f "$temporary" "$target"; then
  touch "$marker" && echo "refreshed $target"
else
  rm -f "$temporary"
  echo "not refreshed" >&2
  exit 1
fi
