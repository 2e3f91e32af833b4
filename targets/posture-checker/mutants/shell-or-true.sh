#!/bin/bash -p
# Does not let a check stop the script.

. "${BASH_SOURCE%/*}/posture.sh"

check_all() {
  check_config
  check_instances
  check_root
  check_insecure
  expect_ports
  check_listeners
  (check_capabilities; exit "$refuse") || true
  check_cache
}

boot "$@"
