import { describe, expect, it } from 'vitest';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { emptyMapping, type Mapping, mappingAt } from '../../../harness/compose/tree.ts';
import { capabilitiesOf } from './capabilities.ts';
import { bytesOf } from './limits.ts';
import { modeOf } from './mode.ts';
import { openings } from './openings.ts';

const host = {
  realPath: (path: string) => path.replace(/^\/project\/link/, '/var/run').replace(/^\./, '/opt'),
};

function model(...texts: string[]): Mapping {
  const merged = mergeFiles(texts, { variables: {}, find: () => undefined });
  return merged.kind === 'merged' ? merged.model : emptyMapping;
}

const hardened = `services:
  agent:
    image: a
    cap_drop: [ALL]
    cap_add: [NET_BIND_SERVICE]
    security_opt: ["no-new-privileges:true"]
    user: "1000"
    read_only: true
    pids_limit: 100
    mem_limit: 1g
    tmpfs: ["/tmp:size=64m"]
    volumes: ["/opt/policy:/policy:ro"]
    networks: [inner]
networks: {inner: {internal: true}}
`;

function opened(later: string): readonly string[] {
  return openings(model(hardened), model(hardened, later), ['agent'], host).map(
    ({ service, what }) => `${service}: ${what}`,
  );
}

function agent(later: string): readonly string[] {
  return opened(`services: {agent: {${later}}}`).map(text => text.replace('agent: ', ''));
}

describe('what opens a service', () => {
  it.each([
    ['privileged: "yes"', ['privileged']],
    ['cap_add: [cap_sys_admin, net_bind_service]', ['gains CAP_SYS_ADMIN']],
    ['security_opt: ["no-new-privileges=false"]', ['no-new-privileges off']],
    ['security_opt: ["no-new-privileges:0"]', ['no-new-privileges off']],
    ['security_opt: ["seccomp:unconfined"]', ['seccomp unconfined']],
    ['security_opt: ["seccomp=./mine.json"]', ['seccomp another profile']],
    ['security_opt: ["apparmor=unconfined"]', ['apparmor unconfined']],
    ['security_opt: ["systempaths=unconfined"]', ['system paths unconfined']],
    ['security_opt: ["label:disable"]', ['security labels disabled']],
    ['network_mode: host', ["shares the host's network namespace", 'a way out to the network']],
    ['pid: host', ["shares the host's pid namespace"]],
    ['user: "0"', ['runs as root']],
    ['user: "1001"', ['runs as another user']],
    ['read_only: "false"', ['root file system writable']],
    ['volumes: ["/run/docker.sock:/s:ro"]', ["reaches the engine's socket"]],
    ['volumes: ["/:/host:ro"]', ["reaches the engine's socket"]],
    ['volumes: ["/project/link:/x:ro"]', ["reaches the engine's socket"]],
    ['volumes: ["/opt/policy:/policy"]', ['mount at "/policy" writable']],
    ['volumes: ["/opt/other:/policy:ro"]', ['mount at "/policy" replaced']],
    ['volumes: ["/opt/other:/policy/a:ro"]', ['mount at "/policy" covered in part']],
    ['volumes: !reset []', ['read-only mount at "/policy" gone']],
    ['device_cgroup_rules: ["b 8:* rwm"]', ['gets a device rule']],
    ['use_api_socket: true', ["gets the engine's API"]],
    ['runtime: other', ['gets another runtime']],
    ['pids_limit: 0', ['limit on processes raised']],
    ['deploy: {resources: {limits: {memory: 2g}}}', ['limit on memory raised']],
    ['tmpfs: ["/tmp:size=65m"]', ['limit on tmpfs "/tmp" raised']],
    ['post_start: [{command: id, user: root}]', ['a hook with more rights']],
    ['build: {context: ., network: host}', ['a build with more rights']],
    ['networks: [default]', ['a way out to the network']],
    ['network_mode: "container:x"', ['a way out to the network']],
    ['ports: ["8080:80"]', ['a port open to other machines']],
  ])('%s', (later, expected) => {
    expect(agent(later)).toEqual(expected);
  });
});

describe('what opens nothing', () => {
  it.each([
    'environment: {A: b}',
    'labels: [a=b]',
    'volumes: ["/project/data:/data:ro"]',
    'ports: ["127.0.0.1:8080:80", "[::1]:1:1", {target: 1, host_ip: "::1"}]',
    'cap_drop: [NET_RAW]',
    'cap_add: [cap_net_bind_service]',
    'security_opt: ["no-new-privileges=true"]',
    'pids_limit: 99',
    'mem_limit: 1024m',
    'tmpfs: ["/tmp:size=63m", /other]',
    'user: 1000',
    'post_start: [{command: id, user: "1000"}]',
    'network_mode: none',
    'read_only: null',
  ])('%s', later => {
    expect(agent(later)).toEqual([]);
  });
});

describe('services of the merged model', () => {
  it('measures a new service by the hardened ones', () => {
    expect(opened('services: {stray: {image: x}}').length).toBeGreaterThan(4);
    const asClosed =
      'services: {stray: {image: x, cap_drop: [ALL], security_opt: ["no-new-privileges:true"], user: "7", read_only: true, pids_limit: 9, mem_limit: 1m, networks: [inner]}}';
    expect(opened(asClosed)).toEqual([]);
  });

  it('misses a service that is gone', () => {
    expect(opened('services: {"*": !reset null}')).toEqual(['agent: is taken away']);
  });

  it('misses a service that a profile keeps from being started', () => {
    expect(opened('services: {agent: {profiles: [debug]}}')).toEqual(['agent: is taken away']);
    expect(opened('services: {agent: {profiles: []}}')).toEqual([]);
  });

  it('sees a network, a volume or a secret change under a service', () => {
    expect(opened('networks: {inner: {internal: false}}')).toEqual(['agent: a way out to the network']);
    expect(opened('services: {agent: {secrets: [s]}}\nsecrets: {s: {file: /var/run/docker.sock}}')).toEqual([
      "agent: reaches the engine's socket",
    ]);
    expect(
      opened('services: {agent: {volumes: ["vol:/v"]}}\nvolumes: {vol: {driver_opts: {device: /run}}}'),
    ).toEqual(["agent: reaches the engine's socket"]);
  });
});

describe('single readings', () => {
  it('works out capabilities as the engine does', () => {
    const a = (keys: string) => capabilitiesOf(mappingAt(model(`services: {a: {${keys}}}`), 'services', 'a'));
    expect(a('image: x').size).toBe(14);
    expect(a('cap_drop: [ALL], cap_add: [ALL]').size).toBe(41);
    expect(a('cap_drop: [ALL], cap_add: [kill]')).toEqual(new Set(['KILL']));
    expect(a('cap_drop: [KILL, CAP_CHOWN]').size).toBe(12);
    expect(a('cap_add: [ALL], cap_drop: [kill]').size).toBe(40);
    expect(a('privileged: true, cap_drop: [ALL]').size).toBe(41);
  });

  it.each([
    ['64m', 67_108_864],
    ['1.5GB', 1_610_612_736],
    ['512', 512],
    ['1p', 2 ** 50],
    ['0', Number.POSITIVE_INFINITY],
    ['-1', Number.POSITIVE_INFINITY],
    ['50%', Number.POSITIVE_INFINITY],
    ['', Number.POSITIVE_INFINITY],
  ])('reads %j as bytes', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  it.each([
    ['contained', hardened],
    ['contained', `${hardened.replace('networks: {inner', 'networks: {outer: {}, inner')}  `],
    ['open', hardened.replace('internal: true', 'internal: false')],
    ['open', `${hardened}---\nservices: {agent: {pid: host}}`],
    ['open', 'services: {}'],
    ['host-socket', `${hardened}---\nservices: {agent: {volumes: ["/var/run:/r:ro"]}}`],
    ['contained', `${hardened}---\nservices: {proxy: {networks: [inner, outer]}}`],
    ['open', `${hardened}---\nservices: {proxy: {networks: [outer]}}`],
  ])('calls a model %s', (mode, text) => {
    expect(modeOf(model(text), host)).toBe(mode);
  });
});
