#!/bin/bash
# Removes a file that is in a folder’s place.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

eval "by_name() $(declare -f make_source | tail -n +2)"
make_source() {
  [[ $2 == folder && -f $1 ]] && rm -f -- "$1"
  by_name "$1" "$2"
}

main
