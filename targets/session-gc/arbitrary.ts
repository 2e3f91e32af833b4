import * as fc from 'fast-check';
import { hostileName } from '../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { badCall, call, emptyCall, startingCall } from './arbitrary/calls.ts';
import { anyEntry, calmEntries, entries, stuckEntry } from './arbitrary/home.ts';
import type { Call, Scenario } from './scenario.ts';
import { canStart } from './starts.ts';

type Docker = Scenario['docker'];
type DockerParts = { readonly [K in keyof Docker]: fc.Arbitrary<Docker[K]> };
type HomeParts = { readonly [K in keyof Scenario['home']]: fc.Arbitrary<Scenario['home'][K]> };

const goodDocker: DockerParts = {
  is: fc.constant('program'),
  spaced: weighted([3, false], [1, true]),
  calls: fc.oneof({ weight: 6, arbitrary: fc.tuple(call) }, { weight: 1, arbitrary: fc.tuple(emptyCall) }),
};
const calmHome: HomeParts = {
  is: weighted([6, 'folder'], [1, 'with-slash'], [1, 'link']),
  name: fc.oneof({ weight: 3, arbitrary: fc.constant('dev') }, { weight: 1, arbitrary: hostileName() }),
  mode: weighted([3, 0o755], [1, 0o700]),
  entries: entries(calmEntries, 7),
};

function like(home: Partial<HomeParts>, docker: Partial<DockerParts>): fc.Arbitrary<Scenario> {
  return fc.record<Scenario>({
    home: fc.record({ ...calmHome, ...home }),
    docker: fc.record({ ...goodDocker, ...docker }),
    twice: weighted([3, false], [1, true]),
  });
}

/** Leaves out the sessions that can't start where they are drawn, and second starts. */
function startable(scenario: Scenario): Scenario {
  const { home, docker } = scenario;
  const seen = new Set<string>();
  const startsOf = ({ starts }: Call): Call['starts'] =>
    starts.filter(({ id }) => {
      const fine = !seen.has(id) && canStart(id, home);
      seen.add(id);
      return fine;
    });
  const [first, ...rest] = docker.calls;
  const calls: Docker['calls'] = [
    { ...first, starts: startsOf(first) },
    ...rest.map(next => ({ ...next, starts: startsOf(next) })),
  ];
  return { ...scenario, docker: { ...docker, calls } };
}

const busy = entries(anyEntry, 9, 2);

const calm = like({}, {});
const crowded = like({ entries: busy }, {});
const stuck = like({ entries: entries(stuckEntry, 5) }, {});
const outage = like({ entries: busy }, { calls: fc.tuple(badCall) });
const secondOutage = like({ entries: busy }, { calls: fc.tuple(call, badCall) });
const changing = like({}, { calls: fc.tuple(call, call) });
const starting = like(
  { is: fc.constant('folder'), entries: entries(calmEntries, 6) },
  { calls: fc.oneof(fc.tuple(startingCall), fc.tuple(startingCall, call), fc.tuple(call, startingCall)) },
).map(startable, scenario => scenario as Scenario);
const noDocker = like(
  { entries: busy },
  { is: fc.constantFrom('unset', 'empty', 'missing', 'not-executable', 'no-interpreter', 'folder') },
);
const noHome = like({ is: fc.constantFrom('unset', 'empty', 'missing'), entries: busy }, {});
const closedHome = like({ mode: fc.constantFrom(0o555, 0o311, 0o000, 0o444, 0o500), entries: busy }, {});

/** Scenarios of the session sweep. */
export const arbitrary: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 4, arbitrary: calm },
  { weight: 6, arbitrary: crowded },
  { weight: 4, arbitrary: stuck },
  { weight: 5, arbitrary: outage },
  { weight: 2, arbitrary: secondOutage },
  { weight: 2, arbitrary: changing },
  { weight: 4, arbitrary: starting },
  { weight: 1, arbitrary: noDocker },
  { weight: 1, arbitrary: noHome },
  { weight: 1, arbitrary: closedHome },
);
