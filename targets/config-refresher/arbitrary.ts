import * as fc from 'fast-check';
import { type Fault, fault, faultPlan, type Occurrences } from '../../harness/arbitraries/fault-plan.ts';
import {
  largeJson,
  type MidWriteJson,
  midWriteJson,
  wholeJson,
} from '../../harness/arbitraries/mid-write-json.ts';
import { writeSchedule, writeStep } from '../../harness/arbitraries/write-schedule.ts';
import {
  bystanderNames,
  markerKinds,
  type Scenario,
  sourceKinds,
  targetContents,
  targetKinds,
} from './scenario.ts';

/** How often a refresher that publishes with all precautions does each operation at least. */
const occurrences: Occurrences = {
  open: 3,
  read: 2,
  write: 1,
  fsync: 2,
  fstat: 3,
  close: 3,
  lstat: 3,
  any: 20,
};

/** Operations of one refresher, give or take: what a schedule is spread over. */
const operations = 22;

const modes = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0o644, 0o600, 0o444, 0o666) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0o777 }) },
);
const umasks = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(0o022, 0o077, 0o000, 0o027) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0o777 }) },
);

const nobody = fc.constant(null);
const noBystanders = fc.array(fc.constantFrom(...bystanderNames), { maxLength: 0 });
const bystanders = fc.oneof(
  { weight: 3, arbitrary: noBystanders },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...bystanderNames), { minLength: 1, maxLength: 2 }) },
);
const noSteps = fc.array(writeStep(0), { maxLength: 0 });
const noFaults = fc.array(fault(occurrences), { maxLength: 0 });
const markers = fc.constantFrom<Scenario['marker'][]>('file', 'missing');
const earlier = fc.record({ operations: fc.integer({ min: 10, max: 18 }) });

const company = fc.record({
  turns: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.array(fc.integer({ min: 0, max: operations }), { minLength: 1, maxLength: 6 }),
    },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }) },
  ),
});

/** A source of that content where a source ought to be. */
function calmly(content: fc.Arbitrary<MidWriteJson>): fc.Arbitrary<Scenario['source']> {
  return fc.record({
    kind: fc.constantFrom<Scenario['source']['kind'][]>('file', 'file', 'read-only', 'link'),
    content,
  });
}

function sourceOf(...kinds: readonly Scenario['source']['kind'][]): fc.Arbitrary<Scenario['source']> {
  return fc.record({ kind: fc.constantFrom(...kinds), content: wholeJson });
}

function targetOf(...kinds: readonly Scenario['target']['kind'][]): fc.Arbitrary<Scenario['target']> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    content: fc.constantFrom(...targetContents),
    mode: modes,
  });
}

type Parts = { readonly [K in keyof Scenario]: fc.Arbitrary<Scenario[K]> };

/** What most kinds of scenario have in common: a whole source, a plain place, nobody else about. */
const calm: Parts = {
  source: calmly(wholeJson),
  target: targetOf('file', 'file', 'missing'),
  marker: markers,
  umask: umasks,
  bystanders: noBystanders,
  readParts: fc.constant(1),
  clock: fc.constant<'fine'>('fine'),
  writer: noSteps,
  second: nobody,
  earlier: nobody,
  faults: noFaults,
};

function like(parts: Partial<Parts>): fc.Arbitrary<Scenario> {
  return fc.record({ ...calm, ...parts });
}

const readings = fc.integer({ min: 1, max: 4 });

/** The source was caught while it was written. */
const damaged = like({
  source: calmly(midWriteJson),
  bystanders,
  readParts: readings,
});

/** A source that is deep or long, and fine. */
const large = like({ source: calmly(largeJson), readParts: readings });

const badSources = sourceKinds.filter(kind => kind !== 'file' && kind !== 'read-only' && kind !== 'link');
const badTargets = targetKinds.filter(kind => kind !== 'file' && kind !== 'missing');
const badMarkers = markerKinds.filter(kind => kind !== 'file' && kind !== 'missing');

/** One path that stands for something else than a file, or for the file of another path. */
const misplacedSource = like({ source: sourceOf(...badSources), bystanders });
const misplacedTarget = like({ target: targetOf(...badTargets), bystanders });
const misplacedMarker = like({ marker: fc.constantFrom(...badMarkers), bystanders });

/** Any of the three, or all. */
const misplaced = like({
  source: sourceOf('file', ...sourceKinds),
  target: targetOf('file', ...targetKinds),
  marker: fc.constantFrom(...markerKinds),
});

/** The refresher's own operations fail, or it is killed. */
const faulty = like({
  source: calmly(wholeJson),
  faults: faultPlan(occurrences),
  readParts: fc.constantFrom(1, 1, 3),
  bystanders,
});

/** Letters of a configuration that takes several pages on a disk. */
const severalPages = 9000;

/** Undoes the padding; what has none was not padded here. */
function unpadded(value: unknown): MidWriteJson {
  const content = value as MidWriteJson;
  if (content.padding !== severalPages) throw new TypeError('not padded');
  return { ...content, padding: 0 };
}

const lastingWriteFault = fc.oneof(
  fc.record({
    kind: fc.constant<'short-write'>('short-write'),
    bytes: fc.constant(4096),
    lasting: fc.constant(true),
  }),
  fc.record({
    kind: fc.constant<'error'>('error'),
    code: fc.constant<'ENOSPC'>('ENOSPC'),
    lasting: fc.constant(true),
  }),
);

/** A configuration of several pages meets a disk that has too little room for it, and keeps it. */
const fullDisk = like({
  source: fc.record({
    kind: fc.constant<'file'>('file'),
    content: wholeJson.map(content => ({ ...content, padding: severalPages }), unpadded),
  }),
  faults: fc.array(
    fc.record<Fault>({
      operation: fc.constant('write'),
      nth: fc.constant(1),
      effect: lastingWriteFault,
    }),
    { minLength: 1, maxLength: 1 },
  ),
});

/** Another program rewrites the source meanwhile. */
const racing = like({
  source: fc.record({
    kind: fc.constantFrom<Scenario['source']['kind'][]>('file', 'link'),
    content: wholeJson,
  }),
  writer: writeSchedule(operations),
  readParts: fc.integer({ min: 2, max: 4 }),
  clock: fc.constantFrom('fine', 'coarse'),
});

/** A second refresher beside the first, an earlier one that was killed, or both. */
const accompanied = like({
  second: fc.oneof({ weight: 3, arbitrary: company }, { weight: 1, arbitrary: nobody }),
  earlier: fc.oneof({ weight: 2, arbitrary: nobody }, { weight: 1, arbitrary: earlier }),
  bystanders,
});

/** Everything at once. */
const crowded = like({
  source: fc.record({ kind: fc.constant<'file'>('file'), content: wholeJson }),
  writer: writeSchedule(operations),
  second: company,
  faults: faultPlan({ ...occurrences, any: 8, open: 2, fsync: 1, close: 1 }),
  clock: fc.constantFrom('fine', 'coarse'),
  readParts: readings,
});

/** Scenarios of the config refresher. */
export const arbitrary: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 9, arbitrary: damaged },
  { weight: 6, arbitrary: faulty },
  { weight: 5, arbitrary: racing },
  { weight: 4, arbitrary: accompanied },
  { weight: 2, arbitrary: misplacedSource },
  { weight: 2, arbitrary: misplacedTarget },
  { weight: 1, arbitrary: misplacedMarker },
  { weight: 1, arbitrary: misplaced },
  { weight: 1, arbitrary: large },
  { weight: 1, arbitrary: fullDisk },
  { weight: 1, arbitrary: crowded },
);
