#!/bin/bash
# Relies on errexit inside a function that is called as `assemble || …`, where bash suspends it (seed 004 F5).
. "${BASH_SOURCE[0]%/*}/assembler.sh"
set -e

generate() {
  (cd "$project" && timeout -k 1 "${GENERATOR_TIMEOUT:-3}" "$1" "$2" >/dev/null 2>&1 </dev/null)
  if [ -s "$2" ] || [ -L "$2" ] || [ -d "$2" ]; then printf '%s\n' "$2"; fi
}

assemble || { say 'assembly failed'; exit 1; }
