#!/bin/bash
# Makes ~/.gitconfig and ~/.local, whatever the files mount.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

each_source() {
  [[ -e $HOME/.gitconfig ]] || : >"$HOME/.gitconfig"
  mkdir -p "$HOME/.local"
}

main
