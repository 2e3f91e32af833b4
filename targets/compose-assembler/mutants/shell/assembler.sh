#!/bin/bash
# A careful assembler in shell: what CONTRACT.md asks for, with a narrow idea of what is harmless. The shell mutants source
# it and replace the function in which their bug was; run as it is, it assembles.
LC_ALL=C
project=${1-}

say() { printf 'assemble: %s\n' "$*" >&2; }

has_line_break() { case $1 in *$'\n'* | *$'\r'*) return 0 ;; *) return 1 ;; esac }

# A regular file (links are followed) with the key `services` once, at the beginning of a line by itself.
is_usable() {
  [ -f "$1" ] && ! has_line_break "$1" && [ "$(grep '^services' "$1")" = services: ]
}

opted_out() { [ "${NO_HARDENING-}" = 1 ]; }

# Fills the array `mandatory`.
find_mandatory() {
  local file
  mandatory=("${COMPOSE_BASE-}" "${COMPOSE_MODE_OVERLAY-}")
  opted_out || mandatory+=("${COMPOSE_HARDENING-}")
  for file in "${mandatory[@]}"; do
    is_usable "$file" || { say "the mandatory file '$file' is missing or can't be used"; return 1; }
  done
}

# The services of the mandatory files, as one alternative of a regular expression.
known_services() {
  sed -n '/^services:$/,/^[^ ]/s/^  \([a-z][a-z0-9-]*\):$/\1/p' "${mandatory[@]}" | sort -u | paste -sd '|'
}

# Whether an overlay holds nothing but lines that are known to be harmless: environment, labels, ports on loopback.
is_harmless() {
  [ -f "$1" ] && [ ! -L "$1" ] || return 1
  local flow='(\{[^]{}[&*!<]*\}|\[("[^"]*"|[^]"{}[&*!<])*\])'
  local ports='\["(127\.0\.0\.1|\[::1\]):[0-9]+:[0-9]+"\]'
  local line="services:|  ($(known_services)):|    (environment|labels): $flow|    ports: $ports"
  # A character outside of ASCII may end a line for Compose: nothing of the kind is harmless.
  ! grep -qvE "^($line)$" "$1" && ! grep -q '[^ -~]' "$1" && grep -q '^services:$' "$1" &&
    [ -z "$(sort "$1" | grep '^  [^ ]\|^[^ ]' | uniq -d)" ] && [ -z "$(tail -c 1 "$1" | tr -d '\n')" ]
}

# Runs a generator; what it says goes with its name before it.
run_generator() {
  local words status
  words=$(cd "$project" && timeout -k 1 "${GENERATOR_TIMEOUT:-3}" "$1" "$2" 2>&1 >/dev/null </dev/null)
  status=$?
  [ "$status" = 0 ] || say "generator ${1##*/} failed with status $status, saying: $words"
  return "$status"
}

# Prints the path of one generator's file, if it left one.
generate() {
  run_generator "$1" "$2" || return 1
  if [ ! -e "$2" ] && [ ! -L "$2" ]; then return 0; fi
  if [ -f "$2" ] && [ ! -L "$2" ] && [ ! -s "$2" ]; then rm -f -- "$2"; return 0; fi
  printf '%s\n' "$2"
}

# Fills the array `generated`.
run_generators() {
  local program nth=0 output path
  generated=()
  has_line_break "$OVERLAY_DIR" && { say 'the path of OVERLAY_DIR has a line break'; return 1; }
  for program in "$GENERATORS_DIR"/*; do
    [ -e "$program" ] || [ -L "$program" ] || continue
    nth=$((nth + 1))
    output=$OVERLAY_DIR/$(printf '%03d' "$nth").yml
    names[nth]=${program##*/}
    path=$(generate "$program" "$output") || return 1
    [ -z "$path" ] || generated+=("$path")
  done
  judge_overlays
}

# When the last generator is done: an earlier file may have been written over by a later one. Names all that are guilty.
judge_overlays() {
  local path nth bad=0
  for path in "${generated[@]}"; do
    nth=${path##*/} nth=${nth%.yml} nth=$((10#$nth))
    is_harmless "$path" || { say "generator ${names[nth]} left an overlay that is not known to be harmless"; bad=1; }
  done
  return "$bad"
}

clean() { find "$OVERLAY_DIR" -mindepth 1 -delete; }

print_files() {
  local path
  for path in "$@"; do printf -- '-f\n%s\n' "$path"; done
}

assemble() {
  names=()
  find_mandatory || return 1
  run_generators || { clean; return 1; }
  print_files "${mandatory[@]}" "${generated[@]}"
}

[ "${BASH_SOURCE[0]}" != "$0" ] || assemble
