import type { Observation } from '../observation.ts';
import { daemonFinds, type Found } from './daemon.ts';
import { resolve } from './resolve.ts';
import type { Want } from './wants.ts';

const root = 0;

/** What a daemon found in a source's place: the real one, where a session was started, else the played one. */
export function foundAfter(want: Want, { after, uid, session }: Observation): Found {
  if (session?.kind !== 'composed') return daemonFinds(want, after, uid);
  const made = madeOnTheWay(want, session);
  if (made !== undefined) return { kind: 'missing', makes: made };
  const start = session.services.find(({ service }) => service === want.service);
  const seen = start?.kind === 'started' ? start.found[want.target] : undefined;
  // Of a service that did not start nobody can say what it would have found.
  if (seen === undefined || seen === 'nothing') return daemonFinds(want, session.after, uid);
  return seen === want.kind ? { kind: 'right' } : { kind: 'wrong-kind', is: seen };
}

/** The first folder on the way to a source that the engine made. */
function madeOnTheWay(
  { path }: Want,
  { before, after }: Extract<Observation['session'], { kind: 'composed' }>,
): string | undefined {
  const way = resolve(after, path, root);
  if (way.kind !== 'there') return undefined;
  const names = way.path.split('/').filter(name => name !== '');
  const folders = names.map((_, nth) => names.slice(0, nth + 1).join('/'));
  const made = folders.find(folder => !before.has(folder) && after.get(folder)?.uid === root);
  return made && `/${made}`;
}
