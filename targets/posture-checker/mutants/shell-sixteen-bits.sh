#!/bin/bash -p
# Knows the capabilities of its youth.

. "${BASH_SOURCE%/*}/posture.sh"

check_capabilities() {
  local found
  read_status
  if ((${#found[@]} != 1)); then
    fail ErrCapabilitiesUnreadable /proc/self/status 'mount the real /proc'
  elif [[ ${found[0]: -4} != 0[04]00 ]]; then
    fail ErrUnexpectedCapability CapEff 'drop all but CAP_NET_BIND_SERVICE'
  fi
}

boot "$@"
