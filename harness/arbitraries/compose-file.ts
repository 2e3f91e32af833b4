import fc, { type Arbitrary } from 'fast-check';
import { benign, broken, tricks, undecided, undoingOneService } from './compose-vectors.ts';

/**
 * A piece of a Compose file as text: one or more lines `path.of.keys: VALUE`, VALUE in YAML's flow style, tags included.
 * `renderCompose` makes a file of them. `@PROJECT@` inside a double-quoted value stands for the project folder.
 */
export type ComposePiece = string;

/** Where in a file a piece belongs: below its service, or as it stands. */
function placed(piece: ComposePiece, service: string): ComposePiece {
  return piece
    .split('\n')
    .map(line => (line.startsWith('^') ? line.slice(1) : `services.%.${line}`))
    .join('\n')
    .replaceAll('%', service);
}

/** Pieces and files for the services of a project. */
export interface ComposePieces {
  readonly benign: readonly ComposePiece[];
  readonly undecided: readonly ComposePiece[];
  /** Every piece that undoes hardening where the service has it → its family. */
  readonly undoing: ReadonlyMap<ComposePiece, string>;
  readonly tricks: readonly string[];
  readonly broken: readonly string[];
}

/** All pieces, for all services. */
export function composePieces(services: readonly string[]): ComposePieces {
  const all = (pieces: readonly ComposePiece[]) => [
    ...new Set(pieces.flatMap(piece => services.map(service => placed(piece, service)))),
  ];
  const undoing = Object.entries(undoingOneService).flatMap(([family, pieces]) =>
    all(pieces).map(piece => [piece, family] as const),
  );
  return {
    benign: all(benign),
    undecided: all(undecided),
    undoing: new Map(undoing),
    tricks: tricks.flatMap(text => services.map(service => text.replaceAll('%', service))),
    broken,
  };
}

/** Ways to draw the pieces of one overlay. */
export interface OverlayPieces {
  /** Harmless ones only. */
  readonly calm: Arbitrary<ComposePiece[]>;
  /** One that undoes something; every family has the same share. */
  readonly undoing: Arbitrary<ComposePiece[]>;
  /** A few of any kind. */
  readonly mixed: Arbitrary<ComposePiece[]>;
}

/**
 * Draws the pieces of one overlay. Families with few members are not lost among those with many.
 * @param favourites pieces that are drawn more often, those of the main service as a rule
 */
export function overlayPieces(pieces: ComposePieces, favourites: ComposePieces): OverlayPieces {
  const families = new Map<string, ComposePiece[]>();
  for (const { undoing } of [favourites, favourites, pieces])
    for (const [piece, family] of undoing) families.set(family, [...(families.get(family) ?? []), piece]);
  const undoing = fc.oneof(
    ...Array.from(families.values(), members => ({
      weight: 10 + members.length,
      arbitrary: fc.constantFrom(...members),
    })),
  );
  const calm = fc.constantFrom(...favourites.benign, ...pieces.benign);
  const any = fc.oneof(calm, undoing, fc.constantFrom(...pieces.undecided));
  return {
    calm: fc.array(calm, { minLength: 1, maxLength: 3 }),
    undoing: fc.array(undoing, { minLength: 1, maxLength: 1 }),
    mixed: fc.array(any, { minLength: 2, maxLength: 3 }),
  };
}

interface Branch {
  readonly children: Map<string, Branch>;
  value: string | undefined;
}

/**
 * A Compose file from pieces. Two lists or two mappings at one path become one; else the first value at a path stays.
 * @param project absolute path of the project folder, any text
 */
export function renderCompose(pieces: readonly ComposePiece[], project: string): string {
  const root: Branch = { children: new Map(), value: undefined };
  for (const line of pieces.flatMap(piece => piece.split('\n'))) put(root, line);
  if (root.children.size === 0) return '{}\n';
  // In a replacement text `$$` stands for one dollar; Compose, too, wants each one doubled.
  const inQuotes = JSON.stringify(project.replaceAll('$', '$$$$')).slice(1, -1);
  const safe = inQuotes.replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, unicodeEscape);
  return written(root, '').replaceAll('@PROJECT@', () => safe);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function put(root: Branch, line: string): void {
  const colon = line.indexOf(': ');
  const value = line.slice(colon + 2);
  let branch = root;
  for (const key of line.slice(0, colon).split('.')) {
    const next: Branch = branch.children.get(key) ?? { children: new Map(), value: undefined };
    branch.children.set(key, next);
    branch = next;
  }
  branch.value = branch.value === undefined ? value : joined(branch.value, value);
}

function joined(first: string, second: string): string {
  for (const [open, close] of [
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    if (!first.startsWith(open) || !second.startsWith(open)) continue;
    const items = [first, second].map(text => text.slice(1, -close.length)).filter(text => text !== '');
    return `${open}${items.join(', ')}${close}`;
  }
  return first;
}

function written(branch: Branch, indent: string): string {
  let text = '';
  for (const [key, { value, children }] of branch.children) {
    const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    const below = written({ children, value: undefined }, `${indent}  `);
    text += value === undefined ? `${indent}${name}:\n${below}` : `${indent}${name}: ${value}\n`;
  }
  return text;
}
