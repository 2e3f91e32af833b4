import { fields, readVolume, type Volume } from './bind.ts';
import { interpolate } from './interpolate.ts';

/** A service of all files together. */
export interface Service {
  /** Whether it starts only when somebody asks for it. */
  readonly gated: boolean;
  /** By container path: of two at one path the later one counts. */
  readonly volumes: ReadonlyMap<string, Volume>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Merges the services of Compose files, in order.
 * @param documents what YAML made of the files
 */
export function mergeServices(documents: readonly unknown[], variables: Variables): readonly Service[] {
  const services = new Map<string, { gated: boolean; volumes: Map<string, Volume> }>();
  for (const document of documents) {
    for (const [name, body] of Object.entries(fields(fields(document)['services']))) {
      const service = services.get(name) ?? { gated: false, volumes: new Map<string, Volume>() };
      services.set(name, service);
      service.gated ||= listOf(fields(body)['profiles']).length > 0;
      for (const entry of listOf(fields(body)['volumes'])) {
        const volume = readVolume(interpolated(entry, variables));
        service.volumes.set(volume.target, volume);
      }
    }
  }
  return [...services.values()];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function interpolated(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return interpolate(value, variables);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, interpolated(inner, variables)]),
  );
}
