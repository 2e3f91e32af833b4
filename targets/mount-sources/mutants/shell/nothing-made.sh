#!/bin/bash
# Makes nothing before the daemon.
. "${BASH_SOURCE[0]%/*}/mount-sources.sh"

each_source() { :; }

main
