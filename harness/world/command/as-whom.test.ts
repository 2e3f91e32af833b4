import { describe, expect, it } from 'vitest';
import type { Identity } from '../../stage.ts';
import { findContainment, tryContainment } from '../containment/containment.ts';
import { identityAfterExec } from '../identity/after-exec.ts';
import { identityFacts } from '../identity/identity-facts.ts';
import { parseProcessIdentity } from '../identity/process-identity.ts';
import { launch } from '../process/launch.ts';
import { openWorlds } from '../workspace/worlds.ts';
import { asWhom } from './as-whom.ts';

const facts = identityFacts();
const ids = { real: 3_000_000_000, effective: 3_000_000_000 };
const somebody: Identity = {
  uid: ids,
  gid: ids,
  groups: [],
  bounding: '0000000000200400',
  inheritable: '0000000000000400',
  ambient: '0000000000000400',
  noNewPrivileges: facts.own.noNewPrivileges,
  inUserNamespace: true,
};
const root: Identity = { ...somebody, uid: { real: 0, effective: 0 } };

const containments = [
  tryContainment('bubblewrap'),
  tryContainment('namespaces'),
  findContainment('off'),
] as const;
const asked = ['bubblewrap', 'namespaces', 'none'] as const;

describe('a program in a user namespace of its own', () => {
  for (const [nth, containment] of containments.entries()) {
    const kind = asked[nth] ?? 'none';
    const lack = containment.kind === kind ? facts.noUserNamespaces : containment.reason;
    const shut = lack === undefined ? '' : ` (skipped: ${lack})`;
    it.runIf(lack === undefined).each([
      ['somebody', somebody],
      ['root', root],
    ])(`is %s, and owns its world and no other, contained by '${kind}'${shut}`, async (_, identity) => {
      using worlds = openWorlds();
      using world = worlds.next();
      using other = worlds.next();
      const script =
        'cat /proc/self/status; : >file; stat -c %u file .; (: >"$1/file") 2>/dev/null || echo shut';
      const ran = await launch(asWhom(identity, ['sh', '-c', script, 'sh', other.folder]), {
        environment: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
        folder: world.folder,
        limitMs: 10_000,
        outputBytes: 65_536,
        memoryBytes: 268_435_456,
        confine: { containment, writable: [world.folder] },
      });
      expect(ran.end).toEqual({ kind: 'exited', status: 0 });
      const { groups: _groups, ...found } = parseProcessIdentity(ran.out.text);
      const { groups: _none, ...wanted } = identityAfterExec(identity, facts.splitIds);
      expect(found).toEqual(wanted);
      const owner = String(identity.uid.effective);
      const told = ran.out.text.trim().split('\n').slice(-3);
      expect(told.filter(line => line === owner || line === 'shut')).toEqual(
        kind === 'none' ? [owner, owner] : [owner, owner, 'shut'],
      );
    });
  }
});
