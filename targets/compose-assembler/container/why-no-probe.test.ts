import { expect, test } from 'vitest';
import { whyNoProbe } from './why-no-probe.ts';

const started = {
  Id: 'a1',
  Mounts: [],
  HostConfig: {
    ...{ Privileged: false, NetworkMode: 'none', CgroupParent: '', Runtime: 'runc' },
    ...{ Tmpfs: null, DeviceCgroupRules: null, PortBindings: null },
  },
};
const ended = (OOMKilled: boolean) => ({ get: async <T>() => ({ State: { OOMKilled } }) as T });

test.for(['/bin', '/proc', '/', '/probe', '/dev'])(
  'a service that mounts something at %s hides it',
  async at => {
    const told = { ...started, Mounts: [{ Type: 'bind', Source: '/s', Destination: at }] };
    expect(await whyNoProbe(ended(false), told)).toContain('where the service mounts something');
  },
);

test('a tmpfs hides what the probe needs as well', async () => {
  const told = { ...started, HostConfig: { ...started.HostConfig, Tmpfs: { '/bin': '' } } };
  expect(await whyNoProbe(ended(false), told)).toContain('/bin/sh');
});

test('a limit of memory that kills the probe is the service asking for it', async () => {
  expect(await whyNoProbe(ended(true), started)).toContain('memory');
});

test.for(['/dev/shm', '/binary', '/proc2', '/srv'])('a mount at %s is no excuse for silence', async at => {
  const told = { ...started, Mounts: [{ Type: 'bind', Source: '/s', Destination: at }] };
  expect(await whyNoProbe(ended(false), told)).toBeUndefined();
});
