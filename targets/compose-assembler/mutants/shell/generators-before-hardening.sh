#!/bin/bash
# Hands over the base, then what the generators left, then mode and hardening, one after the other, and reads that list
# from a process substitution: a generator that dies takes the hardening with it (seed 004 F4).
. "${BASH_SOURCE[0]%/*}/assembler.sh"

compose_files() {
  names=()
  find_mandatory || return 1
  print_files "${mandatory[0]}"
  run_generators || return 1
  print_files "${generated[@]}" "${mandatory[@]:1}"
}

while read -r line; do printf '%s\n' "$line"; done < <(compose_files)
