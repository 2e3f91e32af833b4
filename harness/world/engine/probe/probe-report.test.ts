import { readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HarnessFault } from '../../../harness-fault.ts';
import { type ContainerSpec, runContainer } from '../containers.ts';
import { whyNoEngine } from '../engine-programs.ts';
import { type TestEngine, testEngine } from '../fixtures/test-engine.ts';
import { probePath } from './probe-image.ts';
import { type ProbeReport, readProbe } from './probe-report.ts';

const lacking = whyNoEngine();

describe.skipIf(lacking !== undefined)(`what a probe sees${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await testEngine();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  async function probe(paths: readonly string[], spec: Partial<ContainerSpec> = {}): Promise<ProbeReport> {
    const { engine, client } = test;
    const ran = await runContainer(client, engine, {
      Image: engine.image,
      Entrypoint: [probePath],
      Cmd: paths,
      ...spec,
    });
    if ('refused' in ran) throw new Error(ran.refused);
    expect(ran).toMatchObject({ status: 0, err: '' });
    return readProbe(ran.out);
  }

  it('is what Docker gives where nothing is said', async () => {
    expect(await probe([])).toMatchObject({
      uid: [0, 0, 0, 0],
      capabilities: {
        inheritable: '0000000000000000',
        effective: '00000000a80425fb',
        bounding: '00000000a80425fb',
      },
      noNewPrivileges: false,
      seccomp: 2,
      interfaces: ['lo'],
      pids: undefined,
      memoryBytes: undefined,
    });
  });

  it('is what was taken away, where something was', async () => {
    const seen = await probe([], {
      User: '1000:1000',
      HostConfig: {
        CapDrop: ['ALL'],
        CapAdd: ['NET_BIND_SERVICE'],
        SecurityOpt: ['no-new-privileges:true', 'seccomp=unconfined'],
        GroupAdd: ['7', '8'],
        PidsLimit: 40,
        Memory: 64 * 1024 * 1024,
      },
    });
    expect(seen).toMatchObject({
      uid: [1000, 1000, 1000, 1000],
      gid: [1000, 1000, 1000, 1000],
      groups: expect.arrayContaining([7, 8]),
      capabilities: { effective: '0000000000000000', bounding: '0000000000000400' },
      noNewPrivileges: true,
      seccomp: 0,
      pids: 40,
      memoryBytes: 64 * 1024 * 1024,
    });
  });

  it('is which paths can be written to: tried, and nothing of the trial is left', async () => {
    const seen = await probe(
      ['/', '/tmp', '/tmp', '/etc/passwd', '/bin/sh', '/dev/null', '/not there', '/tmp/a\nb'],
      {
        HostConfig: { ReadonlyRootfs: true, Tmpfs: { '/tmp': 'size=64k,noexec' } },
      },
    );
    expect(seen.paths).toEqual([
      { path: '/', kind: 'folder', writable: false },
      { path: '/tmp', kind: 'folder', writable: true },
      { path: '/tmp', kind: 'folder', writable: true },
      { path: '/etc/passwd', kind: 'file', writable: false },
      { path: '/bin/sh', kind: 'link', writable: false },
      { path: '/dev/null', kind: 'device', writable: true },
      { path: '/not there', kind: 'absent', writable: false },
      { path: '/tmp/a\nb', kind: 'absent', writable: false },
    ]);
    expect(seen.mounts.find(({ at }) => at === '/tmp')).toMatchObject({
      type: 'tmpfs',
      options: expect.arrayContaining(['noexec']),
      ofFileSystem: expect.arrayContaining(['size=64k']),
    });
  });

  it('is the namespaces that it shares with the engine, and no others', async () => {
    const own = await probe([]);
    const shared = await probe([], { HostConfig: { PidMode: 'host', NetworkMode: 'host', UTSMode: 'host' } });
    // Of two containers, one after the other, the numbers of their own namespaces may be the same.
    const withEngine = ({ namespaces }: ProbeReport): readonly string[] =>
      ['ipc', 'mnt', 'net', 'pid', 'user', 'uts'].filter(
        name => namespaces[name] === readlinkSync(`/proc/${test.engine.pid}/ns/${name}`),
      );
    expect(withEngine(own)).toEqual(['user']);
    expect(withEngine(shared)).toEqual(['net', 'pid', 'user', 'uts']);
    expect(Object.keys(own.namespaces)).toEqual(['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts']);
  });

  it('is an environment that is made to mislead, letter by letter', async () => {
    const Env = [
      'A=\n\0\0paths\0yes'.replaceAll('\0', '\\0'),
      'PATH=/nowhere',
      'B==',
      'C="}\nseatrial-probe:{}',
      'IFS=a',
    ];
    const { environment } = await probe([], { Env });
    expect(environment).toMatchObject({
      A: '\n\\0\\0paths\\0yes',
      PATH: '/nowhere',
      B: '=',
      C: '"}\nseatrial-probe:{}',
      IFS: 'a',
    });
  });
});

describe('what is no report of a probe', () => {
  it.each([
    '',
    'something else\n',
    'seatrial-probe:{"report":"AA',
    'seatrial-probe:{"report":"AABzdGF0dXMA"}\n',
    'seatrial-probe:{}\n',
  ])('is a fault: %j', output => {
    expect(() => readProbe(output)).toThrow(HarnessFault);
  });
});
