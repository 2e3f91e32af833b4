import { describe, expect, it } from 'vitest';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { emptyMapping, type Mapping, mappingAt } from '../../../harness/compose/tree.ts';
import { mandatoryTexts } from '../mandatory-texts.ts';
import { mergeWorld } from '../oracle.ts';
import { lastFile, madeByEngine, sharesBetweenServices } from './last-file.ts';
import { pathsToTry } from './paths-to-try.ts';

function merged(...texts: readonly string[]): Mapping {
  const found = mergeFiles(texts, mergeWorld);
  return found.kind === 'merged' ? found.model : emptyMapping;
}

const mandatory = Object.values(mandatoryTexts({ shape: 'two', mode: 'contained', hardening: 'strict' }));
const engine = { image: 'seatrial-probe:1', label: 'one-of-ours' };

describe('the last file', () => {
  const before = merged(...mandatory);
  const text = lastFile(before, engine, () => ({ paths: ['/', '/a $b\u2028'], stays: true }));
  const after = merged(...mandatory, text);

  it('has every service run the probe, under the label of the run', () => {
    for (const service of mappingAt(after, 'services').values()) {
      expect(mappingAt(service, 'labels').get('seatrial.run')).toBe('one-of-ours');
      expect(mappingAt(after, 'services').size).toBe(2);
      expect(mappingAt(service).get('entrypoint')).toEqual(['/probe', '--stay', '/', '/a $b\u2028']);
    }
    expect(mappingAt(after, 'networks', 'inner', 'labels').get('seatrial.run')).toBe('one-of-ours');
    expect(mappingAt(after, 'volumes', 'workspace', 'labels').get('seatrial.run')).toBe('one-of-ours');
  });

  it('says nothing about what a service may do', () => {
    const own = ['image', 'pull_policy', 'entrypoint', 'command', 'labels', 'restart'];
    for (const [name, service] of mappingAt(before, 'services')) {
      const now = mappingAt(after, 'services', name);
      for (const key of mappingAt(service).keys())
        if (!own.includes(key)) expect([key, now.get(key)]).toEqual([key, mappingAt(service).get(key)]);
      expect([...now.keys()].filter(key => !mappingAt(service).has(key)).toSorted()).toEqual(
        own.filter(key => key !== 'image').toSorted(),
      );
    }
  });

  it('labels no network that is not the session’s', () => {
    const outside = merged(...mandatory, 'networks: {inner: {external: true}}');
    expect(lastFile(outside, engine, () => ({ paths: [], stays: false }))).not.toContain('inner');
  });
});

describe('what a model means for its run', () => {
  it('is that the probe stays where another service shares something of it', () => {
    expect(sharesBetweenServices(merged(...mandatory))).toBe(false);
    const sharing = merged(...mandatory, 'services: {agent: {pid: "service:proxy"}}');
    expect(sharesBetweenServices(sharing)).toBe(true);
  });

  it('is that the engine makes sources of which Compose says so', () => {
    const account = merged(
      'services: {a: {image: x, volumes: [{type: bind, source: /s, target: /t, bind: {create_host_path: true}}, {type: bind, source: /u, target: /v}]}}',
    );
    expect(madeByEngine(account)).toEqual(['/s']);
  });

  it('is that nothing of the machine is written to', () => {
    const account = merged(
      'services: {a: {image: x, tmpfs: ["/tmp:size=1m"], volumes: ["/world/d:/d", "/:/host", "vol:/v"]}}',
    );
    expect(pathsToTry(account, 'a', '/world')).toEqual([
      '/',
      '/d',
      '/v',
      '/tmp',
      '/d/docker.sock',
      '/d/run/docker.sock',
      '/host/docker.sock',
      '/host/run/docker.sock',
      '/v/docker.sock',
      '/v/run/docker.sock',
    ]);
  });
});
