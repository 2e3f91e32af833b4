import * as fc from 'fast-check';

/** Kinds of file operation, named after their system calls. */
export const fileOperations = [
  'open',
  'read',
  'write',
  'fsync',
  'fchmod',
  'fstat',
  'close',
  'rename',
  'unlink',
  'lstat',
  'readdir',
  'utimes',
] as const;
export type FileOperation = (typeof fileOperations)[number];

/** Errors that a planned fault can give, by the names Node gives them. */
export const faultCodes = ['ENOSPC', 'EIO', 'EINTR', 'EACCES', 'EROFS', 'EXDEV', 'EMFILE'] as const;
type FaultCode = (typeof faultCodes)[number];

/** One thing that goes wrong, as data: the n-th operation of a kind, and what happens there. */
export interface Fault {
  /** `any` counts operations of all kinds together. */
  readonly operation: FileOperation | 'any';
  /** Which occurrence, from 1. */
  readonly nth: number;
  readonly effect: FaultEffect;
}

/** What happens at the planned operation. `lasting`: there, and at each later operation of that kind too. */
export type FaultEffect =
  /** It fails, and has done nothing. A failed fsync or close has lost what was not synced before. */
  | { readonly kind: 'error'; readonly code: FaultCode; readonly lasting: boolean }
  /** A write takes at most so many bytes, and at least one less than it was given. */
  | { readonly kind: 'short-write'; readonly bytes: number; readonly lasting: boolean }
  /** The process is killed just before or just after it. */
  | { readonly kind: 'crash'; readonly when: 'before' | 'after' };

/** The fault in a few words: "ENOSPC at write 1". */
export function faultName({ operation, nth, effect }: Fault): string {
  const place = operation === 'any' ? `operation ${nth}` : `${operation} ${nth}`;
  if (effect.kind === 'crash') return `crash ${effect.when} ${place}`;
  const what = effect.kind === 'error' ? effect.code : `short write of ${effect.bytes} bytes`;
  return `${what} at ${place}${effect.lasting ? ' and after' : ''}`;
}

/** Where an error can happen, and how often it is drawn there beside the others. */
const errors: readonly (readonly [FaultCode, FileOperation, number])[] = [
  ['ENOSPC', 'write', 4],
  ['ENOSPC', 'fsync', 4],
  ['ENOSPC', 'open', 1],
  ['ENOSPC', 'close', 2],
  ['ENOSPC', 'rename', 1],
  ['EIO', 'write', 2],
  ['EIO', 'read', 2],
  ['EIO', 'fsync', 4],
  ['EIO', 'close', 2],
  ['EIO', 'rename', 2],
  ['EIO', 'fstat', 1],
  ['EIO', 'lstat', 1],
  ['EIO', 'utimes', 2],
  ['EIO', 'readdir', 1],
  ['EIO', 'unlink', 1],
  ['EIO', 'fchmod', 1],
  ['EINTR', 'write', 2],
  ['EINTR', 'read', 2],
  ['EINTR', 'open', 1],
  ['EINTR', 'fsync', 2],
  ['EINTR', 'close', 1],
  ['EACCES', 'open', 3],
  ['EACCES', 'rename', 2],
  ['EACCES', 'utimes', 1],
  ['EACCES', 'fchmod', 1],
  ['EROFS', 'open', 3],
  ['EROFS', 'rename', 2],
  ['EROFS', 'utimes', 1],
  ['EROFS', 'fchmod', 1],
  ['EXDEV', 'rename', 3],
  ['EMFILE', 'open', 3],
];

/** How often a subject does each kind at least, when it gets to the end: later occurrences would not be reached. */
export type Occurrences = Readonly<Partial<Record<FileOperation | 'any', number>>>;

function nth(operation: FileOperation | 'any', occurrences: Occurrences): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: occurrences[operation] ?? 1 });
}

const lasting = fc.oneof(
  { weight: 2, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

/** One fault, placed where a subject that does so many operations of each kind gets to. */
export function fault(occurrences: Occurrences): fc.Arbitrary<Fault> {
  const failing = errors.map(([code, operation, weight]) => ({
    weight,
    arbitrary: fc.record<Fault>({
      operation: fc.constant(operation),
      nth: nth(operation, occurrences),
      effect: fc.record({ kind: fc.constant('error'), code: fc.constant(code), lasting }),
    }),
  }));
  return fc.oneof(
    ...failing,
    {
      weight: 12,
      arbitrary: fc.record<Fault>({
        operation: fc.constant('write'),
        nth: nth('write', occurrences),
        effect: fc.record({
          kind: fc.constant('short-write'),
          bytes: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 40 })),
          lasting,
        }),
      }),
    },
    {
      weight: 20,
      arbitrary: fc.record<Fault>({
        operation: fc.constant('any'),
        nth: nth('any', occurrences),
        effect: fc.record({ kind: fc.constant('crash'), when: fc.constantFrom('before', 'after') }),
      }),
    },
  );
}

/** One fault, or two at once. */
export function faultPlan(occurrences: Occurrences): fc.Arbitrary<readonly Fault[]> {
  const one = fault(occurrences);
  return fc.oneof(
    { weight: 6, arbitrary: fc.array(one, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 2, maxLength: 2 }) },
  );
}
