import { describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import type { Verdict } from '../judge/verdict.ts';
import { Unobserved } from '../stage.ts';
import { type AnyImplementation, type AnyTarget, broken, type Mutant } from '../target.ts';
import type { Expectations } from './case.ts';
import { letterCase } from './fixtures/cases.ts';
import { type Letters, letterBoxes } from './fixtures/letter-box.ts';
import { type BucketedFailure, type ReplayOptions, replayCase } from './replay.ts';

const secret: Partial<Letters> = { letters: [{ to: 'a', secret: true }] };
const failing: Partial<Letters> = { carrier: { kind: 'failing', exit: 3 } };

/** Buckets that can be read: who fails, and by what. */
function failuresOf(
  owner: { readonly implementation: string },
  verdict: Verdict,
): readonly BucketedFailure[] {
  if (verdict.kind === 'hang' || verdict.kind === 'crash') {
    return [{ property: verdict.kind, bucket: `${owner.implementation}.${verdict.kind}` }];
  }
  if (verdict.kind !== 'violation') return [];
  return verdict.violations.map(({ property }) => ({
    property,
    bucket: `${owner.implementation}.${property}`,
  }));
}

const options: ReplayOptions = { failuresOf };

function replay(scenario: Partial<Letters>, expectations: Expectations, more: Partial<ReplayOptions> = {}) {
  return replayCase(letterBoxes, letterCase(scenario, { expect: expectations }), { ...options, ...more });
}

/** The target with another reference, and mutants that do one thing. */
function withImplementations(changes: {
  readonly reference?: AnyImplementation['run'];
  readonly mutant?: AnyImplementation['run'];
}): AnyTarget {
  const { reference, mutants } = letterBoxes;
  const mutant = (run: AnyImplementation['run']): Mutant<unknown, unknown> => {
    return { name: 'odd', run, story: 'Odd.', source: 'made up', caughtBy: ['secrets-stay'], within: 1 };
  };
  return {
    ...letterBoxes,
    reference: { name: 'reference', run: changes.reference ?? (scenario => reference.run(scenario)) },
    mutants: changes.mutant ? [...mutants, mutant(changes.mutant)] : mutants,
  };
}

const calmly = { letters: [], said: [] };

describe('replayCase', () => {
  it('holds when the reference passes and every mutant that is named dies', async () => {
    const holding = { kind: 'holds', problems: [], unchecked: [] };
    expect(await replay(secret, { reference: 'pass', kills: ['open-box'] })).toEqual(holding);
    expect(await replay(failing, { reference: 'pass', kills: ['silent-box'] })).toEqual(holding);
    expect(await replay({}, { reference: 'pass', kills: [] })).toEqual(holding);
  });

  it('names every mutant that survives', async () => {
    expect(await replay({}, { reference: 'pass', kills: ['open-box', 'silent-box'] })).toEqual({
      kind: 'fails',
      problems: [
        'mutant "open-box" must die, but holds every property',
        'mutant "silent-box" must die, but holds every property',
      ],
      unchecked: [],
    });
  });

  it('names everything that a corrupted reference breaks', async () => {
    const target = withImplementations({ reference: () => ({ letters: ['a'], said: [] }) });
    const kept = letterCase(
      { ...secret, ...failing },
      { expect: { reference: 'pass', kills: ['silent-box'] } },
    );
    expect((await replayCase(target, kept, options)).problems).toEqual([
      'the reference must pass, but breaks secrets-stay: forwarded 1 letters of which 1 are secret; ' +
        'breaks failure-is-told: the carrier failed with 3, and nothing was said',
    ]);
  });

  it.each<[string, AnyImplementation['run'], string]>([
    [
      'crashes',
      () => {
        throw new TypeError('no letters');
      },
      'crashed: TypeError: no letters',
    ],
    [
      'crashes later',
      async () => {
        throw new TypeError('no letters');
      },
      'crashed: TypeError: no letters',
    ],
    ['never answers', () => new Promise(() => undefined), 'did not come to an end within 20 ms'],
  ])('reports a reference that %s, and counts a mutant that does so as dead', async (_, run, sentence) => {
    const kept = letterCase({}, { expect: { reference: 'pass', kills: [] } });
    const limited = { ...options, limitMs: 20 };
    expect(await replayCase(withImplementations({ reference: run }), kept, limited)).toMatchObject({
      kind: 'fails',
      problems: [`the reference must pass, but ${sentence}`],
    });
    const killing = letterCase({}, { expect: { reference: 'pass', kills: ['odd'] } });
    expect((await replayCase(withImplementations({ mutant: run }), killing, limited)).kind).toBe('holds');
  });

  it('waits for an answer that comes in time', async () => {
    const target = withImplementations({ reference: async () => calmly });
    const kept = letterCase();
    expect((await replayCase(target, kept, { ...options, limitMs: 20_000 })).kind).toBe('holds');
  });

  it("tells the harness's own faults from failures", async () => {
    const faulty = () => {
      throw new HarnessFault('no space for the world', 'disk');
    };
    const kept = letterCase({}, { expect: { reference: 'pass', kills: ['odd'] } });
    expect(await replayCase(withImplementations({ mutant: faulty }), kept, options)).toEqual({
      kind: 'harness-fault',
      problems: ['mutant "odd" must die, but the harness failed: no space for the world'],
      unchecked: [],
    });
  });

  it('takes a run that proves nothing neither for a pass nor for a death', async () => {
    const target: AnyTarget = {
      ...letterBoxes,
      faults: () => [{ fault: 'disk full', outcome: 'unreached' }],
    };
    const kept = letterCase({}, { expect: { reference: 'pass', kills: ['open-box'] } });
    expect((await replayCase(target, kept, options)).problems).toEqual([
      'the reference must pass, but the run proves nothing: the run ended before: disk full',
      'mutant "open-box" must die, but the run proves nothing: the run ended before: disk full',
    ]);
  });

  it('for real, counts what can not be built or run so as not tried, and everything else as ever', async () => {
    const rejecting = withImplementations({
      reference: () => new Unobserved({ kind: 'rejected', reason: 'no such disk here' }),
      mutant: () => calmly,
    });
    const kept = letterCase({}, { expect: { reference: 'pass', kills: ['open-box', 'odd'] } });
    const real = {
      whyNot: (_: AnyTarget, name: string) => (name === 'open-box' ? 'it is no program' : undefined),
    };
    expect(await replayCase(rejecting, kept, { ...options, real })).toEqual({
      kind: 'fails',
      problems: ['mutant "odd" must die, but holds every property'],
      unchecked: [
        '"reference" was not tried: no such disk here',
        '"open-box" was not tried: it is no program',
      ],
    });
  });

  it('gives every implementation a scenario of its own', async () => {
    const spoils = (scenario: unknown) => {
      Reflect.set(Object(scenario), 'letters', []);
      return calmly;
    };
    const target = { ...letterBoxes, reference: { name: 'reference', run: spoils } };
    const kept = letterCase(secret, { expect: { reference: 'pass', kills: ['open-box'] } });
    const before = structuredClone(kept);
    expect((await replayCase(target, kept, options)).kind).toBe('holds');
    expect(kept).toEqual(before);
  });

  it('fails a mutant that there is not', async () => {
    expect((await replay({}, { reference: 'pass', kills: ['unheard-of'] })).problems).toEqual([
      'there is no mutant "unheard-of" to kill',
    ]);
  });

  it('fails a scenario that the target no longer takes', async () => {
    const kept = letterCase({}, { scenario: { letters: 1 } });
    expect((await replayCase(letterBoxes, kept, options)).problems).toContain(
      'scenario.letters: expected a list of at most 5 entries, got 1',
    );
  });

  it('runs in another way when it is told to', async () => {
    const asked: string[] = [];
    const expectations: Expectations = { reference: 'pass', kills: ['open-box'] };
    const replayed = await replay(secret, expectations, {
      limitMs: 5,
      run: async (target, implementation, _scenario, limitMs) => {
        asked.push(`${target.name} ${implementation.name} ${limitMs}`);
        return implementation.name === 'reference' ? { kind: 'pass' } : { kind: 'hang', limitMs };
      },
    });
    expect(replayed.kind).toBe('holds');
    expect(asked).toEqual(['letter-box reference 5', 'letter-box open-box 5']);
  });
});

describe('replaying violations that are known', () => {
  const known = (implementation: string, property: string, bucket: string) => [
    { implementation, property, bucket },
  ];

  it('holds when they are still there', async () => {
    const violates = known('open-box', 'secrets-stay', 'open-box.secrets-stay');
    expect((await replay(secret, { reference: 'pass', kills: [], violates })).kind).toBe('holds');
  });

  it('holds for a reference that is known to fail, and asks for more once it does not', async () => {
    const violates = known('reference', 'secrets-stay', 'reference.secrets-stay');
    const kept = letterCase(secret, { expect: { kills: [], violates } });
    const leaking = withImplementations({ reference: () => ({ letters: ['a'], said: [] }) });
    expect((await replayCase(leaking, kept, options)).kind).toBe('holds');
    expect((await replayCase(letterBoxes, kept, options)).problems).toEqual([
      '"reference" is known to fail secrets-stay in bucket reference.secrets-stay, but holds every property. ' +
        'If that is mended, take it out of "violates"',
    ]);
  });

  it('says so when the bucket is another', async () => {
    const violates = known('open-box', 'secrets-stay', '3f9a12bc');
    expect((await replay(secret, { reference: 'pass', kills: [], violates })).problems).toEqual([
      '"open-box" is known to fail secrets-stay in bucket 3f9a12bc, but now fails it in bucket open-box.secrets-stay',
    ]);
  });

  it('says so when another property is broken', async () => {
    const violates = known('open-box', 'failure-is-told', 'x');
    expect((await replay(secret, { reference: 'pass', kills: [], violates })).problems[0]).toBe(
      '"open-box" is known to fail failure-is-told in bucket x, but breaks secrets-stay: forwarded 1 letters of which 1 are secret',
    );
  });

  it("tries the user's implementations that it is given, and says of others that they were not tried", async () => {
    const violates = [...known('my-script', 'crash', 'my-script.crash'), ...known('elsewhere', 'hang', 'b')];
    const script: AnyImplementation = {
      name: 'my-script',
      run: () => {
        throw new Error('x');
      },
    };
    const expectations: Expectations = { reference: 'pass', kills: [], violates };
    expect(await replay({}, expectations, { implementations: [script] })).toEqual({
      kind: 'holds',
      problems: [],
      unchecked: ['"elsewhere" is known to fail hang in bucket b, but is not known here: not tried'],
    });
    const mended: AnyImplementation = { name: 'my-script', run: () => calmly };
    expect((await replay({}, expectations, { implementations: [mended] })).kind).toBe('fails');
  });
});

it('a property that throws is the harness at fault', async () => {
  const property = {
    name: 'throws',
    statement: 'It throws.',
    check: () => {
      throw new Error('a property with a bug');
    },
  };
  const bad: AnyTarget = { ...letterBoxes, properties: [property] };
  expect(await replayCase(bad, letterCase(), options)).toMatchObject({ kind: 'harness-fault' });
  const never: AnyTarget = {
    ...letterBoxes,
    properties: [{ ...property, check: () => broken('always') }],
  };
  expect(await replayCase(never, letterCase(), options)).toMatchObject({ kind: 'fails' });
});
