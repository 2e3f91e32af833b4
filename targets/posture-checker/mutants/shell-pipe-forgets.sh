#!/bin/bash -p
# Reads its list from a pipe.

. "${BASH_SOURCE%/*}/posture.sh"

check_listeners() {
  printf '%s\0' "${listen[@]}" | while IFS= read -r -d '' address; do
    [[ -z $address ]] || check_listener "$address"
  done
}

boot "$@"
