#!/usr/bin/env bash
# Copies a folder as cp -r does into one that is there: /etc/pol/policy, where nobody looks.
source "${BASH_SOURCE%/*}/bake.sh"
place_folder() {
  cp -r "$1" "$2/" || exit 2
}
bake
