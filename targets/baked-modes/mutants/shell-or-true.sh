#!/usr/bin/env bash
# What fails is passed over, as `… || true` does: a source that is missing, a chmod of what is not there.
source "${BASH_SOURCE%/*}/bake.sh"
for one in copy_line run_line; do
  plainly=$(declare -f "$one")
  eval "${plainly/$one/then_$one}"
done
copy_line() {
  (then_copy_line "$@") || true
}
run_line() {
  (then_run_line "$@") || true
}
other_line() { true; }
bake
