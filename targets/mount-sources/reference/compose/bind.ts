import { posix } from 'node:path';

/** A volume of a service, as far as it matters here. */
export interface Volume {
  /** As interpolated; undefined: it is no bind mount. */
  readonly source: string | undefined;
  /** In the container, without a slash at its end. */
  readonly target: string;
  /** Whether the engine would make a missing source. */
  readonly makesSource: boolean;
}

/** Reads one entry of `volumes`, interpolated. */
export function readVolume(entry: unknown): Volume {
  if (typeof entry === 'string') return shortForm(entry);
  const { type, source, target, bind } = fields(entry);
  return {
    source: type === 'bind' && typeof source === 'string' ? source : undefined,
    target: cleaned(typeof target === 'string' ? target : ''),
    makesSource: fields(bind)['create_host_path'] !== false,
  };
}

/** `[SOURCE:]TARGET[:OPTIONS]`. What does not begin as a path does is the name of a volume. */
function shortForm(text: string): Volume {
  const [first = '', target] = text.split(':');
  if (target === undefined) return { source: undefined, target: cleaned(first), makesSource: false };
  return { source: /^[/.~]/.test(first) ? first : undefined, target: cleaned(target), makesSource: true };
}

function cleaned(target: string): string {
  const path = posix.normalize(target);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The keys of a mapping; of anything else none. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
