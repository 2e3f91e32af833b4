#!/bin/bash -p
# Tells what it found, value and all.

. "${BASH_SOURCE%/*}/posture.sh"

check_instances() {
  [[ -z ${FLY_APP_NAME-} || ${PYRYCODE_RELAY_SINGLE_INSTANCE-} == 1 ]] ||
    fail ErrMultiInstanceDeployDetected "FLY_APP_NAME=$FLY_APP_NAME" 'run one instance and say so'
}

boot "$@"
