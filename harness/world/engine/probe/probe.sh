#!/bin/sh
# What a process of this container is and may do, as one line of JSON behind a mark. What was read stands in it in base64,
# one text for all of it, so that nothing in it can be mistaken: sections, each behind two empty bytes, its name, and one
# more. The environment is the last one: it alone may hold such bytes.
# Its arguments are paths: whether each can be written to is tried, by making a file in a folder and removing it again, or
# by opening a file to write.
# --stay as the first argument: it goes on until it is killed.
# Most of what it does is the shell's own doing: each program that it starts costs a container more time.
PATH=/bin
stay=
if [ "$1" = --stay ]; then
  stay=1
  shift
fi
# `true` and not `:`, which would end the shell where it can't write. A pipe is opened both ways, or it would be waited for.
try() {
  case $kind in
    folder) true 2>/dev/null >"$1/.seatrial-probe-$$" ;;
    fifo) true 2>/dev/null <>"$1" ;;
    socket) [ -w "$1" ] ;;
    absent) false ;;
    *) true 2>/dev/null >>"$1" ;;
  esac
}
# Of a link: of what it leads to.
kindOf() {
  if [ -S "$1" ]; then kind=socket
  elif [ -d "$1" ]; then kind=folder
  elif [ -f "$1" ]; then kind=file
  elif [ -p "$1" ]; then kind=fifo
  elif [ -b "$1" ] || [ -c "$1" ]; then kind=device
  elif [ -e "$1" ]; then kind=other
  else kind=absent
  fi
}
printf 'seatrial-probe:{"report":"'
{
  for name in status mountinfo net/dev attr/current; do
    printf '\0\0%s\0' "$name"
    cat "/proc/$$/$name" 2>/dev/null
  done
  printf '\0\0namespaces\0'
  stat -c %N "/proc/$$/ns/"* 2>/dev/null
  printf '\0\0devices\0'
  find /dev \( -type b -o -type c \) 2>/dev/null
  printf '\0\0limits\0'
  for file in pids/pids.max pids.max memory/memory.limit_in_bytes memory.max; do
    if [ -r "/sys/fs/cgroup/$file" ] && read -r limit <"/sys/fs/cgroup/$file"; then printf '%s %s\n' "$file" "$limit"; fi
  done
  printf '\0\0paths\0'
  for path in "$@"; do
    shift
    kindOf "$path"
    if try "$path"; then may=yes; else may=no; fi
    if [ "$may $kind" = 'yes folder' ]; then set -- "$@" "$path/.seatrial-probe-$$"; fi
    if [ -L "$path" ]; then kind=link
    elif [ "$kind" = fifo ]; then kind=other
    fi
    printf '%s %s %s\0' "$may" "$kind" "$path"
  done
  [ $# -eq 0 ] || rm -f -- "$@"
  printf '\0\0environ\0'
  cat "/proc/$$/environ" 2>/dev/null
} | base64 -w0
printf '"}\n'
[ -n "$stay" ] || exit 0
trap 'exit 0' TERM INT
sleep 2147483647 &
wait
