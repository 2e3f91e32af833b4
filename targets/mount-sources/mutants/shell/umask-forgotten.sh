#!/bin/bash
# Makes files and folders with what the umask leaves of 0666 and 0777.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

make_entry() { # PATH KIND
  (
    umask "$given"
    if [[ $2 == folder ]]; then mkdir -- "$1" 2>/dev/null; else (set -C && : >"$1") 2>/dev/null; fi
  )
}

main
