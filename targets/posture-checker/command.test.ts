import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { judge } from '../../harness/judge/judge.ts';
import { observed, Unobserved } from '../../harness/stage.ts';
import { calm } from './examples.ts';
import { canBe, canBeWho, whyNot } from './fixtures/can-be-who.ts';
import { commandOf, propertiesOf, verdictOf, withScript } from './fixtures/programs.ts';
import type { PostureScenario } from './scenario.ts';
import { target } from './target.ts';

const production: PostureScenario = { ...calm, environment: { PYRYCODE_RELAY_PRODUCTION: '1' } };
const isRoot = process.geteuid?.() === 0;

function unstarted(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason: expect.stringContaining(reason) });
}

const asRoot: PostureScenario = { ...production, uid: { real: 0, effective: 0, saved: 0 } };

/** Every id and every set by itself. */
const apart: PostureScenario = {
  ...calm,
  uid: { real: 0, effective: 2 ** 31, saved: 2 ** 31 },
  status: {
    ...calm.status,
    name: 'x\rCapEff:\t0',
    effective: '0000000000000400',
    dormant: '0000000000200000',
  },
  beside: {
    gid: { real: 7, effective: 65_534 },
    groups: [5, 0],
    inheritable: '0000000000200000',
    bounding: '0000000000000000',
    ambient: '0000000000000000',
    noNewPrivileges: true,
  },
};

/** As who is not root can start one too. */
const plain: PostureScenario = {
  ...calm,
  uid: { real: 2 ** 31, effective: 2 ** 31, saved: 2 ** 31 },
  status: { ...calm.status, effective: '0000000000200400' },
  beside: {
    gid: { real: 7, effective: 7 },
    groups: null,
    inheritable: '0000000000000001',
    bounding: '00000000a80425fb',
    ambient: '0000000000000000',
    noNewPrivileges: false,
  },
};

const showsStatus = 'grep -E "^(Name|Uid|Gid|Groups|Cap|NoNew)" /proc/$$/status';

describe.runIf(canBeWho)(`a program in a world${whyNot}`, () => {
  it.runIf(canBe(apart).can)(
    `is who the scenario says, in all that its status tells${canBe(apart).whyNot}`,
    async () => {
      await withScript(`${showsStatus} >&2`, async file => {
        await using program = commandOf([file]);
        const { first } = observed(await program.run(apart));
        expect(first.lines).toEqual([
          'Name:\tx\rCapEff:\t0',
          'Uid:\t0\t2147483648\t2147483648\t2147483648',
          'Gid:\t7\t65534\t65534\t65534',
          'Groups:\t0 5 ',
          'CapInh:\t0000000000200400',
          'CapPrm:\t0000000000200400',
          'CapEff:\t0000000000000400',
          'CapBnd:\t0000000000200400',
          'CapAmb:\t0000000000000400',
          'NoNewPrivs:\t1',
        ]);
      });
    },
  );

  it.runIf(canBe(plain).can)(
    `is so without groups of its own too, and owns its world${canBe(plain).whyNot}`,
    async () => {
      await withScript(`${showsStatus} | grep -v Groups >&2; stat -c %u . "$HOME" >&2; : >f`, async file => {
        await using program = commandOf([file]);
        const { first, changes } = observed(await program.run(plain));
        expect(first.lines).toEqual([
          'Name:\tcheck',
          'Uid:\t2147483648\t2147483648\t2147483648\t2147483648',
          'Gid:\t7\t7\t7\t7',
          'CapInh:\t0000000000200401',
          'CapPrm:\t0000000000200400',
          'CapEff:\t0000000000200400',
          'CapBnd:\t00000000a82425fb',
          'CapAmb:\t0000000000200400',
          'NoNewPrivs:\t0',
          '2147483648',
          '2147483648',
        ]);
        expect(changes.join()).toContain('"/srv/f" is new');
      });
    },
  );

  it('gets its arguments and environment, by names of the world, and nothing of the caller', async () => {
    const scenario: PostureScenario = {
      ...production,
      certCache: '/var/cache/relay/.',
      listen: [':80'],
      cacheEntry: { kind: 'folder', mode: '1750', owner: 'effective' },
    };
    process.env['SEATRIAL_PLANTED'] = 'secret';
    await withScript(
      'echo "$*" >&2; stat -c "%a %u %F" "${4%/.}" >&2; pwd >&2; env | sort >&2',
      async file => {
        await using program = commandOf([file]);
        const { first } = observed(await program.run(scenario));
        const [given, entry, folder, ...variables] = first.lines;
        expect(given).toBe('--domain relay.example.net --cert-cache /var/cache/relay/. --listen :80');
        expect(entry).toBe('1750 1000 directory');
        expect(folder).toBe('/srv');
        expect(variables.map(line => line.split('=', 1)[0])).toEqual(
          expect.arrayContaining(['HOME', 'LC_ALL', 'PATH', 'PYRYCODE_RELAY_PRODUCTION', 'TMPDIR']),
        );
        expect(variables.join()).not.toContain('secret');
      },
    );
    delete process.env['SEATRIAL_PLANTED'];
  });

  it('finds a certificate cache of another user where that can be had, and is not started where it can not', async () => {
    for (const [owner, uid] of [
      ['other', 2000],
      ['root', 0],
    ] as const) {
      const cacheEntry = { kind: 'folder', mode: '0700', owner } as const;
      await withScript('stat -c %u "$4" >&2', async file => {
        await using program = commandOf([file]);
        const came = await program.run({ ...production, certCache: '/var/c/d', cacheEntry });
        if (isRoot) expect(observed(came).first.lines).toEqual([`${uid}`]);
        else expect(came).toEqual(unstarted(`no files of user id ${uid}`));
      });
    }
  });

  it.each<[string, string, PostureScenario, string]>([
    ['one that never refuses', 'exit 0', asRoot, 'exactly-the-failures'],
    ['one that always refuses', 'exit 2', calm, 'no-false-refusal'],
    ['one that ends otherwise', 'exit 1', asRoot, 'exit-is-0-or-2'],
    [
      'one that deletes its world',
      'rm -rf ../var; exit 0',
      { ...calm, certCache: '/var/c/d' },
      'disk-is-left-alone',
    ],
    ['one that kills itself', 'kill -9 $$', calm, 'crash'],
    [
      'one that names the same twice, then not',
      'f=$HOME/f; [ -e "$f" ] || echo ErrRunningAsRoot >&2; : >"$f"; exit 2',
      asRoot,
      'twice-is-the-same',
    ],
    [
      'a line that does not say of what',
      'echo ErrInvalidConfig: see the log >&2; exit 2',
      { ...calm, domain: null },
      'line-is-a-runbook',
    ],
  ])('is judged by what shows: %s', async (_, script, scenario, property) => {
    await withScript(script, async file => {
      await using program = commandOf([file]);
      expect(propertiesOf(await verdictOf(program, scenario))).toContain(property);
    });
  });

  it.each<[string, string, PostureScenario]>([
    ['only answers', 'exit 2', asRoot],
    ['tells the time too', 'date +%N >&2; echo "ErrRunningAsRoot: run as another user" >&2; exit 2', asRoot],
    ['writes into its own folders', ': >"$HOME/a"; : >"$TMPDIR/b"', calm],
  ])('passes if it is right and %s', async (_, script, scenario) => {
    await withScript(script, async file => {
      await using program = commandOf([file]);
      expect(await verdictOf(program, scenario)).toEqual({ kind: 'pass' });
    });
  });

  const { status } = calm;
  it.each<[string, Partial<PostureScenario>, RegExp]>([
    ['another platform', { platform: 'darwin' }, /this machine is linux/],
    ['a status text that no kernel writes', { status: { ...status, written: '\tnone' } }, /CapEff line/],
    ['a damaged status text', { status: { ...status, damage: { kind: 'crlf' } } }, /whole/],
    ['a status that can not be read', { status: { ...status, fault: 'EACCES' } }, /only at fidelity kernel/],
    ['a name with a slash', { status: { ...status, name: 'a/b' } }, /by that name/],
    [
      'a capability without a name',
      { status: { ...status, effective: '8000000000000000' } },
      /no capability 63/,
    ],
    ['a saved id apart', { uid: { real: 1, effective: 1, saved: 0 } }, /saved id/],
    ['a path out of the world', { certCache: '/../x' }, /does not lie in a world/],
    ['a looser world that can not be', { looser: { kind: 'capability', bit: 50 } }, /no capability 50/],
    [
      'a cache that fails as no file system does',
      { certCache: '/var/c', cacheEntry: { kind: 'fault', code: 'ENOMEM' } },
      /only at fidelity kernel/,
    ],
  ])('is not started for %s', async (_, differing, reason) => {
    await withScript('echo started >&2', async file => {
      await using program = commandOf([file]);
      const verdict = await verdictOf(program, { ...calm, ...differing });
      expect(verdict.kind).toBe('rejected');
      expect(verdict.kind === 'rejected' && verdict.reason).toMatch(reason);
    });
  });

  it.each(['EACCES', 'ELOOP', 'ENAMETOOLONG'] as const)(
    'finds a cache that fails with %s for real',
    async code => {
      const scenario: PostureScenario = {
        ...production,
        certCache: '/var/cache/relay',
        cacheEntry: { kind: 'fault', code },
      };
      await withScript('stat -- "$4" 2>&1 | tr -d "‘’" >&2; exit 2', async file => {
        await using program = commandOf([file]);
        const { first, fired } = observed(await program.run(scenario));
        const texts = {
          EACCES: 'Permission denied',
          ELOOP: 'Too many levels',
          ENAMETOOLONG: 'name too long',
        };
        expect(first.lines.join()).toContain(texts[code]);
        expect(fired).toEqual(['cache']);
      });
    },
  );
});

const strace = spawnSync('strace', ['-V']).error === undefined;
const canInject = canBeWho && strace;

describe.runIf(canInject)(
  `a fault at a system call${strace ? whyNot : ' (skipped: strace is not installed)'}`,
  () => {
    const unreadable: PostureScenario = { ...production, status: { ...calm.status, fault: 'EIO' } };
    const reads =
      'read -r line </proc/self/status || { echo "ErrCapabilitiesUnreadable /proc/self/status" >&2; exit 2; }';

    it('makes the status unreadable, each time', async () => {
      await withScript(`exec 2>&2; ${reads}`, async file => {
        await using program = commandOf([file], 'kernel');
        const observation = observed(await program.run(unreadable));
        expect(observation.fired).toEqual(['status']);
        expect(judge(target, unreadable, observation)).toEqual({ kind: 'pass' });
      });
    });

    it('makes the cache one that can not be looked at', async () => {
      const scenario: PostureScenario = {
        ...production,
        certCache: '/var/cache/relay',
        cacheEntry: { kind: 'fault', code: 'ENOMEM' },
      };
      const script =
        'cd / && stat -- "$4" >/dev/null || { echo "ErrCacheDirInsecure --cert-cache" >&2; exit 2; }';
      await withScript(script, async file => {
        await using program = commandOf([file], 'kernel');
        const observation = observed(await program.run(scenario));
        expect(observation.fired).toEqual(['cache']);
        expect(judge(target, scenario, observation)).toEqual({ kind: 'pass' });
      });
    });

    it('makes it so by its relative path too', async () => {
      const scenario: PostureScenario = {
        ...production,
        certCache: 'cache/.',
        cacheEntry: { kind: 'fault', code: 'EIO' },
      };
      const script = 'stat -- cache >/dev/null || { echo "ErrCacheDirInsecure --cert-cache" >&2; exit 2; }';
      await withScript(script, async file => {
        await using program = commandOf([file], 'kernel');
        expect(await verdictOf(program, scenario)).toEqual({ kind: 'pass' });
      });
    });

    it('is rejected for ids that strace does not keep', async () => {
      await withScript('exit 2', async file => {
        await using program = commandOf([file], 'kernel');
        const scenario = { ...unreadable, uid: { real: 1, effective: 1000, saved: 1000 } };
        expect((await verdictOf(program, scenario)).kind).toBe('rejected');
      });
    });

    it('proves nothing where the program never came to it', async () => {
      await withScript('echo "ErrCapabilitiesUnreadable /proc/self/status" >&2; exit 2', async file => {
        await using program = commandOf([file], 'kernel');
        expect((await verdictOf(program, unreadable)).kind).toBe('rejected');
      });
    });
  },
);
