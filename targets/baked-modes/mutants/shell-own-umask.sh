#!/usr/bin/env bash
# Copies as cp does, and pins nothing: what the umask takes is gone.
source "${BASH_SOURCE%/*}/bake.sh"
place_file() {
  rm -f "$2"
  cp -P "$1" "$2" || exit 2
}
bake
