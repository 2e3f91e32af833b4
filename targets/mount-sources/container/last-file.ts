import type { Engine } from '../../../harness/stage.ts';
import { labelName } from '../../../harness/world/engine/containers.ts';
import type { Parts } from './compose-calls.ts';
import type { Bound } from './inside.ts';

/** What stands in the place of each program: one line for each of its arguments, what it is and nothing more. */
const look = 'for path; do stat -Lc %F -- "$path" 2>/dev/null || echo nothing; done';

/**
 * The last of the Compose files: has every service look at its mounts and end. Beside that it takes the network away,
 * for which none would have to be made, and says nothing about mounts.
 */
export function lastFile(
  { services, bound, volumes }: Parts,
  { image, label }: Pick<Engine, 'image' | 'label'>,
): string {
  const labels = { [labelName]: label };
  const only = services.map(name => [
    name,
    {
      image,
      pull_policy: 'never',
      entrypoint: ['/bin/sh', '-c', look.replaceAll('$', '$$$$'), 'sh', ...targetsOf(name, bound)],
      command: [],
      labels,
      network_mode: 'none',
    },
  ]);
  // JSON is YAML.
  return JSON.stringify({
    services: Object.fromEntries(only),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map(name => [name, { labels }])) }),
  });
}

/** Where a service has something of the host's, in the order in which it looks. */
export function targetsOf(service: string, bound: readonly Bound[]): readonly string[] {
  return bound.filter(mount => mount.service === service).map(({ target }) => target);
}
