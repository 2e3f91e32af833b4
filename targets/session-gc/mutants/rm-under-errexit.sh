#!/bin/bash
# rm is not guarded under errexit: one folder that stays ends the sweep, and the start behind it.
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
if ! names=$(timeout 10 "$DOCKER" ps -a --format '{{.Names}}' | tr -d '\r'); then
  [ ${#folders[@]} = 0 ] || echo "session folders are kept: docker ps failed" >&2
  exit 0
fi
set -e
for folder in "${folders[@]}"; do
  id=${folder: -4}
  if grep -Eq -- "^drydock-.*-$id(-shell)?\$" <<<"$names"; then continue; fi
  rm -rf -- "$folder"
  rm -f -- "$folder.json" || echo "$folder.json is not removed" >&2
done
exit 0
