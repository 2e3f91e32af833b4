#!/bin/bash
# Makes folders by mkdir -p, which follows every link, also out of HOME.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

eval "by_name() $(declare -f make_source | tail -n +2)"
make_source() {
  [[ $2 == file ]] || mkdir -p -- "$1" 2>/dev/null
  by_name "$1" "$2"
}

main
