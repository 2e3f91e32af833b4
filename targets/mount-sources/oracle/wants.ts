import { posix } from 'node:path';
import { containerPath, volumeOf } from '../../../harness/compose/by-target.ts';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import {
  isMapping,
  itemsOf,
  type Mapping,
  mappingAt,
  type Tree,
  valueAt,
} from '../../../harness/compose/tree.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { composeText } from '../compose-text.ts';
import { environmentOf } from '../environment.ts';
import { placesOf } from '../places.ts';
import { isFileTarget, type Scenario } from '../scenario.ts';

/** A source below HOME that the merged model binds. */
export interface Want {
  /** Absolute, normalised by its text alone. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Who mounts it, and at which container path. */
  readonly service: string;
  readonly target: string;
  /** Why it is not to be made; undefined: it is. */
  readonly gate: 'profiles' | 'create-host-path' | undefined;
  /** In the long form, without a word of create_host_path: Compose 2.26 makes none, later ones do (docker/compose#12797). */
  readonly unsaid: boolean;
}

const known = new WeakMap<Scenario, readonly Want[]>();

/** What a session of a scenario mounts from below HOME, by the model that Compose makes of all its files. */
export function wantsOf(scenario: Scenario): readonly Want[] {
  const found = known.get(scenario) ?? read(scenario);
  known.set(scenario, found);
  return found;
}

function read(scenario: Scenario): readonly Want[] {
  const places = placesOf(scenario, '');
  const variables = environmentOf(scenario, places);
  const texts = scenario.files.map(file => composeText(file, places, variables));
  const merged = mergeFiles(texts, { variables, find: () => undefined });
  if (merged.kind === 'unreadable')
    throw new HarnessFault(`Compose file ${merged.file} can't be read: ${merged.reason}`, 'bad-world');
  const wants: Want[] = [];
  for (const [name, service] of mappingAt(merged.model, 'services')) {
    if (!isMapping(service)) continue;
    for (const volume of itemsOf(service.get('volumes'))) {
      const path = sourceOf(volume, places);
      if (path === undefined || !path.startsWith(`${places.plainHome}/`)) continue;
      const target = containerPath(volumeOf(volume).target);
      const kind = isFileTarget(target) ? 'file' : 'folder';
      const unsaid = isMapping(volume) && valueAt(volume, 'bind', 'create_host_path') === undefined;
      wants.push({ path, kind, service: name, target, gate: gateOf(service, volume), unsaid });
    }
  }
  return wants;
}

function sourceOf(
  volume: Tree,
  { base, plainHome }: { base: string; plainHome: string },
): string | undefined {
  const { type, source } = volumeOf(volume);
  if (type !== 'bind') return undefined;
  const absolute = source.startsWith('~') ? plainHome + source.slice(1) : posix.resolve(base, source);
  return posix.resolve(absolute);
}

function gateOf(service: Mapping, volume: Tree): Want['gate'] {
  if (itemsOf(service.get('profiles')).length > 0) return 'profiles';
  return valueAt(volume, 'bind', 'create_host_path') === false ? 'create-host-path' : undefined;
}
