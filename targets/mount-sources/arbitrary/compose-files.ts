import * as fc from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import {
  type Bind,
  type ComposeFile,
  fileTargets,
  folderTargets,
  type Mount,
  type Service,
  type Source,
  serviceNames,
} from '../scenario.ts';
import { anyPaths, calmPaths, linkNames, pathOf } from './names.ts';

/** Sources as people write them. */
export const calmSource: fc.Arbitrary<Source> = fc.record({
  base: fc.constant<'home'>('home'),
  path: calmPaths,
  slash: fc.constant(false),
});
/** Sources in all their forms. */
export const anySource: fc.Arbitrary<Source> = fc.record({
  base: weighted(
    [9, 'home'],
    [2, 'home-or'],
    [3, 'tilde'],
    [2, 'absolute'],
    [3, 'relative'],
    [2, 'variable'],
    [3, 'variable-or'],
    [1, 'beside-home'],
    [1, 'outside'],
  ),
  path: anyPaths,
  slash: weighted([6, false], [1, true]),
});

/** Sources below the names that a HOME of links has. */
export const linkedSource: fc.Arbitrary<Source> = fc.record({
  base: weighted([4, 'home'], [1, 'tilde']),
  path: pathOf(linkNames, 3),
  slash: weighted([6, false], [1, true]),
});

const targets = fc.constantFrom(...fileTargets, ...folderTargets);

function bind(source: fc.Arbitrary<Source>): fc.Arbitrary<Bind> {
  return fc.record({
    kind: fc.constant('bind'),
    form: weighted([3, 'short'], [2, 'long']),
    source,
    target: targets,
    targetSlash: weighted([9, false], [1, true]),
    readOnly: fc.boolean(),
    relabel: weighted([4, false], [1, true]),
    createHostPath: weighted([7, null], [1, true], [2, false]),
    quote: fc.constantFrom<Bind['quote'][]>('plain', 'single', 'double'),
  });
}

const noBind: fc.Arbitrary<Mount> = fc.record({
  kind: fc.constantFrom('volume' as const, 'anonymous' as const, 'tmpfs' as const),
  form: fc.constantFrom('short' as const, 'long' as const),
  target: targets,
});

function serviceOf(source: fc.Arbitrary<Source>, gates: number, mostMounts: number): fc.Arbitrary<Service> {
  return fc.record({
    name: fc.constantFrom(...serviceNames),
    profiles: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      {
        weight: gates,
        arbitrary: fc.array(fc.constantFrom('gpu' as const, 'debug' as const), {
          minLength: 1,
          maxLength: 2,
        }),
      },
    ),
    mounts: fc.array(fc.oneof({ weight: 8, arbitrary: bind(source) }, { weight: 1, arbitrary: noBind }), {
      minLength: 1,
      maxLength: mostMounts,
    }),
  });
}

/**
 * Compose files, each with a service or two.
 * @param gates how often a service has profiles, of so many and eight
 */
export function filesOf(
  source: fc.Arbitrary<Source>,
  gates: number,
  mostFiles = 3,
  mostMounts = 4,
): fc.Arbitrary<readonly ComposeFile[]> {
  const file = fc.record({
    services: fc.uniqueArray(serviceOf(source, gates, mostMounts), {
      selector: ({ name }) => name,
      minLength: 1,
      maxLength: 2,
    }),
    narrowLists: fc.boolean(),
    comments: weighted([3, false], [1, true]),
  });
  return fc.array(file, { minLength: 1, maxLength: mostFiles });
}
