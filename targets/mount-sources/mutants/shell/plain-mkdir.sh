#!/bin/bash
# Makes folders by mkdir without -p.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

eval "by_name() $(declare -f make_source | tail -n +2)"
make_source() {
  if [[ $2 == folder && -d $1 ]]; then complain "$1" 'File exists'; else by_name "$1" "$2"; fi
}

main
