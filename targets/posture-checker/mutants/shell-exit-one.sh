#!/bin/bash -p
# Refuses with the status of any failure.

. "${BASH_SOURCE%/*}/posture.bash"

boot() {
  read_flags "$@"
  check_all
  exit "$refuse"
}

boot "$@"
