import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isWithin, resolve } from '../oracle/resolve.ts';
import { judgedSources } from '../oracle.ts';
import { placesOf, realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { foundText, wantText } from './sources.ts';

/** The bug of the seed: a missing `~/.gitconfig` becomes a folder of root's. */
export const nothingIsLeftForTheDaemon: Property<Scenario, Observation> = {
  name: 'nothing-is-left-for-the-daemon',
  statement:
    'After success no source is missing, so that the daemon makes none as a folder of root’s, and nothing in HOME becomes root’s.',
  check(scenario, observation) {
    if (observation.first.status !== 0) return holds;
    for (const { want, found } of judgedSources(scenario, observation))
      if (found.kind === 'missing' || found.kind === 'unusable')
        return broken(`success was claimed, and the ${wantText(want)} ${foundText(found)}`, {
          signature: `success, and a ${want.kind} is ${found.kind}`,
        });
    const becameRoots = rootsOwn(scenario, observation);
    return becameRoots === undefined
      ? holds
      : broken(`success was claimed, and ${JSON.stringify(becameRoots)} has become root’s`);
  },
};

const root = 0;

/**
 * An entry of HOME that belongs to root after a real session, and did not before. What a source beside HOME leads to by
 * a link is nobody's to make.
 */
function rootsOwn(scenario: Scenario, { before, session }: Observation): string | undefined {
  if (session?.kind !== 'composed') return undefined;
  const { plainHome } = placesOf(scenario, '');
  const beside = session.bound
    .filter(({ source }) => !source.startsWith(`${plainHome}/`))
    .map(({ source }) => resolve(session.after, source, root));
  for (const [path, { uid }] of session.after) {
    const at = `/${path}`;
    if (uid !== root || before.get(path)?.uid === root || !isWithin(at, realHome)) continue;
    if (!beside.some(way => way.kind === 'there' && isWithin(way.path, at))) return at;
  }
  return undefined;
}
