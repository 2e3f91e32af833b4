import { describe, expect, it } from 'vitest';
import { claimMode } from './mode-claim.ts';
import { readPlainYaml } from './plain-yaml.ts';

function claim(...texts: string[]): string | undefined {
  return claimMode(
    texts.map(text => readPlainYaml(text)).flatMap(yaml => (yaml.kind === 'mapping' ? [yaml.mapping] : [])),
  );
}

const base = 'services: {agent: {image: a}}';
const inner = 'services: {agent: {networks: [inner]}}\nnetworks: {inner: {internal: true}}';

describe('claimMode', () => {
  it.each([
    ['contained', [base, inner]],
    ['contained', [base, inner, 'services: {proxy: {networks: {inner: {}, outer: {}}}}']],
    ['open', [base]],
    ['open', [base, inner, 'services: {proxy: {networks: [outer]}}']],
    ['open', [base, inner, 'networks: {inner: {internal: false}}']],
    ['host-socket', [base, 'services: {agent: {volumes: ["/var/run/docker.sock:/s"]}}']],
    ['host-socket', [base, inner, 'services: {agent: {volumes: [{type: bind, source: /run, target: /r}]}}']],
  ])('claims %s', (mode, texts) => {
    expect(claim(...texts)).toBe(mode);
  });

  it.each([
    'services: {agent: {privileged: false}}',
    'services: {agent: {network_mode: none}}',
    'services: {agent: {cap_add: [all]}}',
    'services: {agent: {volumes: ["$SOCKET:/s"]}}',
    'services: {agent: {volumes: ["./run:/s"]}}',
    'volumes: {v: {driver_opts: {device: /run}}}',
    'networks: {inner: {external: true}}',
    'include: [other.yml]',
  ])('claims nothing of what it can not judge: %s', text => {
    expect(claim(base, inner, text)).toBeUndefined();
  });
});
