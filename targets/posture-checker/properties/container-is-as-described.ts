import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import { beyond, bitsIn } from '../../../harness/world/identity/capability-set.ts';
import type { Inside } from '../container/inside.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

const sets = ['inheritable', 'permitted', 'effective', 'bounding', 'ambient'] as const;

/** Clauses that say what is otherwise inside than the description gives. */
function* differences({ given, seen }: Inside): Generator<string> {
  const { identity } = seen;
  for (const ids of ['uid', 'gid'] as const)
    for (const which of ['real', 'effective', 'saved'] as const)
      if (identity[ids][which] !== given[ids][which])
        yield `its ${which} ${ids} is ${identity[ids][which]} instead of ${given[ids][which]}`;
  if (identity.groups.join(' ') !== given.groups.join(' '))
    yield `its groups are ${identity.groups.join(' ') || 'none'} instead of ${given.groups.join(' ') || 'none'}`;
  for (const set of sets) {
    const [more] = beyond(identity[set], given[set]);
    if (more !== undefined) yield `capability ${more} is in its ${set} set, which nothing gives it`;
    const lost = beyond(given[set], identity[set]).find(number => !isIn(given.open, number));
    if (lost !== undefined) yield `capability ${lost} is not in its ${set} set`;
  }
  if (identity.noNewPrivileges !== given.noNewPrivileges)
    yield `no_new_privs is ${identity.noNewPrivileges ? 'on' : 'off'}`;
  if ((seen.seccomp === 2) !== given.filtered)
    yield `mode ${seen.seccomp} of seccomp is not what its options say`;
  if (seen.interfaces.some(name => name !== 'lo') !== given.networked)
    yield given.networked ? 'it has no network beside the loopback' : 'it has a network';
  const names = new Set([...Object.keys(seen.environment), ...Object.keys(given.environment)]);
  for (const name of names)
    if (seen.environment[name] !== given.environment[name])
      yield `the variable ${JSON.stringify(name)} is not what it was given`;
}

function isIn(mask: string, number: number): boolean {
  return ((bitsIn(mask) >> BigInt(number)) & 1n) === 1n;
}

/** The rules by which everything here is judged, against the kernel: a difference is a mistake in them. */
export const containerIsAsDescribed: Property<PostureScenario, PostureObservation> = {
  name: 'container-is-as-described',
  statement:
    'What a process is in a container, by the kernel, is what the flags of docker run and its entrypoint give by the rules.',
  check(_scenario, { inside }): Judgement {
    for (const each of inside ?? []) {
      const found = [...differences(each)];
      const [first] = found;
      if (first !== undefined)
        return broken(`A container is not as described: ${first}.`, {
          details: found.map(text => ['inside', text] as const),
        });
    }
    return holds;
  },
};
