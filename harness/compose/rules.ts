import { deviceTarget, tmpfsTarget, volumeTarget } from './by-target.ts';
import { mergeKeyed } from './keyed.ts';
import { append, appendByKey, appendUnique } from './sequences.ts';
import type { Path, Tree } from './tree.ts';

/** How two values of one key become one; neither is null. */
export type Rule = (earlier: Tree, later: Tree) => Tree;

const replace: Rule = (_earlier, later) => later;

/** Keys of a service that are not merged the ordinary way. */
const serviceRules: Readonly<Record<string, Rule>> = {
  annotations: mergeKeyed,
  cap_add: appendUnique,
  cap_drop: appendUnique,
  command: replace,
  devices: appendByKey(deviceTarget),
  entrypoint: replace,
  environment: mergeKeyed,
  labels: mergeKeyed,
  networks: mergeKeyed,
  ports: appendUnique,
  security_opt: append,
  sysctls: mergeKeyed,
  tmpfs: appendByKey(tmpfsTarget),
  volumes: appendByKey(volumeTarget),
};

/** Replaced also by null: everything else ignores a later null. */
const nullable: ReadonlySet<string> = new Set(['command', 'entrypoint']);

/** The rule for a path, where it is not the ordinary one. */
export function ruleFor(path: Path): Rule | undefined {
  const [section, , key = ''] = path;
  if (section !== 'services' || path.length !== 3) return undefined;
  return Object.hasOwn(serviceRules, key) ? serviceRules[key] : undefined;
}

/** Whether a later null replaces the value at this path. */
export function takesNull(path: Path): boolean {
  return path[0] === 'services' && path.length === 3 && nullable.has(path[2] ?? '');
}
