import type { Volume, VolumeNode } from '../../recording.ts';
import type { Row } from '../../target.ts';
import { has } from '../../world/crash/bits.ts';
import type { Effect } from '../../world/crash/effects.ts';
import { walk } from '../../world/crash/fingerprint.ts';
import type { Order } from '../../world/crash/order.ts';
import type { Way } from '../../world/crash/states.ts';
import type { Fate, Step } from './crash-report.ts';

const shownBytes = 60;

function partName(effect: Effect, order: Order): string {
  switch (effect.kind) {
    case 'entry':
      return effect.to === undefined ? 'the old name going' : 'the new name';
    case 'data':
      return `${effect.bytes.length} bytes`;
    case 'size':
    case 'cut':
      return `the size ${effect.size}`;
    case 'mode':
      return 'the mode';
    case 'owner':
      return 'the owner';
    case 'time':
      return order.recording.operations[effect.operation]?.change.kind === 'utimes'
        ? 'the times'
        : 'the time of change';
  }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The time of change by itself is nothing that people ask of a write. */
function matters(effects: readonly [number, Effect][]): readonly [number, Effect][] {
  const others = effects.filter(([, { kind }]) => kind !== 'time');
  return others.length > 0 ? others : effects;
}

function torn(order: Order, { tear }: Way): string {
  const effect = tear === undefined ? undefined : order.effects[tear.effect];
  if (tear === undefined || effect?.kind !== 'data') return '';
  const bytes = effect.bytes.length;
  return tear.from === 0
    ? `the first ${tear.to} of ${bytes} bytes`
    : `${bytes} bytes less the first ${tear.from}`;
}

function step(order: Order, way: Way, index: number): Step {
  const operation = order.recording.operations[index]?.text ?? '';
  const own = order.effects.flatMap((effect, number): [number, Effect][] =>
    effect.operation === index ? [[number, effect]] : [],
  );
  if (own.length === 0) return { operation, fate: 'returned', note: '' };
  const asked = matters(own);
  const there = asked
    .filter(([number]) => has(way.persisted, number))
    .map(([, effect]) => partName(effect, order));
  const gone = asked
    .filter(([number]) => !has(way.persisted, number))
    .map(([, effect]) => partName(effect, order));
  if (way.tear !== undefined && own.some(([number]) => number === way.tear?.effect))
    return { operation, fate: 'in part', note: listed([torn(order, way), ...there]) };
  const fate: Fate = gone.length === 0 ? 'on disk' : there.length === 0 ? 'lost' : 'in part';
  return { operation, fate, note: fate === 'in part' ? `${listed(there)}, not ${listed(gone)}` : '' };
}

/** A way to a state, operation by operation. */
export function stepsOf(order: Order, way: Way): readonly Step[] {
  return Array.from({ length: way.operations }, (_, index) => step(order, way, index));
}

function excerpt(bytes: Uint8Array): string {
  const text = JSON.stringify(Buffer.from(bytes.subarray(0, shownBytes)).toString('utf8'));
  return bytes.length > shownBytes ? `${text}…` : text;
}

function nodeName(node: VolumeNode): string {
  const mode = node.mode.toString(8).padStart(4, '0');
  switch (node.kind) {
    case 'file':
      return node.bytes.length === 0
        ? `mode ${mode}, empty`
        : `mode ${mode}, ${node.bytes.length} bytes ${excerpt(node.bytes)}`;
    case 'link':
      return `link to ${node.to}`;
    default:
      return `${node.kind}, mode ${mode}`;
  }
}

function sameNode(one: VolumeNode | undefined, other: VolumeNode): boolean {
  if (one === undefined || nodeName(one) !== nodeName(other)) return false;
  return one.kind !== 'file' || other.kind !== 'file' || Buffer.compare(one.bytes, other.bytes) === 0;
}

/** What is found that was not so before, path by path. */
export function changesOf(before: Volume, found: Volume): readonly Row[] {
  const was = new Map([...walk(before)].map(([path, node]) => [path, node]));
  const rows: Row[] = [];
  for (const [path, node] of walk(found)) {
    const old = was.get(path);
    was.delete(path);
    if (!sameNode(old, node)) rows.push([path, `${nodeName(node)}${old === undefined ? ', new' : ''}`]);
    else if (old?.mtimeMs !== node.mtimeMs && node.kind === 'file')
      rows.push([path, 'as before, and touched']);
  }
  for (const path of was.keys()) rows.push([path, 'gone']);
  return rows.length > 0 ? rows : [['world', 'all as it was before the run']];
}
