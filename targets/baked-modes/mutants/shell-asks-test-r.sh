#!/usr/bin/env bash
# A check that asks `test -r` of the image that was built, as root.
source "${BASH_SOURCE%/*}/bake.sh"
bake
status=0
while IFS= read -r path; do
  verdict=fine
  [ -f "$out$path" ] && [ -r "$out$path" ] || { verdict=missing && status=1; }
  printf '{"path":"%s","verdict":"%s"}\n' "$path" "$verdict"
done <<<"$POLICY_PATHS"
exit "$status"
