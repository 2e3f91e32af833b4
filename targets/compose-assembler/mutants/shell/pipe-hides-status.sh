#!/bin/bash
# Without pipefail a pipe has the status of its last part: here of `cat`.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

assemble | cat
