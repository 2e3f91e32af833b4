#!/bin/bash
# Names are handed to xargs as lines and words: a name with a space in it is two.
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
cd "$HOME" 2>/dev/null || exit 0
ls -a | grep '^\.claude-container-[0-9a-f]\{4\}' | grep -v '\.json$' | while IFS= read -r name; do
  id=${name#.claude-container-}
  grep -Eq -- "^drydock-.*-${id:0:4}(-shell)?\$" <<<"$names" || printf '%s\n' "$name"
done | xargs rm -rf || echo "not everything is removed" >&2
exit 0
