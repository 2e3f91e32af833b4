#!/usr/bin/env bash
# Copies with cp -a: what belonged to the builder's user belongs to that number in the image.
source "${BASH_SOURCE%/*}/bake.sh"
place_file() {
  rm -f "$2"
  cp -a "$1" "$2" || exit 2
  [ -L "$2" ] || [ -z "$3" ] || chmod "$3" "$2"
}
bake
