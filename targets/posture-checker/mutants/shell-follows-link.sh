#!/bin/bash -p
# Tests with -d, which follows links.

. "${BASH_SOURCE%/*}/posture.sh"

look_at_cache() { stat -L -c '%F %a %u' -- "$1" 2>&1; }

boot "$@"
