#!/bin/bash
# Goes through the output of `ls`: a name with a space is two names, and neither is a generator.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

run_generators() {
  local name nth=0 output path
  generated=()
  has_line_break "$OVERLAY_DIR" && { say 'the path of OVERLAY_DIR has a line break'; return 1; }
  for name in $(ls "$GENERATORS_DIR"); do
    [ -x "$GENERATORS_DIR/$name" ] || continue
    nth=$((nth + 1))
    output=$OVERLAY_DIR/$(printf '%03d' "$nth").yml
    names[nth]=$name
    path=$(generate "$GENERATORS_DIR/$name" "$output") || return 1
    [ -z "$path" ] || generated+=("$path")
  done
  judge_overlays
}

assemble
