#!/bin/bash
# mktemp takes TMPDIR, which is another file system: mv removes the target and copies.
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp) || exit 1
trap 'rm -f "$temporary"' EXIT
if jq -es "$keep" "$source" >"$temporary" && chmod 644 "$temporary" && mv -T "$temporary" "$target"; then
  touch "$marker" && echo "refreshed $target"
else
  echo "not refreshed" >&2
  exit 1
fi
