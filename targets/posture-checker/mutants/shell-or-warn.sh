#!/bin/bash -p
# Calls its checks in a list, where errexit has no effect.

. "${BASH_SOURCE%/*}/posture.sh"

set -e

fail() {
  printf '%s: %s: %s\n' "$1" "$2" "$3" >&2
  [[ $production != 1 && $1 != ErrInvalidConfig ]]
}

warn() { refuse=1; }

boot() {
  read_production
  read_flags "$@" || refuse=1
  check_all || warn
  exit $((refuse * 2))
}

boot "$@"
