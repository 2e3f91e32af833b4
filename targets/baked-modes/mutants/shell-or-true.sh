#!/usr/bin/env bash
# What fails is passed over, as `… || true` does: a source that is missing, a chmod of what is not there.
source "${BASH_SOURCE%/*}/bake.sh"
missing_source() { true; }
run_plainly=$(declare -f run_line)
eval "${run_plainly/run_line/run_then}"
run_line() {
  (run_then "$@") || true
}
bake
