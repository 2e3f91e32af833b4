import { octal } from '../../../harness/arbitraries/file-mode.ts';
import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import { changeText, diffTrees } from '../../../harness/world/file-tree/diff.ts';
import type { Session } from '../container/inside.ts';
import type { Observation } from '../observation.ts';
import { type PlayedSession, playSession } from '../oracle/played-session.ts';
import { wantsOf } from '../oracle/wants.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { standsInHome } from '../world-tree.ts';

type Composed = Extract<Session, { kind: 'composed' }>;

/** What every other fidelity plays is what real programs do; else it is the oracle that is wrong. */
export const playedEngineIsTheRealOne: Property<Scenario, Observation> = {
  name: 'played-engine-is-the-real-one',
  statement:
    'In a container: Compose mounts what the oracle says, and the engine makes and refuses what it plays.',
  check(scenario, { session }) {
    if (session === undefined) return holds;
    if (session.kind === 'not-composed')
      return scenario.fault.kind === 'lost-file'
        ? holds
        : broken(`Compose can't read the files: ${JSON.stringify(session.reason)}`);
    if (scenario.fault.kind === 'lost-file')
      return broken('Compose starts a session although a file can’t be read');
    const difference = mountsDiffer(scenario, session);
    if (difference !== undefined) return difference;
    const played = playSession(
      session.services.map(({ service }) => service),
      session.bound,
      session.before,
    );
    return startsDiffer(scenario, session, played) ?? treesDiffer(scenario, session, played) ?? holds;
  },
};

function mountsDiffer(scenario: Scenario, { bound }: Composed): Judgement | undefined {
  const { plainHome } = placesOf(scenario, '');
  const wanted = wantsOf(scenario).filter(({ gate }) => gate !== 'profiles');
  const mounted = bound.filter(({ source }) => source.startsWith(`${plainHome}/`));
  for (const { service, target, source, createsSource } of mounted) {
    const want = wanted.find(one => one.service === service && one.target === target);
    const name = JSON.stringify(source);
    if (want?.path !== source) return broken(`Compose mounts ${name}, and the oracle knows no such mount`);
    if (!want.unsaid && createsSource !== (want.gate === undefined))
      return broken(
        `Compose has ${name} ${createsSource ? 'made' : 'not made'}, and the oracle says otherwise`,
      );
  }
  return wanted.length === mounted.length
    ? undefined
    : broken('the oracle expects mounts from HOME that Compose does not make');
}

function startsDiffer(
  scenario: Scenario,
  { services }: Composed,
  played: PlayedSession,
): Judgement | undefined {
  // Whether an engine can make anything in a file system that takes little or nothing is not played.
  if (standsInHome(scenario)) return undefined;
  for (const start of services) {
    const real = start.kind === 'started' ? 'started' : (`refused-at-${start.at}` as const);
    const expected = played.services.get(start.service);
    if (expected === 'open' || expected === real) continue;
    const why = start.kind === 'refused' ? `: ${JSON.stringify(start.reason)}` : '';
    return broken(`the engine has a service ${real}, and was played as ${expected}${why}`, {
      signature: `${real}, played as ${expected}`,
    });
  }
  return undefined;
}

function treesDiffer(
  scenario: Scenario,
  { before, after, services }: Composed,
  { made, sure }: PlayedSession,
): Judgement | undefined {
  const folders = new Set(Array.from(made.keys(), path => path.slice(1).replace(/\/?[^/]*$/, '') || '.'));
  for (const change of diffTrees(before, after)) {
    const path = `/${change.path}`;
    const expected = made.get(path);
    if (change.how === 'made' && expected !== undefined) {
      const { kind, mode, uid, gid } = change.after;
      if (kind === expected.kind && mode === expected.mode && uid === expected.uid && gid === expected.gid)
        continue;
      return broken(
        `the engine made ${JSON.stringify(path)} a ${kind} of ${uid}:${gid} with mode ${octal(mode)}, and was played to make a folder of 0:0 with ${octal(expected.mode)}`,
      );
    }
    const isEntered = change.how === 'changed' && change.differences.join() === 'times';
    if (isEntered && folders.has(change.path)) continue;
    return broken(`the engine did what was not played: ${changeText(change)}`);
  }
  if (standsInHome(scenario) || services.length === 0) return undefined;
  for (const path of sure)
    if (!after.has(path.slice(1)))
      return broken(`the engine did not make ${JSON.stringify(path)}, and was played to`);
  return undefined;
}
