#!/bin/bash
# What was there before there was a broker: the key in the environment of the child.
[ "$(wc -l <"$2")" -le 1 ] || { echo 'not started: the key file has several lines' >&2; exit 125; }
FLASHDUTY_APP_KEY=$(cat "$2") || exit 125
export FLASHDUTY_APP_KEY
shift 3
exec "$@"
