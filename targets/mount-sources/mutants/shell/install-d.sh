#!/bin/bash
# Makes folders by install -d, which sets the mode of those that are there.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

eval "by_name() $(declare -f make_source | tail -n +2)"
make_source() {
  by_name "$1" "$2"
  [[ $2 == file ]] || [[ ! -d $1 ]] || install -d -m 755 -- "$1" 2>/dev/null
}

main
