import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { composePieces, overlayPieces, renderCompose } from './compose-file.ts';

const main = composePieces(['agent']);
const pieces = composePieces(['agent', 'proxy']);
const drawn = overlayPieces(pieces, main);

describe('composePieces', () => {
  it('has every family for every service', () => {
    const families = new Set(pieces.undoing.values());
    expect(families.size).toBeGreaterThanOrEqual(15);
    for (const family of families) {
      const members = [...pieces.undoing].filter(([, of]) => of === family).map(([piece]) => piece);
      for (const service of ['agent', 'proxy'])
        expect(members.some(piece => piece.includes(service) || !/agent|proxy/.test(piece))).toBe(true);
    }
  });

  it('calls no piece both harmless and undoing', () => {
    for (const piece of [...pieces.benign, ...pieces.undecided])
      expect(pieces.undoing.has(piece)).toBe(false);
  });

  it('makes a YAML mapping of every piece', () => {
    for (const piece of [...pieces.undoing.keys(), ...pieces.benign, ...pieces.undecided]) {
      const text = renderCompose([piece], '/home/dev/app');
      const [document, ...more] = parseAllDocuments(text, { logLevel: 'silent' });
      expect(document?.errors, text).toEqual([]);
      expect(more).toEqual([]);
      expect(text).not.toContain('@PROJECT@');
    }
  });
});

describe('overlayPieces', () => {
  it.each(['calm', 'undoing', 'mixed'] as const)(
    'draws %s pieces that can be shrunk again from plain JSON',
    kind => {
      for (const value of fc.sample(drawn[kind], { numRuns: 200, seed: 1 }))
        expect(drawn[kind].canShrinkWithoutContext(JSON.parse(JSON.stringify(value)))).toBe(true);
    },
  );

  it('reaches every piece that undoes something', () => {
    const reached = new Set(fc.sample(drawn.undoing, { numRuns: 5_000, seed: 1 }).flat());
    expect([...pieces.undoing.keys()].filter(piece => !reached.has(piece))).toEqual([]);
  });
});

describe('renderCompose', () => {
  it('puts pieces of one service together', () => {
    const text = renderCompose(
      [
        'services.agent.pid: host',
        'services.agent.cap_add: [A]',
        'services.agent.cap_add: [B]',
        'services.agent.labels: {a: b}',
        'services.agent.labels: {c: d}',
        'services.agent.pid: private',
        'networks.inner.internal: false',
      ],
      '/p',
    );
    expect(parse(text)).toEqual({
      services: { agent: { pid: 'host', cap_add: ['A', 'B'], labels: { a: 'b', c: 'd' } } },
      networks: { inner: { internal: false } },
    });
  });

  it('quotes a key that YAML would read otherwise', () => {
    expect(renderCompose(['services.*: !reset null'], '/p')).toBe('services:\n  "*": !reset null\n');
  });

  it('writes the project folder as a Compose value, whatever it is called', () => {
    const project = '/p/a "b"\\ $HOME\n\u2028é';
    const text = renderCompose(['services.agent.volumes: ["@PROJECT@/data:/x:ro"]'], project);
    expect(text).not.toContain('\u2028');
    expect(parse(text).services.agent.volumes).toEqual([`${project.replace('$', '$$$$')}/data:/x:ro`]);
  });
});
