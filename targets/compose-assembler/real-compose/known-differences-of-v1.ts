import type { Comparison } from './compare.ts';

/** A way in which Compose 1.29.2 differs from the model; docs/compose-differences.md says what it means. */
export interface DifferenceOfV1 {
  readonly name: string;
  /** Which side alone takes the files, or the one path at which what they say differs. */
  readonly where: 'Compose alone refuses' | 'the model alone refuses' | RegExp;
  /** What the side that refuses says. */
  readonly says?: RegExp;
}

/** All that the vectors show. Compose 1 is not maintained: there is nothing to add. */
const differencesOfV1: readonly DifferenceOfV1[] = [
  {
    name: 'tags',
    where: 'Compose alone refuses',
    says: /could not determine a constructor for the tag '!(?:reset|override)'/,
  },
  { name: 'several documents', where: 'Compose alone refuses', says: /expected a single document/ },
  {
    name: 'keys that came later',
    where: 'Compose alone refuses',
    says: /Unsupported config option|contains unsupported option|does not match any of the regexes/,
  },
  {
    name: 'words of YAML 1.1',
    where: 'Compose alone refuses',
    says: /contains true, which is an invalid type/,
  },
  { name: 'null for a value', where: 'Compose alone refuses', says: /contains an invalid type/ },
  {
    name: 'files without services',
    where: 'Compose alone refuses',
    says: /must be a mapping not|Version mismatch/,
  },
  { name: 'two mounts at one path', where: 'Compose alone refuses', says: /Duplicate mount points/ },
  { name: 'one key twice', where: 'the model alone refuses', says: /Map keys must be unique/ },
  { name: 'one security option twice', where: 'the model alone refuses', says: /says one thing twice/ },
  { name: 'two values of one limit', where: 'the model alone refuses', says: /has two values of/ },
  {
    name: 'extends of an earlier file',
    where: 'the model alone refuses',
    says: /extends .*, which is not there/,
  },
  { name: 'security options are sorted', where: /\.security_opt$|^posture$/ },
  { name: 'extends of an earlier file', where: /^services\.stray\.(?:environment|volumes)\.|^posture$/ },
];

/** The names of the ways that account for what a comparison found; undefined where they do not account for all of it. */
export function accountedFor(comparison: Comparison): readonly string[] | undefined {
  if (comparison.kind === 'agree') return [];
  const { reason, paths } = comparison;
  if (paths.length === 0) {
    const known = differencesOfV1.find(
      ({ where, says }) => typeof where === 'string' && reason.startsWith(where) && says?.test(reason),
    );
    return known === undefined ? undefined : [known.name];
  }
  const found = paths.map(({ path }) =>
    differencesOfV1.find(({ where }) => where instanceof RegExp && where.test(path)),
  );
  const names = found.flatMap(known => (known === undefined ? [] : [known.name]));
  return names.length === paths.length ? [...new Set(names)] : undefined;
}
