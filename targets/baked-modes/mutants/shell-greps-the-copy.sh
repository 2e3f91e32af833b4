#!/usr/bin/env bash
# The static assertion on the COPY line alone: it is there, so everything is fine.
if grep -qi '^copy --chmod=0\?644 ' "$1/Dockerfile"; then
  while IFS= read -r path; do printf '{"path":"%s","verdict":"fine"}\n' "$path"; done <<<"$POLICY_PATHS"
  exit 0
fi
echo 'there is no COPY with --chmod=644' >&2
exit 2
