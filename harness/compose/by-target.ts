import { isMapping, type Tree, textOf } from './tree.ts';

/** A path as the container sees it: no doubled or trailing slashes, no dots. */
export function containerPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A volume in the long form's words. A short one is `[SOURCE:]TARGET[:MODE]`. */
export interface Volume {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** As written; empty when there is none. */
  readonly tmpfsSize: string;
}

/** Reads a volume entry, short or long. */
export function volumeOf(item: Tree): Volume {
  if (isMapping(item)) {
    const tmpfs = item.get('tmpfs');
    return {
      type: textOf(item.get('type')) || 'volume',
      source: textOf(item.get('source')),
      target: containerPath(textOf(item.get('target'))),
      readOnly: /^(?:true|yes|y|on)$/i.test(textOf(item.get('read_only'))),
      tmpfsSize: isMapping(tmpfs) ? textOf(tmpfs.get('size')) : '',
    };
  }
  const [first = '', second, mode = ''] = sectionsOf(textOf(item));
  if (second === undefined)
    return { type: 'volume', source: '', target: containerPath(first), readOnly: false, tmpfsSize: '' };
  return {
    type: /^(?:[./~]|[a-z]:)/i.test(first) ? 'bind' : 'volume',
    source: first,
    target: containerPath(second),
    readOnly: mode.split(',').includes('ro'),
    tmpfsSize: '',
  };
}

/** What stands between the colons. The one after a single letter parts nothing: Compose takes the letter for a drive. */
function sectionsOf(text: string): readonly string[] {
  const drive = '\0';
  return text
    .replace(/(^|:)([a-z]):/gi, `$1$2${drive}`)
    .split(':')
    .map(section => section.replaceAll(drive, ':'));
}

/** What makes two volumes the same: the path in the container. */
export function volumeTarget(item: Tree): string {
  return volumeOf(item).target;
}

/** What makes two devices the same: the path in the container. */
export function deviceTarget(item: Tree): string {
  if (isMapping(item)) return textOf(item.get('target')) || textOf(item.get('source'));
  const [source = '', target = source] = textOf(item).split(':');
  return target;
}

/** What makes two tmpfs entries the same: the path, options aside (run on Compose 2.26.1). */
export function tmpfsTarget(item: Tree): string {
  return containerPath(textOf(item).split(':')[0] ?? '');
}
