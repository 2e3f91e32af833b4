#!/bin/bash -p
# Takes the variable for a switch: set is on.

. "${BASH_SOURCE%/*}/posture.sh"

read_production() {
  if [ -n "${PYRYCODE_RELAY_PRODUCTION-}" ]; then production=1; else production=unset; fi
}

boot "$@"
