#!/bin/bash
# All is prepared with care, and then cp writes into the file that readers have open.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX") || { echo "not refreshed" >&2; exit 1; }
trap 'rm -f "$temporary"' EXIT
if jq -es "$keep" "$source" >"$temporary" && cp "$temporary" "$target" && chmod 644 "$target"; then
  touch "$marker" && echo "refreshed $target"
else
  echo "not refreshed" >&2
  exit 1
fi
