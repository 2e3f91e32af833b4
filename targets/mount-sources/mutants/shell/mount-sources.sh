#!/bin/bash
# Makes the bind mount sources below HOME that are missing. Reads Compose files in block style.
set -u
export LC_ALL=C.UTF-8
given=$(umask)
umask "$(printf '%o' $((0$given | 022)))" # as if mkdir asked for 0755, and a redirection for 0644

status=0
complain() {
  printf '%s: %s\n' "$1" "$2" >&2
  status=1
}

# REPLY: the text with ${NAME}, ${NAME:-default} and $$ replaced
expand() {
  local text=$1 out='' name default
  while [[ $text == *'$'* ]]; do
    out+=${text%%'$'*} text=${text#*'$'}
    if [[ $text == '$'* ]]; then
      out+='$' text=${text#?}
    elif [[ $text =~ ^\{([A-Za-z_][A-Za-z0-9_]*)(:-(([^{}]|\{[^}]*\})*))?\} ]]; then
      name=${BASH_REMATCH[1]} default=${BASH_REMATCH[3]} text=${text:${#BASH_REMATCH[0]}}
      if [[ ${!name-} ]]; then out+=${!name}; else expand "$default" && out+=$REPLY; fi
    else
      out+='$'
    fi
  done
  REPLY=$out$text
}

# REPLY: a scalar without its quotes
unquote() {
  REPLY=$1
  if [[ $1 == \'*\' ]]; then
    REPLY=${1:1:-1} && REPLY=${REPLY//"''"/"'"}
  elif [[ $1 == '"'*'"' ]]; then
    REPLY=${1:1:-1} && REPLY=${REPLY//'\\'/'\0134'} && REPLY=${REPLY//'\"'/'\0042'}
    printf -v REPLY %b "$REPLY"
  fi
}

# REPLY: an absolute path without dots and doubled slashes
normalise() {
  local rest=$1/ name out=''
  while [[ $rest ]]; do
    name=${rest%%/*} rest=${rest#*/}
    case $name in '' | .) ;; ..) out=${out%/*} ;; *) out+=/$name ;; esac
  done
  REPLY=${out:-/}
}

# What is mounted at which container path of which service: of two the later one counts.
declare -A sources=() unmade=() gated=()
order=()

mounted() { # SERVICE SOURCE TARGET CREATES
  local key source=$2
  expand "$3" && normalise "$REPLY" && key=$1:$REPLY
  expand "$source"
  [[ ${sources[$key]+is} ]] || order+=("$key")
  sources[$key]=$REPLY unmade[$key]=$4
}

short_form() { # SERVICE TEXT
  local source target
  expand "$2" && source=${REPLY%%:*} target=${REPLY#*:}
  [[ $REPLY == *:* && $source == [/.~]* ]] || source='' target=${REPLY#*:}
  # What was expanded once must not be expanded again.
  mounted "$1" "${source//'$'/'$$'}" "${target%%:*}" ''
}

type='' source='' target='' creates=''
long_form_ends() { # SERVICE
  [[ $type ]] || return 0
  [[ $type == bind ]] || source=''
  mounted "$1" "$source" "$target" "$creates"
  type='' source='' target='' creates=''
}

read_file() {
  local line text indent top='' service='' key='' item
  while IFS= read -r line || [[ $line ]]; do
    text=${line#"${line%%[! ]*}"} indent=$((${#line} - ${#text}))
    [[ $text && $text != '#'* ]] || continue
    item=''
    if [[ $text == '- '* ]]; then
      item=yes text=${text#- } && long_form_ends "$service"
    elif ((indent <= 4)); then
      long_form_ends "$service"
      case $indent in 0) top=${text%%:*} ;; 2) service=${text%%:*} key='' ;; *) key=${text%%:*} ;; esac
      continue
    fi
    [[ $top == services ]] || continue
    [[ $key == profiles ]] && gated[$service]=yes
    [[ $key == volumes ]] || continue
    if [[ $text =~ ^(type|source|target|read_only|create_host_path|bind):(\ +(.*))?$ ]]; then
      unquote "${BASH_REMATCH[3]}"
      case ${BASH_REMATCH[1]} in
        type) type=$REPLY ;;
        source) source=$REPLY ;;
        target) target=$REPLY ;;
        create_host_path) [[ $REPLY == false ]] && creates=no ;;
      esac
    elif [[ $item ]]; then
      unquote "$text" && short_form "$service" "$REPLY"
    fi
  done <"$1"
  long_form_ends "$service"
}

kind_of() { # TARGET
  case ${1##*/} in .gitconfig | .npmrc | .netrc | *.json | *.conf | *.toml) REPLY=file ;; *) REPLY=folder ;; esac
}

make_entry() { # PATH KIND
  if [[ $2 == folder ]]; then mkdir -- "$1" 2>/dev/null; else (set -C && : >"$1") 2>/dev/null; fi
}

# Walks name by name, so that it is known where each one really is.
make_source() { # PATH KIND
  local own=${1#"$home"/}/ linked='' here=$real_home at name kind to hops=0 of_link
  while [[ $linked || $own ]]; do
    if [[ $linked ]]; then
      name=${linked%%/*} linked=${linked#*/} of_link=yes
    else
      name=${own%%/*} own=${own#*/} of_link=''
    fi
    [[ $name && $name != . ]] || continue
    if [[ $name == .. ]]; then
      here=${here%/*} && here=${here:-/}
      continue
    fi
    at=${here%/}/$name kind=folder
    if [[ -L $at ]]; then
      ((++hops <= 40)) || { complain "$1" 'links lead round' && return; }
      to=$(readlink -n -- "$at" && printf x) to=${to%x}
      [[ $to == /* ]] && here=/
      linked=$to/$linked
      continue
    fi
    [[ $own || ${linked//[.\/]/} ]] || kind=$2
    if [[ ! -e $at ]]; then
      [[ ! $of_link ]] || { complain "$1" 'a link leads nowhere' && return; }
      [[ $at == "${real_home%/}"/* ]] || { complain "$1" 'a link leads out of HOME' && return; }
      make_entry "$at" "$kind" || { complain "$1" 'it could not be made' && return; }
    fi
    here=$at
  done
  if [[ $2 == folder ]]; then [[ -d $here ]]; else [[ -f $here ]]; fi || complain "$1" "it is no $2"
}

each_source() {
  local key path
  for key in ${order[@]+"${order[@]}"}; do
    path=${sources[$key]}
    [[ ${gated[${key%%:*}]-} || ${unmade[$key]} || ! $path ]] && continue
    case $path in '~' | '~/'*) path=$home${path#'~'} ;; /*) ;; *) path=$first_folder/$path ;; esac
    normalise "$path" && path=$REPLY
    [[ $path == "${home%/}"/* ]] || continue
    kind_of "${key#*:}" && make_source "$path" "$REPLY"
  done
}

main() {
  local file files
  normalise "$HOME" && home=$REPLY
  real_home=$(cd -P -- "$HOME" 2>/dev/null && pwd) || real_home=$home
  IFS=: read -r -a files <<<"$COMPOSE_FILES"
  first_folder=${files[0]%/*}
  for file in "${files[@]}"; do
    [[ -f $file && -r $file ]] || complain "$file" 'it can not be read'
  done
  # Without one of them it is not known what is mounted.
  ((status == 0)) || exit "$status"
  for file in "${files[@]}"; do read_file "$file"; done
  each_source
  exit "$status"
}

[[ ${BASH_SOURCE[0]} == "$0" ]] && main
