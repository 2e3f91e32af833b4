#!/bin/bash -p
# Asks who started it, as `id -ru` does.

. "${BASH_SOURCE%/*}/posture.sh"

check_root() {
  [[ $production == unset ]] || ((UID != 0)) || fail ErrRunningAsRoot 'effective uid' 'run as another user'
}

boot "$@"
