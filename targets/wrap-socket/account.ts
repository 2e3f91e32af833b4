import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { faultName } from './faults.ts';
import type { Found, WrapObservation } from './observation.ts';
import {
  ownerUid,
  parent,
  peerGid,
  peerUid,
  type Step,
  serverUid,
  socketDir,
  type WrapScenario,
} from './scenario.ts';

const servers = {
  root: 'root',
  'root-without-chown': 'root without CAP_CHOWN',
  user: 'user 990',
} as const;

function place(scenario: WrapScenario): string {
  const { place: found } = scenario;
  if (found.kind === 'missing') return 'missing';
  if (found.kind === 'link') return found.to === 'folder' ? 'a link to a folder' : 'a link to nothing';
  const owner = `of user ${ownerUid(scenario, found.owner)}`;
  if (found.kind === 'file') return `a file ${owner}`;
  const held = found.holds.map(({ name, kind, owner: whose }) => `${kind} ${name} of ${whose}`).join(', ');
  return `${found.mode} ${owner}${held === '' ? ', empty' : ` with ${held}`}`;
}

function stepText(scenario: WrapScenario, step: Step): string {
  if (step.do === 'starve') return 'descriptors run out';
  if (step.do === 'feed') return 'descriptors are back';
  const { peer, socket, manner, times, settled } = step;
  const uid = peerUid(scenario, peer);
  const gid = peerGid(scenario, peer);
  const who = [
    `user ${uid}`,
    ...(gid === uid ? [] : [`group ${gid}`]),
    ...(peer.passes ? ['passing modes'] : []),
    ...(peer.outside ? ['pid 0'] : []),
  ].join(', ');
  return `${times === 1 ? '' : `${times} × `}${who} → ${socket}, ${manner}${settled ? '' : ', at once'}`;
}

function gist(scenario: WrapScenario): string {
  const parts = [
    `caller ${JSON.stringify(scenario.caller)}`,
    servers[scenario.server],
    `${['missing', 'folder'].includes(scenario.place.kind) ? 'folder' : 'in its place'} ${place(scenario)}`,
    ...scenario.faults.map(faultName),
    ...scenario.steps.slice(0, 2).map(step => stepText(scenario, step)),
  ];
  if (scenario.steps.length > 2) parts.push(`${scenario.steps.length - 2} more steps`);
  if (scenario.atEnd === 'peers-there') parts.push('SIGTERM before they leave');
  return parts.join(' · ');
}

function rows(scenario: WrapScenario): readonly Row[] {
  const { caller, server, umask, meddler, faults, steps, atEnd } = scenario;
  return [
    ['caller', JSON.stringify(caller)],
    ['server', `${servers[server]}, umask ${umask}`],
    ['folder', place(scenario)],
    ...(meddler === null
      ? []
      : [
          [
            'meddler',
            `${meddler.who}, after ${meddler.after} calls: a link in the place of a socket`,
          ] as const,
        ]),
    ...faults.map((fault): Row => ['fault', faultName(fault)]),
    ...steps.map((step, nth): Row => [`step ${nth + 1}`, stepText(scenario, step)]),
    ['end', atEnd === 'peers-gone' ? 'peers leave, then SIGTERM' : 'SIGTERM while peers are there'],
  ];
}

function files(scenario: WrapScenario): readonly WorldFile[] {
  const above: WorldFile = { kind: 'folder', path: parent, mode: 0o755, uid: serverUid(scenario) };
  const { place: found } = scenario;
  switch (found.kind) {
    case 'missing':
      return [above];
    case 'link': {
      const to = `${parent}/elsewhere`;
      const folder: WorldFile = { kind: 'folder', path: to, mode: 0o755, uid: serverUid(scenario) };
      return [above, ...(found.to === 'folder' ? [folder] : []), { kind: 'link', path: socketDir, to }];
    }
    case 'file':
      return [
        above,
        { kind: 'file', path: socketDir, content: '', mode: 0o644, uid: ownerUid(scenario, found.owner) },
      ];
    case 'folder': {
      const mode = Number.parseInt(found.mode, 8);
      const held = found.holds.map(({ name, kind, owner }): WorldFile => {
        const path = `${socketDir}/${name}`;
        if (kind === 'stale-socket') return { kind: 'socket', path, mode: 0o755 };
        if (kind === 'link') return { kind: 'link', path, to: `${parent}/victim` };
        return { kind: 'file', path, content: '', mode: 0o644, uid: ownerUid(scenario, owner) };
      });
      return [
        above,
        { kind: 'folder', path: socketDir, mode, uid: ownerUid(scenario, found.owner) },
        ...held,
      ];
    }
  }
}

function world(scenario: WrapScenario): World {
  return {
    arguments: [socketDir, scenario.caller],
    environment: {},
    files: files(scenario),
    notes: rows(scenario).filter(([label]) => label !== 'folder'),
  };
}

function foundText({ kind, uid, mode, entries }: Found): string {
  if (kind !== 'folder') return kind;
  const bits = (of: number): string => of.toString(8).padStart(4, '0');
  const held = entries.map(entry => `${entry.name} ${entry.kind} ${bits(entry.mode)} of ${entry.uid}`);
  return `${bits(mode)} of ${uid}: ${held.join(', ') || 'empty'}`;
}

function ended({ end, endedEarly }: WrapObservation): string {
  const early = endedEarly ? 'before it was asked to: ' : '';
  if (end.kind === 'exited') return `${early}exit ${end.status}`;
  return end.kind === 'died' ? `${early}died (${end.reason})` : 'it went on';
}

function observed(observation: WrapObservation): readonly Row[] {
  const { ready, told, err, moments, attempts, descriptors, harm, spun } = observation;
  const kept = attempts.filter(({ fate }) => fate === 'kept').length;
  const out = attempts.filter(({ reached }) => reached !== 'connected').length;
  return [
    ['ready', ready ? 'yes' : 'no'],
    ['ended', ended(observation)],
    ['peers', `${attempts.length}: ${out} kept out by modes, ${kept} still connected at the end`],
    ['accepted', `${told.filter(({ accepted }) => accepted === true).length} of ${told.length} lines`],
    ...err.slice(0, 5).map((line): Row => ['said', line]),
    ...(spun ? [['spun', 'yes'] as const] : []),
    ...harm.map((text): Row => ['harm', text]),
    ...(descriptors === null
      ? []
      : [['descriptors', `${descriptors.ready} when ready, ${descriptors.after} after the peers`] as const]),
    ...moments.slice(-4).map(({ phase, found }): Row => [phase, foundText(found)]),
  ];
}

/** Tells people about scenarios and runs of the wrap-socket server. */
export const account: Account<WrapScenario, WrapObservation> = {
  gist,
  scenario: rows,
  world,
  observation: observed,
};
