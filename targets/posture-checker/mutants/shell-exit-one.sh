#!/bin/bash -p
# Refuses with the status of any failure.

. "${BASH_SOURCE%/*}/posture.sh"

boot() {
  read_production
  read_flags "$@"
  check_all
  exit "$refuse"
}

boot "$@"
