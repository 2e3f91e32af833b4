import { capabilityNames } from '../identity/capability-names.ts';
import { hasCapability } from '../identity/capability-set.ts';
import { identityFacts } from '../identity/identity-facts.ts';

/**
 * Capabilities of this kernel that root lacks here, as root of a container does: with their prefix, as runc has them. A
 * container that asks for all of them, as a privileged one does, could not be started.
 */
export function lackingCapabilities(): readonly string[] {
  const { own, lastCapability } = identityFacts();
  return capabilityNames
    .filter((_, number) => number <= lastCapability && !hasCapability(own.bounding, number))
    .map(name => `CAP_${name}`);
}

/**
 * A runc for such a machine: takes the capabilities in LACKING out of what a container is to get, and is runc from there on,
 * at RUNC. All others are as they were asked for. A shell script, with sed in BUSYBOX.
 */
export const lesserRunc = `#!/bin/sh
bundle=. before=
for word in "$@"; do
  case $before in --bundle | -b) bundle=$word ;; esac
  case $word in --bundle=*) bundle=\${word#--bundle=} ;; esac
  before=$word
done
for word in "$@"; do
  case $word in
    create | run)
      for name in $LACKING; do
        "$BUSYBOX" sed -i "s/\\"$name\\",//g; s/,\\"$name\\"//g; s/\\"$name\\"//g" "$bundle/config.json"
      done
      break
      ;;
  esac
done
exec "$RUNC" "$@"
`;
