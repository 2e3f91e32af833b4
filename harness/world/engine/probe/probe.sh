#!/bin/sh
# What a process of this container is and may do, as one line of JSON behind a mark: names of what was read, and what
# was read, in base64 so that nothing in it can be mistaken. Its arguments are paths: whether each can be written to
# is tried, by making a file in a folder and removing it again, or by opening a file to write.
# --stay as the first argument: it goes on until it is killed.
stay=
if [ "$1" = --stay ]; then
  stay=1
  shift
fi
say() {
  printf ',"%s":"' "$1"
  base64 -w0
  printf '"'
}
try() {
  if [ -d "$1" ]; then
    made=$1/.seatrial-probe-$$
    (: >"$made") 2>/dev/null && rm -f "$made" && return 0
    return 1
  fi
  [ -e "$1" ] && (: >>"$1") 2>/dev/null
}
kind() {
  if [ -L "$1" ]; then echo link
  elif [ -S "$1" ]; then echo socket
  elif [ -d "$1" ]; then echo folder
  elif [ -f "$1" ]; then echo file
  elif [ -b "$1" ] || [ -c "$1" ]; then echo device
  elif [ -e "$1" ]; then echo other
  else echo absent
  fi
}
printf 'seatrial-probe:{"version":"MQ=="'
cat /proc/self/status | say status
cat /proc/self/mountinfo | say mounts
cat "/proc/$$/environ" 2>/dev/null | say environment
for name in cgroup ipc mnt net pid user uts; do
  printf '%s %s\n' "$name" "$(readlink "/proc/self/ns/$name")"
done | say namespaces
cat /proc/net/dev | say interfaces
find /dev \( -type b -o -type c \) 2>/dev/null | say devices
for file in pids/pids.max pids.max memory/memory.limit_in_bytes memory.max; do
  [ -r "/sys/fs/cgroup/$file" ] && printf '%s %s\n' "$file" "$(cat "/sys/fs/cgroup/$file")"
done | say limits
cat /proc/self/attr/current 2>/dev/null | say confinement
for path in "$@"; do
  if try "$path"; then may=yes; else may=no; fi
  printf '%s %s %s\0' "$may" "$(kind "$path")" "$path"
done | say paths
printf '}\n'
[ -n "$stay" ] || exit 0
trap 'exit 0' TERM INT
while :; do sleep 1; done
