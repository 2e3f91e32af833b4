import { posix } from 'node:path';
import { isPlainList, isPlainMap, type Plain, type PlainMap } from '../plain-yaml.ts';
import type { OverlayRules } from './rules.ts';

const mountKeys = new Set(['type', 'source', 'target', 'read_only', 'bind']);

interface Bind {
  readonly source: string;
  readonly target: string;
}

/** volumes: read-only binds of what lies below the project, to places where the mandatory files mount nothing. */
export async function* checkVolumes(value: Plain, rules: OverlayRules): AsyncIterable<string> {
  if (value === null) return;
  if (!isPlainList(value)) {
    yield 'is not a list';
    return;
  }
  for (const entry of value) {
    const bind = isPlainMap(entry) ? longBind(entry) : shortBind(entry);
    if (typeof bind === 'string') yield bind;
    else yield* checkBind(bind, rules);
  }
}

/** `SOURCE:TARGET:ro`; what does not have exactly these three parts is refused. */
function shortBind(entry: Plain): Bind | string {
  const [source, target, mode, ...more] = typeof entry === 'string' ? entry.split(':') : [];
  if (source === undefined || target === undefined || mode !== 'ro' || more.length > 0)
    return 'mounts something that is not plainly read-only';
  return { source, target };
}

function longBind(entry: PlainMap): Bind | string {
  const source = entry.get('source');
  const target = entry.get('target');
  if ([...entry.keys()].some(key => !mountKeys.has(key))) return 'mounts with options that are not allowed';
  if (!isModestBindOption(entry.get('bind'))) return 'mounts with options that are not allowed';
  if (entry.get('type') !== 'bind') return 'mounts something that is not a bind';
  if (entry.get('read_only') !== true) return 'mounts something that is not plainly read-only';
  if (typeof source !== 'string' || typeof target !== 'string') return 'mounts without a source or a target';
  return { source, target };
}

function isModestBindOption(options: Plain | undefined): boolean {
  return options === undefined || (isPlainMap(options) && [...options.keys()].every(isCreateHostPath));
}

function isCreateHostPath(key: string): boolean {
  return key === 'create_host_path';
}

async function* checkBind(bind: Bind, rules: OverlayRules): AsyncIterable<string> {
  const source = literal(bind.source);
  const target = literal(bind.target);
  if (source === undefined || target === undefined) {
    yield 'mounts by a variable';
    return;
  }
  // A relative source is relative to the first file's folder, not to the project: only absolute ones are certain.
  const real = source.startsWith('/') ? await rules.realPath(posix.normalize(source)) : source;
  if (!isWithin(real, rules.project)) yield `mounts "${bind.source}", which is outside the project`;
  const place = withoutSlash(posix.normalize(target));
  if (!target.startsWith('/') || place === '/') yield `mounts at "${bind.target}"`;
  const taken = rules.mountTargets.find(other => touches(place, withoutSlash(posix.normalize(other))));
  if (taken !== undefined) yield `mounts at "${bind.target}", where the mandatory files mount "${taken}"`;
}

/** What Compose makes of a text that holds no variables; undefined where it holds one. */
export function literal(text: string): string | undefined {
  return text.replaceAll('$$', '').includes('$') ? undefined : text.replaceAll('$$', '$');
}

/** Whether a path is a folder or lies below it. Both absolute and normalised. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${withoutSlash(folder)}/`) || folder === '/';
}

function touches(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
