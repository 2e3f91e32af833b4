#!/bin/bash
# Captures the list in a temporary file, and leaves it there when something fails.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

list=$(mktemp) || exit 1
assemble >"$list" || exit 1
cat "$list"
rm -f "$list"
