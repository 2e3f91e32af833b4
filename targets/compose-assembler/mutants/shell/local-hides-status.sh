#!/bin/bash
# `local list=$(…)` has the status of `local`, which is 0.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

compose_files() {
  names=()
  find_mandatory || return 1
  print_files "${mandatory[@]}"
  run_generators || return 1
  print_files "${generated[@]}"
}

main() {
  local list=$(compose_files)
  [ -z "$list" ] || printf '%s\n' "$list"
}

main
