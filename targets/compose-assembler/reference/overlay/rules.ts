import { isPlainMap, type Plain, type PlainMap } from '../plain-yaml.ts';

/** What a generated overlay is judged by. */
export interface OverlayRules {
  /** Absolute path of the project folder, links followed. */
  readonly project: string;
  /** Services that the mandatory files name; a generated overlay may speak of these alone. */
  readonly services: ReadonlySet<string>;
  /** Paths in containers where the mandatory files mount something. */
  readonly mountTargets: readonly string[];
  /** Links followed, as far as the path exists. */
  realPath(path: string): Promise<string>;
}

/** Looks at the value of one allowed key; yields what is wrong with it. */
export type CheckKey = (value: Plain, rules: OverlayRules) => AsyncIterable<string> | Iterable<string>;

/** The rules that a set of mandatory files makes. */
export function rulesFor(
  mappings: readonly PlainMap[],
  project: string,
  realPath: (path: string) => Promise<string>,
): OverlayRules {
  const services = new Set<string>();
  const mountTargets: string[] = [];
  for (const mapping of mappings) {
    const section = mapping.get('services');
    if (!isPlainMap(section)) continue;
    for (const [name, service] of section) {
      services.add(name);
      if (isPlainMap(service)) mountTargets.push(...targetsOf(service));
    }
  }
  return { project, services, mountTargets, realPath };
}

function targetsOf(service: PlainMap): string[] {
  const entries = ['volumes', 'tmpfs'].map(key => service.get(key)).flatMap(value => value ?? []);
  return entries.flatMap(entry => {
    const text = isPlainMap(entry) ? entry.get('target') : entry;
    if (typeof text !== 'string') return [];
    return text.split(':').filter(part => part.startsWith('/'));
  });
}
