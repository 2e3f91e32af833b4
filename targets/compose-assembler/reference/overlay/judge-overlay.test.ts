import { describe, expect, it } from 'vitest';
import { readPlainYaml } from '../plain-yaml.ts';
import { judgeOverlay } from './judge-overlay.ts';
import { rulesFor } from './rules.ts';

const mandatory = readPlainYaml(
  'services: {agent: {volumes: ["/opt/p:/policy:ro"], tmpfs: ["/tmp:size=1m"]}}',
);
const links = new Map([['/project/link', '/var/run']]);
const rules = rulesFor(
  mandatory.kind === 'mapping' ? [mandatory.mapping] : [],
  '/project',
  async path => links.get(path) ?? path,
);

function judge(text: string): Promise<readonly string[]> {
  return judgeOverlay(readPlainYaml(text), rules);
}

function agent(keys: string): Promise<readonly string[]> {
  return judge(`services: {agent: {${keys}}}`);
}

describe('a harmless overlay', () => {
  it.each([
    'environment: {A: 1, B: null, C: "$HOME"}',
    'environment: ["A=1", B]',
    'labels: {a: b}',
    'volumes: ["/project/a:/a:ro"]',
    'volumes: [{type: bind, source: "/project/a$$b", target: /a, read_only: true, bind: {create_host_path: false}}]',
    'volumes: [{type: bind, source: /project, target: /a, read_only: true}]',
    'ports: ["127.0.0.1:80:80", "[::1]:80:80/udp", {target: 80, published: "80", host_ip: 127.0.0.2}]',
    'volumes: null',
    'ports: []',
  ])('%s', async keys => {
    expect(await agent(keys)).toEqual([]);
  });

  it.each(['{}', 'services: {agent: null}', 'services: {}'])('%s', async text => {
    expect(await judge(text)).toEqual([]);
  });
});

describe('an overlay that is refused', () => {
  it.each([
    ['cap_add: [A]', 'sets "cap_add" of service "agent"'],
    ['environment: {A: [b]}', '"environment" of service "agent" holds a value that is not a scalar'],
    ['labels: a', '"labels" of service "agent" is neither a mapping nor a list of texts'],
    [
      'volumes: ["/project/a:/a"]',
      '"volumes" of service "agent" mounts something that is not plainly read-only',
    ],
    [
      'volumes: ["/project/a:/a:rw,ro"]',
      '"volumes" of service "agent" mounts something that is not plainly read-only',
    ],
    [
      'volumes: ["/project/../etc:/a:ro"]',
      '"volumes" of service "agent" mounts "/project/../etc", which is outside the project',
    ],
    [
      'volumes: ["/projects/a:/a:ro"]',
      '"volumes" of service "agent" mounts "/projects/a", which is outside the project',
    ],
    ['volumes: ["./a:/a:ro"]', '"volumes" of service "agent" mounts "./a", which is outside the project'],
    [
      'volumes: ["/project/link:/a:ro"]',
      '"volumes" of service "agent" mounts "/project/link", which is outside the project',
    ],
    ['volumes: ["/project/$A:/a:ro"]', '"volumes" of service "agent" mounts by a variable'],
    [
      'volumes: ["/project/a:/policy/:ro"]',
      '"volumes" of service "agent" mounts at "/policy/", where the mandatory files mount "/policy"',
    ],
    [
      'volumes: ["/project/a:/policy/b:ro"]',
      '"volumes" of service "agent" mounts at "/policy/b", where the mandatory files mount "/policy"',
    ],
    [
      'volumes: ["/project/a:/tmp:ro"]',
      '"volumes" of service "agent" mounts at "/tmp", where the mandatory files mount "/tmp"',
    ],
    ['volumes: ["/project/a:a:ro"]', '"volumes" of service "agent" mounts at "a"'],
    [
      'volumes: [{type: bind, source: /project/a, target: /a, read_only: "true"}]',
      '"volumes" of service "agent" mounts something that is not plainly read-only',
    ],
    [
      'volumes: [{type: bind, source: /project/a, target: /a, read_only: true, bind: {propagation: shared}}]',
      '"volumes" of service "agent" mounts with options that are not allowed',
    ],
    [
      'volumes: [{type: volume, source: a, target: /a, read_only: true}]',
      '"volumes" of service "agent" mounts something that is not a bind',
    ],
    ['ports: ["8080:80"]', '"ports" of service "agent" publishes a port beyond loopback'],
    ['ports: ["127.0.0.1.evil:1:1"]', '"ports" of service "agent" publishes a port beyond loopback'],
    ['ports: [{target: 80}]', '"ports" of service "agent" publishes a port beyond loopback'],
  ])('%s', async (keys, problem) => {
    expect(await agent(keys)).toEqual([problem]);
  });

  it.each([
    ['services: {stray: {labels: {a: b}}}', 'adds the service "stray"'],
    ['services: {agent: text}', 'leaves a service "agent" that is not a mapping'],
    ['services: []', 'leaves services that are not a mapping'],
    ['include: [a]', 'sets "include"'],
    ['__proto__: {a: b}', 'sets "__proto__"'],
    ['services: {agent: {labels: &a {b: c}}}', 'uses an anchor'],
    ['services: {agent: {labels: {a: !!str b}}}', 'uses a tag'],
    ['services: {agent: {labels: !override {a: b}}}', 'uses a tag'],
    ['services: {}\n---\nservices: {}', 'uses several documents'],
    ['services: {} # a\u2028b', 'uses characters that YAML readers disagree about'],
    ['\ufeffservices: {}', 'uses characters that YAML readers disagree about'],
  ])('%s', async (text, problem) => {
    expect(await judge(text)).toContain(problem);
  });

  it.each(['a: [', '- a', '', '# nothing', 'a: 1\na: 2', 'a: *b'])('%j, which is no mapping', async text => {
    const [problem = ''] = await judge(text);
    expect(problem).toMatch(/^left a file that can't be used: /);
  });

  it('names everything that is wrong', async () => {
    expect(await agent('privileged: true, pid: host, labels: {a: b}')).toHaveLength(2);
  });
});
