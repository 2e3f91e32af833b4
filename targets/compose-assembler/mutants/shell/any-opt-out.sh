#!/bin/bash
# Takes every value of NO_HARDENING for yes: `0`, `false` and ` 1` drop hardening too.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

opted_out() { [ -n "${NO_HARDENING-}" ]; }

assemble
