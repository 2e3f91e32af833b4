import { expect, it } from 'vitest';
import { isMapping, type Mapping, mappingAt, type Tree } from '../../../harness/compose/tree.ts';
import { findRelease } from '../../../harness/world/compose/find-compose.ts';
import { atOnce } from './at-once.ts';
import { Comparer, type Merge } from './compare.ts';
import { runDifferential, tellSmallest } from './differential.ts';
import { fileSetWorld } from './file-set-world.ts';
import { vectorSet } from './file-sets.ts';
import { documentedDifference } from './known-differences.ts';
import { accountedFor } from './known-differences-of-v1.ts';
import { expectation } from './refusals/refusal.ts';
import { runCompose } from './run-compose.ts';
import { vectors } from './vectors.ts';

const two = await findRelease('2.26.1');
const one = await findRelease('1.29.2');
const withTwo = it.skipIf(two === undefined);
const withOne = it.skipIf(one === undefined);
const twoOrNot = two === undefined ? ' (skipped: no Compose 2.26.1 here, see scripts/fetch-compose)' : '';
const oneOrNot = one === undefined ? ' (skipped: no Compose 1.29.2 here)' : '';
const sets = Number(process.env['SEATRIAL_COMPOSE_SETS'] ?? 400);

withTwo(`the merge model agrees with Compose 2${twoOrNot}`, { timeout: 600_000 }, async () => {
  if (two === undefined) return;
  const result = await runDifferential(two, sets, 2_026);
  expect(result.smallest === undefined ? '' : tellSmallest(result.smallest)).toBe('');
  expect(result).toMatchObject({ sets, differing: 0 });
  expect(result.models).toBeGreaterThan(sets / 2);
  expect(result.vectors).toBe(Math.min(sets, undocumented().length));
});

/** A merge model with one thing wrong about its services. */
function wrong(change: (service: Map<string, Tree>) => void): Merge {
  return (texts, world) => {
    const found = expectation(texts, world);
    if (found.kind !== 'merged') return found;
    const services = Array.from(mappingAt(found.model, 'services'), ([name, service]): [string, Tree] => {
      const changed = new Map(isMapping(service) ? service : []);
      change(changed);
      return [name, changed];
    });
    const model: Mapping = new Map([...found.model, ['services', new Map(services)]]);
    return { kind: 'merged', model };
  };
}

const readOnlyKept = wrong(service => {
  const volumes = service.get('volumes');
  if (Array.isArray(volumes))
    service.set(
      'volumes',
      volumes.map(item => (item === '/opt/drydock/policy:/policy' ? `${item}:ro` : item)),
    );
});

withTwo.each([
  [
    'forgets that tags reset',
    /!reset|!override/,
    ((texts, world) =>
      expectation(
        texts.map(text => text.replace(/!reset \S+|!override/g, '')),
        world,
      )) satisfies Merge,
  ],
  [
    'sorts security options, as Compose 1 does',
    /security_opt/,
    wrong(service => {
      const options = service.get('security_opt');
      if (Array.isArray(options)) service.set('security_opt', options.toSorted().toReversed());
    }),
  ],
  ['keeps a mount read-only', /opt\/drydock\/policy:\/policy"/, readOnlyKept],
  [
    'refuses nothing that it can read',
    /--- overlay/,
    ((texts, world) => {
      const found = expectation(texts, world);
      return found.kind === 'refused' ? { kind: 'merged', model: found.model } : found;
    }) satisfies Merge,
  ],
])(`a merge model is found out that %s${twoOrNot}`, { timeout: 120_000 }, async (_what, shown, merge) => {
  if (two === undefined) return;
  const { smallest, differing } = await runDifferential(two, 60, 1, merge);
  expect(differing).toBeGreaterThan(0);
  expect(smallest?.set.overlays).toHaveLength(1);
  expect(smallest === undefined ? '' : tellSmallest(smallest)).toMatch(shown);
});

withTwo(`Compose 2 takes a file of comments only, and the model does not${twoOrNot}`, async () => {
  if (two === undefined) return;
  await using world = await fileSetWorld();
  const texts = ['services: {a: {image: x}}\n', '# nothing\n'];
  expect(documentedDifference(texts)).toBe('a file of comments only');
  expect(expectation(texts, { variables: {}, find: () => undefined })).toMatchObject({ kind: 'unreadable' });
  expect(await runCompose(two, await world.write(texts))).toMatchObject({ kind: 'answered' });
});

withOne(`Compose 1 differs from the model only as documented${oneOrNot}`, { timeout: 600_000 }, async () => {
  if (one === undefined) return;
  await using world = await fileSetWorld();
  const comparer = new Comparer(one, world);
  // Compose 1 takes 20 times as long to start as Compose 2.
  const some = vectors().filter((_vector, at) => sets >= 5_000 || at % 3 === 0);
  const compared = await atOnce(2, some, async vector => ({
    vector,
    comparison: await comparer.compare(vectorSet(vector, 0)),
  }));
  expect(compared.filter(({ comparison }) => accountedFor(comparison) === undefined)).toEqual([]);
  expect(compared.filter(({ comparison }) => comparison.kind === 'agree').length).toBeGreaterThan(
    some.length / 3,
  );
});

function undocumented() {
  return vectors().filter(
    vector => typeof vector !== 'string' || documentedDifference([vector]) === undefined,
  );
}
