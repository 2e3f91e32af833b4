#!/bin/bash
# Looks for the words it fears in an overlay, and finds only those that are spelled as it spells them.
. "${BASH_SOURCE[0]%/*}/assembler.sh"

is_harmless() {
  [ -f "$1" ] && [ ! -L "$1" ] && ! grep -qE 'privileged: true|docker\.sock|SYS_ADMIN|network_mode: host' "$1"
}

assemble
