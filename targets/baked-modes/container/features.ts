import type { BakedObservation, Built } from '../observation.ts';
import { lastStage } from '../oracle/stages.ts';
import type { BakedScenario } from '../scenario.ts';
import { modelled } from './outcomes.ts';

/** What a run in process reached: how each path fares and by what, whose right it is, what this BuildKit does otherwise. */
export function features(scenario: BakedScenario, { first, other }: BakedObservation): readonly string[] {
  const found = [...ofBuilt(first), ...ofBuilt(other)];
  const { user, trouble } = lastStage(scenario, Number.parseInt(scenario.umask, 8));
  if (trouble === undefined) found.push(`user-${kindOfUser(scenario.policy.user ?? user)}`);
  if (first.exit !== other.exit) found.push('exit-by-umask');
  const { differs } = modelled(scenario).first;
  found.push(differs.length === 0 ? 'built-as-it-must-be' : `built-otherwise-by-${differs.length}`);
  return [...new Set(found)];
}

function ofBuilt({ exit, tree, told }: Built): readonly string[] {
  const entries = [...(tree?.values() ?? [])];
  return [
    `exit-${exit}`,
    ...told.map(({ verdict, at }) => {
      const entry = at === null ? undefined : tree?.get(at);
      if (entry === undefined) return `${verdict}-nowhere`;
      const whose = entry.uid === 0 ? 'of-root' : 'of-others';
      return `${verdict}-${entry.kind}-${whose}`;
    }),
    ...(entries.some(({ mode }) => (mode & 0o7000) !== 0) ? ['special-modes'] : []),
  ];
}

function kindOfUser(user: string): string {
  const [name = '', group] = user.split(':');
  const who =
    name === '' || name === '0' || name === 'root' ? 'root' : /^\d+$/.test(name) ? 'number' : 'name';
  return group === undefined ? who : `${who}-and-group`;
}
