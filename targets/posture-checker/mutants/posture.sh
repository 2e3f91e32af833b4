# The posture check as shell functions, each as it should be. A mutant sources this file and has one of them otherwise.

refuse=0 domain='' insecure='' cache='' port='' listen=() expected=' '

fail() { # name, what it is about, what to do
  printf '%s: %s: %s\n' "$1" "$2" "$3" >&2
  if [[ $production == 1 || $1 == ErrInvalidConfig ]]; then refuse=1; fi
}

readable() {
  local six='\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[-.:0-9A-Za-z]+)?\]'
  [[ $1 =~ ^($six|[-.0-9A-Za-z]*):0*([1-9][0-9]{0,4})$ ]] && port=${BASH_REMATCH[3]} && ((port < 65536))
}

read_production() { production=${PYRYCODE_RELAY_PRODUCTION-unset}; }

read_flags() {
  while (($#)); do
    case $1 in
      --domain) domain=$2 ;;
      --insecure-listen) insecure=$2 ;;
      --cert-cache) cache=$2 ;;
      --listen) [[ -z $2 ]] || listen+=("$2") ;;
      *)
        fail ErrInvalidConfig "${1%%=*}" 'give a flag of the usage'
        shift
        continue
        ;;
    esac
    shift 2
  done
}

check_config() {
  [[ $production == unset || $production == 1 ]] || fail ErrInvalidConfig PYRYCODE_RELAY_PRODUCTION 'set it to 1 or unset it'
  [[ ${PYRYCODE_RELAY_SINGLE_INSTANCE-1} == 1 ]] ||
    fail ErrInvalidConfig PYRYCODE_RELAY_SINGLE_INSTANCE 'set it to 1 or unset it'
  [[ -n $domain$insecure ]] || fail ErrInvalidConfig --domain 'give --domain or --insecure-listen'
}

check_instances() {
  [[ -z ${FLY_APP_NAME-} || ${PYRYCODE_RELAY_SINGLE_INSTANCE-} == 1 ]] ||
    fail ErrMultiInstanceDeployDetected FLY_APP_NAME 'run one instance and say so'
}

check_root() {
  [[ $production == unset ]] || ((EUID != 0)) || fail ErrRunningAsRoot 'effective uid' 'run as another user'
}

check_insecure() {
  [[ $production == unset || -z $insecure ]] || fail ErrInsecureListenInProduction --insecure-listen 'drop it'
}

check_listener() {
  if ! readable "$1"; then
    fail ErrInvalidConfig "--listen $1" 'write host:port'
  elif [[ $expected != *" $((10#$port)) "* ]]; then
    fail ErrUnexpectedListener "--listen $1" 'drop it'
  fi
}

check_listeners() {
  local address
  for address in "${listen[@]}"; do check_listener "$address"; done
}

expect_ports() {
  [[ -z $domain ]] || expected+='80 443 '
  if [[ -z $insecure ]]; then
    :
  elif readable "$insecure"; then
    expected+="$port "
  else
    fail ErrInvalidConfig --insecure-listen 'write host:port'
  fi
}

# Puts the lines that say which capabilities are in effect into `found`.
read_status() {
  local line
  found=()
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line != CapEff:* ]] || found+=("$line")
  done 2>/dev/null </proc/self/status
}

check_capabilities() {
  local found
  read_status
  if ((${#found[@]} != 1)) || ! [[ ${found[0]} =~ ^CapEff:$'\t'[0-9a-f]{16}$ ]]; then
    fail ErrCapabilitiesUnreadable /proc/self/status 'mount the real /proc'
  elif ((16#${found[0]:8} & ~0x400)); then
    fail ErrUnexpectedCapability CapEff 'drop all but CAP_NET_BIND_SERVICE'
  fi
}

look_at_cache() { stat -c '%F %a %u' -- "$1" 2>&1; }

cache_is_closed() { [[ $1 == "directory 700 $EUID" ]]; }

check_cache() {
  local entry path=$cache
  [[ -n $path ]] || return 0
  while [[ $path == ?*/ || $path == ?*/. ]]; do path=${path%/*}; done
  if entry=$(look_at_cache "$path"); then
    cache_is_closed "$entry" || fail ErrCacheDirInsecure --cert-cache 'make it a folder of mode 0700 of your own'
  elif [[ $entry != *'No such file or directory'* ]]; then
    fail ErrCacheDirInsecure --cert-cache 'it can not be looked at'
  fi
}

check_all() {
  check_config
  check_instances
  check_root
  check_insecure
  expect_ports
  check_listeners
  check_capabilities
  check_cache
}

boot() {
  read_production
  read_flags "$@"
  check_all
  exit $((refuse * 2))
}
