#!/bin/bash -p
# Compares the variable without quotes.

. "${BASH_SOURCE%/*}/posture.sh"

read_production() {
  if [ $PYRYCODE_RELAY_PRODUCTION = 1 ] 2>/dev/null; then production=1; else production=unset; fi
}

boot "$@"
