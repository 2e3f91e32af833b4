#!/usr/bin/env bash
# Pins with a recursive chmod over the destination: the folders get the mode of files.
source "${BASH_SOURCE%/*}/bake.sh"
created_mode() { printf 755; }
copy_plainly=$(declare -f copy)
eval "${copy_plainly/copy/copy_then}"
copy() {
  copy_then "$@"
  [ -z "$1" ] || chmod -R 644 "$out/${3#/}"
}
bake
