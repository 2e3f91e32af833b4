#!/bin/bash
# The message comes before the work, as if nothing could go wrong any more.
set -euo pipefail
source=$1 target=$2 marker=$3
keep='if length == 1 and (.[0] | type) == "object" then .[0] | del(.projects) else error("not one object") end'
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX")
trap 'rm -f "$temporary"' EXIT
echo "refreshed $target"
jq -es "$keep" "$source" >"$temporary"
chmod 644 "$temporary"
mv -fT "$temporary" "$target"
touch "$marker"
