import { describe, expect, it } from 'vitest';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { emptyMapping, type Mapping } from '../../../harness/compose/tree.ts';
import { mandatoryTexts } from '../mandatory-texts.ts';
import { hostOf, mergeWorld } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { openings } from '../posture/openings.ts';
import { asModel } from './as-model.ts';
import { insideDifferences } from './differences.ts';
import type { EngineHost } from './engine-host.ts';
import { agentInside } from './fixtures/agent-inside.ts';
import { handedOver } from './inside-differential.ts';
import type { ServiceInside } from './service-inside.ts';

const set = { shape: 'one', mode: 'contained', hardening: 'strict', overlays: [] } as const;
const { scenario } = handedOver(set);
const host = hostOf(placesOf(scenario));
const engine: EngineHost = {
  namespaces: {},
  most: ['CHOWN', 'NET_RAW', 'SYS_ADMIN'],
  sharedByAll: ['cgroup', 'user'],
};
const { base, mode, hardening } = mandatoryTexts(set);

function merged(...overlays: readonly string[]): Mapping {
  const found = mergeFiles([base, mode, hardening, ...overlays], mergeWorld);
  return found.kind === 'merged' ? found.model : emptyMapping;
}

function differences(inside: ServiceInside, ...overlays: readonly string[]) {
  const account = merged(...overlays);
  return insideDifferences(new Map([['agent', inside]]), { model: account, compose: account }, host, engine);
}

const changes: readonly (readonly [what: string, change: Partial<ServiceInside>, opens: string])[] = [
  ['uid', { uid: 0 }, 'runs as root'],
  ['no new privileges', { noNewPrivileges: false }, 'no-new-privileges off'],
  ['seccomp off', { seccomp: false }, 'seccomp unconfined'],
  ['system paths open', { systemPathsMasked: false }, 'system paths unconfined'],
  ['shared with the host', { shared: ['cgroup', 'pid', 'user'] }, "shares the host's pid namespace"],
  ['root read-only', { readOnlyRoot: false }, 'root file system writable'],
  ['pids', { pids: 4096 }, 'limit on processes raised'],
  ['memory', { memoryBytes: undefined }, 'limit on memory raised'],
  ['devices', { devices: ['/dev/kvm'] }, 'gets a device'],
  ['mounts./policy', { mounts: agentInside.mounts.slice(1) }, 'read-only mount at "/policy" gone'],
  [
    'mounts./tmp',
    {
      mounts: agentInside.mounts.map(mount => (mount.at === '/tmp' ? { ...mount, size: undefined } : mount)),
    },
    'limit on tmpfs "/tmp" raised',
  ],
  [
    'capabilities',
    { capabilities: { ...agentInside.capabilities, bounding: '0000000000200000' } },
    'gains CAP_SYS_ADMIN',
  ],
];

describe('what is seen inside', () => {
  it('is what the mandatory files let expect', () => {
    expect(differences(agentInside)).toEqual([]);
  });

  it.each(changes)('differs in %s alone when that is otherwise, and opens', (what, change, opens) => {
    const inside = { ...agentInside, ...change };
    expect(differences(inside).map(found => found.what)).toEqual([what]);
    const [before, after] = [agentInside, inside].map(one => asModel(new Map([['agent', one]]), engine));
    expect(
      openings(before ?? emptyMapping, after ?? emptyMapping, ['agent'], host).map(found => found.what),
    ).toEqual([opens]);
  });

  it('is held against what an overlay says', () => {
    const overlay = 'services: {agent: {environment: {EDITOR: vi}, pids_limit: 100}}';
    expect(differences(agentInside, overlay)).toEqual([
      expect.objectContaining({ what: 'environment.EDITOR', compose: '{"value":"vi"}', inside: undefined }),
      expect.objectContaining({ what: 'pids', model: '100', inside: '256' }),
    ]);
  });

  it('counts a mount as writable that could be written to, whatever it was mounted as', () => {
    const inside = { ...agentInside, writable: ['/policy'] };
    const [before, after] = [agentInside, inside].map(one => asModel(new Map([['agent', one]]), engine));
    expect(
      openings(before ?? emptyMapping, after ?? emptyMapping, ['agent'], host).map(found => found.what),
    ).toEqual(['mount at "/policy" writable']);
  });
});
