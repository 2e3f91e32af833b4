#!/bin/bash
# Warns of what can’t be made and exits with 0.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

complain() { printf 'warning: %s: %s\n' "$1" "$2" >&2; }

main
