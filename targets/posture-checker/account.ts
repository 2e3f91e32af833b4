import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { capabilitySets } from './capability-sets.ts';
import { insideRows } from './container/inside-account.ts';
import type { Boot, PostureObservation } from './observation.ts';
import { argumentsOf, type ContainerWays, type PostureScenario, uidOf } from './scenario.ts';
import { statusText } from './status-text.ts';

function quoted(value: string | undefined): string {
  return value === undefined ? 'unset' : JSON.stringify(value);
}

function identity({ uid }: PostureScenario): string {
  const { real, effective, saved } = uid;
  return real === effective && saved === effective
    ? `uid ${effective}`
    : `effective uid ${effective}, real ${real}, saved ${saved}`;
}

function capabilities({ status }: PostureScenario): string {
  if (status.fault !== null) return `reading /proc/self/status fails with ${status.fault}`;
  const written = status.written === null ? status.effective : `written as ${JSON.stringify(status.written)}`;
  const dormant = /[^0]/.test(status.dormant) ? `, permitted beside them ${status.dormant}` : '';
  const damage = status.damage === null ? '' : `, text damaged: ${JSON.stringify(status.damage)}`;
  const name = status.name === 'node' ? '' : `, process named ${JSON.stringify(status.name)}`;
  return `${written}${dormant}${damage}${name}`;
}

function groups({ beside: { gid, groups: all, noNewPrivileges } }: PostureScenario): string {
  const own =
    gid.real === gid.effective ? `gid ${gid.effective}` : `effective gid ${gid.effective}, real ${gid.real}`;
  const further =
    all === null
      ? "no further groups, or the starter's"
      : all.length === 0
        ? 'no further groups'
        : `groups ${all.join(' ')}`;
  return `${own}, ${further}${noNewPrivileges ? ', no_new_privs' : ''}`;
}

function sets(scenario: PostureScenario): string {
  const { inheritable, permitted, bounding, ambient } = capabilitySets(scenario);
  return `CapInh ${inheritable}, CapPrm ${permitted}, CapBnd ${bounding}, CapAmb ${ambient}`;
}

function cache({ certCache, cacheEntry: entry, uid }: PostureScenario): string {
  if (!certCache) return 'not given';
  if (entry.kind === 'missing') return 'missing';
  if (entry.kind === 'fault') return `looking at it fails with ${entry.code}`;
  if (entry.kind === 'link' && entry.to === 'nothing') return 'a link to nothing';
  const kind = entry.kind === 'link' ? 'link to a folder' : entry.kind;
  return `${kind}, ${entry.mode}, uid ${uidOf(entry.owner, uid)}`;
}

function ways({
  capabilities: by,
  privileged,
  user,
  seccomp,
  userNamespace,
  publish,
  cache: mounted,
}: ContainerWays): string {
  return [
    privileged ? 'privileged' : `capabilities ${by}`,
    `user by ${user}`,
    `seccomp ${seccomp}`,
    `user namespace ${userNamespace}`,
    `published ${publish.join(' ') || 'nothing'}`,
    `cache mounted as ${mounted}`,
  ].join(', ');
}

function gist(scenario: PostureScenario): string {
  const parts = [
    `production ${quoted(scenario.environment['PYRYCODE_RELAY_PRODUCTION'])}`,
    identity(scenario),
    `CapEff ${capabilities(scenario)}`,
  ];
  if (scenario.certCache) parts.push(`cache ${cache(scenario)}`);
  if (scenario.listen.length > 0) parts.push(`listen ${scenario.listen.map(one => quoted(one)).join(' ')}`);
  return parts.join(' · ');
}

function rows(scenario: PostureScenario): readonly Row[] {
  const variables = Object.entries(scenario.environment).map(([name, value]) => `${name}=${quoted(value)}`);
  const further: Row[] =
    scenario.looser === null ? [] : [['opened further', JSON.stringify(scenario.looser)]];
  if (scenario.container !== null) further.push(['container', ways(scenario.container)]);
  return [
    ['platform', scenario.platform],
    ['environment', variables.join(' ') || 'empty'],
    ['identity', identity(scenario)],
    ['groups', groups(scenario)],
    ['CapEff', capabilities(scenario)],
    ['other sets', sets(scenario)],
    ['cache', cache(scenario)],
    ['arguments', argumentsOf(scenario).map(quoted).join(' ') || 'none'],
    ...further,
  ];
}

/** The cache entry as it would be on disk; its path is the one that the code is given. */
function cacheFiles({ certCache, cacheEntry: entry, uid }: PostureScenario): readonly WorldFile[] {
  if (!certCache || entry.kind === 'missing' || entry.kind === 'fault') return [];
  const path = certCache.replace(/\/\.?$/, '');
  const mode = Number.parseInt(entry.mode, 8);
  const owner = uidOf(entry.owner, uid);
  switch (entry.kind) {
    case 'folder':
      return [{ kind: 'folder', path, mode, uid: owner }];
    case 'file':
      return [{ kind: 'file', path, content: '', mode, uid: owner }];
    case 'fifo':
      return [{ kind: 'fifo', path, mode }];
    case 'link': {
      const to = `${path}.real`;
      const link: WorldFile = { kind: 'link', path, to };
      return entry.to === 'nothing' ? [link] : [{ kind: 'folder', path: to, mode, uid: owner }, link];
    }
  }
}

function world(scenario: PostureScenario): World {
  const { status } = scenario;
  const notes: Row[] = [
    ['platform', scenario.platform],
    ['identity', identity(scenario)],
    ['groups', groups(scenario)],
    ['CapEff', capabilities(scenario)],
    ['other sets', sets(scenario)],
  ];
  if (scenario.certCache) notes.push(['cache', cache(scenario)]);
  return {
    arguments: argumentsOf(scenario),
    environment: scenario.environment,
    files: [
      ...(scenario.platform === 'linux' && status.fault === null
        ? [{ kind: 'file', path: '/proc/self/status', content: statusText(scenario), mode: 0o444 } as const]
        : []),
      ...cacheFiles(scenario),
    ],
    notes,
  };
}

function boot(name: string, { exit, failures, lines }: Boot): readonly Row[] {
  return [
    [name, exit === 0 ? 'started' : `refused, exit ${exit}`],
    [
      'failures',
      failures
        .map(({ sentinel, resource }) => (resource === null ? sentinel : `${sentinel} (${resource})`))
        .join(', ') || 'none',
    ],
    ...lines.map((line): Row => ['line', line]),
  ];
}

/** Tells people about scenarios and runs of the posture check. */
export const account: Account<PostureScenario, PostureObservation> = {
  gist,
  scenario: rows,
  world,
  observation: ({ first, seen, told, calls, changes, second, inside }) => [
    ...boot('boot', first),
    seen === 'calls' ? ['calls', calls.filter(call => call !== 'log').join(', ')] : ['seen', 'from outside'],
    ...(told === 'sentinels' ? [] : [['named', 'no failure: judged by the exit status'] as const]),
    ...changes.map((change): Row => ['changed', change]),
    ...(second.on === 'same' ? [] : boot('boot, opened further', second)),
    ...(inside === undefined ? [] : insideRows('first boot', inside[0])),
    ...(inside === undefined || second.on === 'same' ? [] : insideRows('opened further', inside[1])),
  ],
};
