#!/bin/bash
# while read does not go round for a last line without a line end.
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
live=" "
while IFS= read -r name; do
  name=${name%-shell}
  [[ $name == drydock-*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f] ]] && live+="${name: -4} "
done < <(printf '%s' "$names")
for folder in "${folders[@]}"; do
  case $live in *" ${folder: -4} "*) continue ;; esac
  rm -rf -- "$folder" || echo "$folder is not removed" >&2
  rm -f -- "$folder.json" || echo "$folder.json is not removed" >&2
done
exit 0
