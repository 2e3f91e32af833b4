#!/bin/bash -p
# Looks at the last digit of the mode.

. "${BASH_SOURCE%/*}/posture.sh"

cache_is_closed() { [[ $1 == "directory "*"0 $EUID" ]]; }

boot "$@"
