import { describe, expect, it } from 'vitest';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { type Comparable, comparable, differences } from './comparable.ts';

function read(text: string): Comparable {
  const merged = mergeFiles([text], { variables: {}, find: () => undefined });
  if (merged.kind !== 'merged') throw new Error(merged.reason);
  return comparable(merged.model, { project: '/opt/files', home: '/home/dev' });
}

function service(text: string): Comparable {
  return read(`services: {a: {${text}}}`);
}

describe('two ways to say one thing are equal', () => {
  it.each([
    ['volumes: ["./b:/x:ro"]', 'volumes: [{type: bind, source: /opt/files/b, target: /x/, read_only: true}]'],
    ['volumes: ["~/b:/x"]', 'volumes: [{type: bind, source: /home/dev/b, target: /x}]'],
    [
      'ports: ["127.0.0.1:80-81:90-91"]',
      'ports: ["127.0.0.1:80:90/tcp", {host_ip: 127.0.0.1, published: "81", target: 91}]',
    ],
    ['ports: ["[::1]:80:90"]', 'ports: ["::1:80:90/tcp"]'],
    ['mem_limit: 1g', 'mem_limit: "1073741824"'],
    ['privileged: yes', 'privileged: true'],
    ['privileged: false', 'read_only: false'],
    ['cap_add: [net_raw]', 'cap_add: [CAP_NET_RAW, NET_RAW]'],
    ['environment: [A=1, B]', 'environment: {A: 1, B: null}'],
    ['command: id  -u', 'command: [id, -u]'],
    ['tmpfs: /tmp', 'tmpfs: ["/tmp/"]'],
    ['devices: ["/dev/a"]', 'devices: [{source: /dev/a, target: /dev/a, permissions: rwm}]'],
    ['gpus: all', 'gpus: [{count: -1}]'],
    ['volumes_from: [a]', 'volumes_from: ["a:rw"]'],
    ['build: .', 'build: {context: /opt/files}'],
    ['secrets: [s]', 'secrets: [{source: s, target: /run/secrets/s}]'],
    ['pids_limit: "256"', 'pids_limit: 256'],
  ])('%s', (one, other) => {
    expect(differences(service(one), service(other))).toEqual([]);
  });
});

describe('two things are told apart', () => {
  it.each([
    ['volumes: ["/b:/x:ro"]', 'volumes: ["/b:/x"]', 'volumes./x'],
    ['volumes: ["b:/x"]', 'volumes: ["./b:/x"]', 'volumes./x'],
    ['security_opt: [a, b]', 'security_opt: [b, a]', 'security_opt'],
    ['cap_drop: [ALL]', 'cap_drop: []', 'capabilities'],
    ['environment: {A: null}', 'environment: {A: ""}', 'environment.A'],
    ['environment: {A: null}', 'environment: {}', 'environment.A'],
    ['pids_limit: -1', 'pids_limit: 1', 'pids_limit'],
    ['pids_limit: 0', 'pids_limit: null', 'pids_limit'],
    ['post_start: [{command: x, user: root}]', 'post_start: [{command: x}]', 'post_start'],
    ['build: {context: ., privileged: true}', 'build: .', 'build'],
    ['tmpfs: ["/tmp:size=1m"]', 'tmpfs: ["/tmp"]', 'tmpfs./tmp'],
    ['devices: ["/dev/a:/dev/a:r"]', 'devices: ["/dev/a"]', 'devices./dev/a'],
    ['network_mode: host', 'network_mode: none', 'network_mode'],
    ['ports: ["80:80"]', 'ports: ["81:80"]', 'ports.*:80:80/tcp'],
    ['gpus: all', 'gpus: [{count: 1}]', 'gpus'],
  ])('%s from %s', (one, other, path) => {
    expect(differences(service(one), service(other)).map(difference => difference.path)).toContain(
      `services.a.${path}`,
    );
  });

  it('services, networks and files that a service uses', () => {
    const base = 'services: {a: {networks: [n], secrets: [s], volumes: ["vol:/v"]}}\n';
    const before = read(
      `${base}networks: {n: {internal: true}}\nsecrets: {s: {file: /s}}\nvolumes: {vol: {}}`,
    );
    const after = read(
      'services: {b: {}}\n---\n' +
        `${base}networks: {n: {}}\nsecrets: {s: {file: /t}}\nvolumes: {vol: {driver_opts: {device: /}}}`,
    );
    const paths = differences(before, after).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'services.b',
        'services.a.networks.n',
        'services.a.secrets./run/secrets/s',
        'services.a.volumes./v',
      ]),
    );
  });
});
