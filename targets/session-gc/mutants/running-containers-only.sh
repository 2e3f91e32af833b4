#!/bin/bash
# docker ps without -a: a session whose container is stopped loses its folder.
set -uo pipefail
shopt -s nullglob
[ -n "${HOME:-}" ] || exit 0
folders=()
for folder in "$HOME"/.claude-container-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]; do
  [ -d "$folder" ] && [ ! -L "$folder" ] && folders+=("$folder")
done
if [ -z "${DOCKER:-}" ]; then
  [ ${#folders[@]} = 0 ] || echo "session folders are kept: DOCKER is not set" >&2
  exit 0
fi
if ! names=$(timeout 10 "$DOCKER" ps --format '{{.Names}}' | tr -d '\r'); then
  [ ${#folders[@]} = 0 ] || echo "session folders are kept: docker ps failed" >&2
  exit 0
fi
for folder in "${folders[@]}"; do
  id=${folder: -4}
  grep -Eq -- "^drydock-.*-$id(-shell)?\$" <<<"$names" && continue
  rm -rf -- "$folder" || echo "$folder is not removed" >&2
  rm -f -- "$folder.json" || echo "$folder.json is not removed" >&2
done
exit 0
