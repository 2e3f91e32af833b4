#!/bin/bash
# Asks test -e and then touches.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

make_source() {
  if [[ $2 == file ]]; then
    mkdir -p -- "${1%/*}" && { [[ -e $1 ]] || touch -- "$1"; }
  else
    mkdir -p -- "$1"
  fi 2>/dev/null || complain "$1" 'it could not be made'
}

main
