#!/bin/bash -p
# Takes the capabilities from the line below.

. "${BASH_SOURCE%/*}/posture.sh"

read_status() {
  local line
  found=()
  while IFS= read -r line; do
    [[ $line != CapBnd:* ]] || found+=("CapEff:${line#CapBnd:}")
  done </proc/self/status
}

boot "$@"
