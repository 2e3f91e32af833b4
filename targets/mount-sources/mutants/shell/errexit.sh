#!/bin/bash
# Ends at the first source that can’t be made, as set -e does.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

complain() {
  printf '%s: %s\n' "$1" "$2" >&2
  exit 1
}

main
