#!/bin/bash
# Reads the list of files from a process substitution, which loses the exit status of what produces it (seed 004 F4).
. "${BASH_SOURCE[0]%/*}/assembler.sh"

compose_files() {
  names=()
  find_mandatory || return 1
  print_files "${mandatory[@]}"
  run_generators || return 1
  print_files "${generated[@]}"
}

arguments=()
while read -r line; do arguments+=("$line"); done < <(compose_files)
printf '%s\n' "${arguments[@]}"
