#!/bin/bash
# The marker claims a fresh target before there is one.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX") || { echo "not refreshed" >&2; exit 1; }
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary"; then
  touch "$marker"
  mv -fT "$temporary" "$target" && echo "refreshed $target"
else
  rm -f "$temporary"
  echo "not refreshed" >&2
  exit 1
fi
