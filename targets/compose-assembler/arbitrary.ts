import fc, { type Arbitrary } from 'fast-check';
import { composePieces, overlayPieces } from '../../harness/arbitraries/compose-file.ts';
import { hostileName } from '../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { calmNames, isGeneratorName } from './generator-names.ts';
import { servicesOf } from './mandatory-texts.ts';
import { mandatoryStates, type Scenario, type ScenarioGenerator } from './scenario.ts';

// A piece about a service that a shape does not have speaks of a service that the mandatory files do not name.
const pieces = composePieces(servicesOf('three'));
const mainPieces = composePieces(servicesOf('one'));
const overlays = overlayPieces(pieces, mainPieces);
/** How much is written; often all, with a bad end after it. */
const percent = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 100 }) },
  { weight: 1, arbitrary: fc.constant(100) },
);
const signal = fc.constantFrom('SIGKILL', 'SIGTERM', 'SIGSEGV');

function how<const T extends string>(name: T): Arbitrary<{ how: T }> {
  return fc.record({ how: fc.constant(name) });
}

type Ends = ScenarioGenerator['ends'];

const goodEnds: Arbitrary<Ends> = fc.oneof(
  { weight: 8, arbitrary: how('succeeds') },
  { weight: 1, arbitrary: how('writes-nothing') },
  { weight: 1, arbitrary: how('writes-empty') },
);

const badEnds: Arbitrary<Ends> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ how: fc.constant('stops-short'), after: percent }) },
  {
    weight: 1,
    arbitrary: fc.record({
      how: fc.constant('exits'),
      code: fc.integer({ min: 1, max: 255 }),
      after: percent,
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('killed'), signal, after: percent }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('hangs'), after: percent }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('disk-full'), after: percent }) },
  { weight: 1, arbitrary: how('cannot-run') },
  { weight: 1, arbitrary: how('throws') },
);

const value = fc.oneof(
  { weight: 4, arbitrary: hostileName() },
  { weight: 1, arbitrary: fc.constantFrom('', '1', 'true', 'null', '{}', 'a=b', '/usr/bin:/bin') },
);

/** The second is a link out of the project that every world has. */
const mountName = fc.oneof(
  { weight: 9, arbitrary: hostileName() },
  { weight: 1, arbitrary: fc.constant('shortcut') },
);

const submounts = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('submounts'),
      names: fc.array(mountName, { minLength: 1, maxLength: 2 }),
      variables: fc.array(value, { maxLength: 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('submounts'),
      names: fc.array(mountName, { maxLength: 0 }),
      variables: fc.array(value, { minLength: 1, maxLength: 2 }),
    }),
  },
);

const harmless: Arbitrary<ScenarioGenerator['overlay']> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pieces'), pieces: overlays.calm }) },
  { weight: 1, arbitrary: submounts },
);

const wild: Arbitrary<ScenarioGenerator['overlay']> = fc.oneof(
  { weight: 18, arbitrary: fc.record({ kind: fc.constant('pieces'), pieces: overlays.undoing }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pieces'), pieces: overlays.mixed }) },
  { weight: 5, arbitrary: text([...mainPieces.tricks, ...pieces.tricks]) },
  { weight: 1, arbitrary: text(pieces.broken) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('not-a-file'), is: fc.constantFrom('folder', 'link') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('tampers'), piece: fc.constantFrom(...pieces.undoing.keys()) }),
  },
);

function text(texts: readonly string[]): Arbitrary<{ kind: 'text'; text: string }> {
  return fc.record({ kind: fc.constant('text'), text: fc.constantFrom(...texts) });
}

/** A hostile name that is of no importance shrinks to a calm one. */
const generatorName = fc.oneof(
  { withCrossShrink: true },
  { weight: 3, arbitrary: fc.constantFrom(...calmNames) },
  { weight: 1, arbitrary: hostileName().filter(isGeneratorName) },
);

/** Seldom more than one generator does wrong: what two do hides what one does. */
const generator: Arbitrary<ScenarioGenerator> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ name: generatorName, ends: goodEnds, overlay: harmless }) },
  { weight: 2, arbitrary: fc.record({ name: generatorName, ends: badEnds, overlay: harmless }) },
  { weight: 4, arbitrary: fc.record({ name: generatorName, ends: how('succeeds'), overlay: wild }) },
);

const generators = fc.oneof(
  { weight: 12, arbitrary: generatorList(1, 3) },
  { weight: 1, arbitrary: generatorList(0, 0) },
);

function generatorList(minLength: number, maxLength: number): Arbitrary<ScenarioGenerator[]> {
  return fc.uniqueArray(generator, { minLength, maxLength, selector: ({ name }) => name });
}

const optOut = weighted(
  ...([
    [40, null],
    [8, '1'],
    ...['', '0', 'true', 'yes', ' 1', '1 ', '1\n', '01', '１', 'on', 'TRUE', '2'].map(
      near => [1, near] as const,
    ),
  ] as const),
);

const mandatory: Arbitrary<Scenario['mandatory']> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      file: weighted([1, 'base'], [1, 'mode'], [2, 'hardening']),
      state: fc.constantFrom(...mandatoryStates, 'link', 'unset', 'missing'),
    }),
  },
);

const calm = { project: 'app', files: 'drydock', overlays: 'overlays' } as const;

const folders: Arbitrary<Scenario['folders']> = fc.oneof(
  { weight: 7, arbitrary: folder({}) },
  { weight: 2, arbitrary: folder({ project: hostileName() }) },
  { weight: 1, arbitrary: folder({ files: hostileName() }) },
  { weight: 1, arbitrary: folder({ overlays: hostileName() }) },
);

function folder(
  hostile: Partial<Record<keyof typeof calm, Arbitrary<string>>>,
): Arbitrary<Scenario['folders']> {
  return fc.record({
    project: hostile.project ?? fc.constant(calm.project),
    files: hostile.files ?? fc.constant(calm.files),
    overlays: hostile.overlays ?? fc.constant(calm.overlays),
  });
}

/** Scenarios of the compose assembler: at most one mandatory file is damaged, few generators, most of them succeed. */
export const scenarioArbitrary: Arbitrary<Scenario> = fc.record({
  shape: weighted([2, 'one'], [2, 'two'], [1, 'three']),
  hardening: weighted([2, 'strict'], [1, 'lean']),
  mode: weighted([2, 'contained'], [1, 'host-socket']),
  optOut,
  mandatory,
  folders,
  listing: weighted([1, 'sorted'], [1, 'reversed']),
  generators,
});
