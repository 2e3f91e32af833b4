# A builder in shell of the plainest Dockerfiles: FROM scratch, COPY of files and folders with --chmod in octal, RUN mkdir
# -p and chmod, USER. Anything else it refuses. Sourced; who sources it says how a file or folder is placed.
set -u

context=$1
out=$2
umask_of_tools=022

refuse() {
  printf 'refused: %s\n' "$*" >&2
  exit 2
}

# Makes a folder and those above it that are missing, each with a mode.
make_folders() { # PATH MODE
  [ -d "$out$1" ] && return
  make_folders "$(dirname "$1")" "$2"
  mkdir -m 755 "$out$1" || refuse "no folder: $1"
  chmod "$2" "$out$1"
}

# The mode of folders that COPY makes on the way. May be replaced.
created_mode() { printf '%s' "${1:-755}"; }

# The mode that something was copied with, and then what --chmod makes of it.
set_mode() { # FROM TO MODE
  chmod "$(stat -c %a "$1")" "$2"
  [ -z "$3" ] || chmod "$3" "$2"
}

# A file at its place, as root's. May be replaced.
place_file() { # FROM TO MODE
  [ -d "$2" ] && refuse "a folder is in the way: $2"
  rm -f "$2"
  cp -P --no-preserve=all "$1" "$2" || exit 2
  [ -L "$2" ] || set_mode "$@"
}

# What is in a folder, in its place. May be replaced.
place_folder() { # FROM TO MODE
  local entry name
  for entry in "$1"/* "$1"/.[!.]*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    name=${entry##*/}
    if [ -d "$entry" ] && [ ! -L "$entry" ]; then
      [ -d "$2/$name" ] || mkdir "$2/$name" || exit 2
      place_folder "$entry" "$2/$name" "$3"
      set_mode "$entry" "$2/$name" "$3"
    else
      place_file "$entry" "$2/$name" "$3"
    fi
  done
}

# May be replaced.
missing_source() { refuse "not found: $1"; }

copy() { # MODE SOURCE DEST
  local mode=$1 source=$2 dest=$3 from=$context/$2
  [ -e "$from" ] || { missing_source "$source"; return; }
  # A link of the context leads within the context: that is more than is done here.
  [ -L "$from" ] && refuse "a link: $source"
  local made
  made=$(created_mode "$mode")
  if [ -d "$from" ]; then
    make_folders "${dest%/}" "$made"
    place_folder "$from" "$out${dest%/}" "$mode"
  elif [ "${dest%/}" != "$dest" ] || [ -d "$out$dest" ]; then
    make_folders "${dest%/}" "$made"
    place_file "$from" "$out${dest%/}/${source##*/}" "$mode"
  else
    make_folders "$(dirname "$dest")" "$made"
    place_file "$from" "$out$dest" "$mode"
  fi
}

copy_line() { # WORD…
  local mode=
  case $1 in
    --chmod=[0-7][0-7][0-7] | --chmod=0[0-7][0-7][0-7] | --chmod=u=rwX,go=rX) mode=${1#--chmod=} && shift ;;
    --*) refuse "an option: $1" ;;
  esac
  [ $# -eq 2 ] || refuse 'one source, one destination'
  [[ $1$2 =~ ^[A-Za-z0-9./_-]+$ && $1 =~ ^[A-Za-z0-9] && $2 =~ ^/ && ! $1$2 =~ \.\. && ! $2 =~ /\.$ ]] ||
    refuse "more than a path: $1 $2"
  copy "$mode" "${1%/}" "$2"
}

run_line() { # WORD…
  case $1 in
    mkdir) [ "$2" = -p ] && [[ ${3:-} =~ ^/ ]] && (umask "$umask_of_tools" && shift 2 && for one; do
      [[ $one =~ ^/[a-z/]+$ ]] && mkdir -p "$out$one" || exit 1
    done) || refuse "RUN $*" ;;
    chmod) [[ $2 =~ ^[0-7]{3}$ ]] && (mode=$2 && shift 2 && for one; do
      [[ $one =~ ^/[a-z0-9/.-]+$ ]] && [ ! -L "$out$one" ] && chmod "$mode" "$out$one" || exit 1
    done) || refuse "RUN $*" ;;
    *) refuse "RUN $*" ;;
  esac
}

# The Dockerfile without comments, its broken lines joined, keywords in upper case.
plain_lines() {
  local escape='\\'
  grep -q '^# escape=`' "$context/Dockerfile" && escape='`'
  sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' "$context/Dockerfile" |
    sed -e :a -e "/$escape\$/{N;s/$escape\n */ /;ta" -e '}' |
    sed -E 's/^(from|copy|run|user|workdir|add|arg|env) /\U&/'
}

# May be replaced.
other_line() { refuse "$1"; }

bake() {
  [ -e "$context/.dockerignore" ] && refuse '.dockerignore'
  local line words stages=0
  while IFS= read -r line; do
    set -f
    read -ra words <<<"$line"
    set +f
    case ${words[0]} in
      FROM)
        stages=$((stages + 1))
        [ "$stages${words[1]}" = 1scratch ] || refuse "$line"
        ;;
      COPY) copy_line "${words[@]:1}" ;;
      RUN) case $line in *'&&'* | *'['* | *-R*) refuse "$line" ;; esac && run_line "${words[@]:1}" ;;
      USER | CMD | LABEL | EXPOSE) ;;
      *) other_line "$line" ;;
    esac
  done < <(plain_lines)
}
