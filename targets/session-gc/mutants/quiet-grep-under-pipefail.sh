#!/bin/bash
# grep -q stops at the name that it finds; whoever still writes behind it dies of that, and pipefail says: not found.
set -uo pipefail
shopt -s nullglob
[ -n "${HOME:-}" ] || exit 0
folders=()
for folder in "$HOME"/.claude-container-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]; do
  [ -d "$folder" ] && [ ! -L "$folder" ] && folders+=("$folder")
done
[ ${#folders[@]} -gt 0 ] || exit 0
[ -n "${DOCKER:-}" ] || { echo "session folders are kept: DOCKER is not set" >&2; exit 0; }
if ! names=$(timeout 10 "$DOCKER" ps -a --format '{{.Names}}' | tr -d '\r'); then
  echo "session folders are kept: docker ps failed" >&2
  exit 0
fi
for folder in "${folders[@]}"; do
  printf '%s\n' "$names" | grep -Eq -- "^drydock-.*-${folder: -4}(-shell)?\$" && continue
  rm -rf -- "$folder" || echo "$folder is not removed" >&2
  rm -f -- "$folder.json" || echo "$folder.json is not removed" >&2
done
exit 0
