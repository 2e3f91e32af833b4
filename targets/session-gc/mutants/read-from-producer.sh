#!/bin/bash
# while read < <(docker ps) sees the end of docker, and not its status.
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
names=
while IFS= read -r name || [ -n "$name" ]; do
  names+=${name%$'\r'}$'\n'
done < <(timeout 10 "$DOCKER" ps -a --format '{{.Names}}' 2>/dev/null)
for folder in "${folders[@]}"; do
  id=${folder: -4}
  grep -Eq -- "^drydock-.*-$id(-shell)?\$" <<<"$names" && continue
  rm -rf -- "$folder" || echo "$folder is not removed" >&2
  rm -f -- "$folder.json" || echo "$folder.json is not removed" >&2
done
exit 0
