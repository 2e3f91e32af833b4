#!/bin/bash -p
# Is gone with the first failure.

. "${BASH_SOURCE%/*}/posture.sh"

fail() {
  printf '%s: %s: %s\n' "$1" "$2" "$3" >&2
  if [[ $production == 1 || $1 == ErrInvalidConfig ]]; then exit 2; fi
}

boot "$@"
