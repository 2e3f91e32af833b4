#!/bin/bash -p
# Searches for CapEff as grep does, anywhere in a line.

. "${BASH_SOURCE%/*}/posture.sh"

read_status() {
  local line
  found=()
  while IFS= read -r line && ((${#found[@]} == 0)); do
    [[ $line != *CapEff:* ]] || found=("$line")
  done </proc/self/status
}

check_capabilities() {
  local found
  read_status
  ((16#${found[0]##*CapEff:$'\t'} & ~0x400)) && fail ErrUnexpectedCapability CapEff 'drop all but CAP_NET_BIND_SERVICE'
}

boot "$@"
