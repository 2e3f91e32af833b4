import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmdirSync, symlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { asWhom } from '../../../harness/world/command/as-whom.ts';
import type { RealBoot } from './real-machine.ts';

/** Makes looking at a place fail, or prepares what an injected failure hides: a closed folder. */
export function failAt(at: string, { cacheFault, identity }: RealBoot): void {
  const parent = dirname(at);
  if (cacheFault === 'injected') {
    mkdirSync(at, { mode: 0o700 });
    if (identity !== undefined && !identity.inUserNamespace)
      chownSync(at, identity.uid.effective, identity.gid.effective);
  } else if (cacheFault === 'closed-parent') {
    // The program's own user is its owner: nobody without CAP_DAC_OVERRIDE or CAP_DAC_READ_SEARCH passes.
    chmodSync(parent, 0);
  } else {
    rmdirSync(parent);
    symlinkSync(basename(parent), parent);
  }
}

/**
 * Looks whether looking at the entry fails as planned, as the program will.
 * @throws HarnessFault `bad-world` when it does not
 */
export function verifyFault(at: string, { cacheFault, identity }: RealBoot): void {
  if (cacheFault === 'injected') return;
  const expected = { 'long-name': 'too long', 'link-loop': 'symbolic links', 'closed-parent': 'denied' };
  const [program, ...rest] = asWhom(identity, ['stat', '--', at]);
  const { stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  if (cacheFault === undefined || !stderr.includes(expected[cacheFault]))
    throw new HarnessFault(`looking at ${at} does not fail as planned: ${stderr.trim()}`, 'bad-world');
}
