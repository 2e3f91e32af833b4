#!/bin/bash
# Makes a folder of every source, as the daemon does.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

make_source() { mkdir -p -- "$1" 2>/dev/null || complain "$1" "it could not be made"; }

main
