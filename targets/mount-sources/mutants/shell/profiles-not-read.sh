#!/bin/bash
# Makes what services behind profiles mount.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

eval "of_all() $(declare -f each_source | tail -n +2)"
each_source() {
  gated=()
  of_all
}

main
