import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { submountsOverlay } from './overlay-text.ts';

const anyName = fc
  .string({ unit: 'binary', minLength: 1 })
  .filter(name => !/[/\0]/.test(name) && name !== '.' && name !== '..');

describe('submountsOverlay', () => {
  it('reads back as exactly what it was given, whatever that is', () => {
    const value = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.array(anyName, { minLength: 1, maxLength: 4 }),
        value,
        anyName,
        (names, note, project) => {
          const text = submountsOverlay({
            service: 'agent',
            project: `/p/${project}`,
            names,
            variables: { NOTE: note },
          });
          // Nothing that another reader of YAML would take for a line break or refuse.
          expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/);
          const { agent, ...others } = parse(text).services;
          expect(others).toEqual({});
          expect(agent.environment).toEqual({ NOTE: note.replaceAll('$', '$$$$') });
          const mounts = names.map(name => ({
            type: 'bind',
            source: `/p/${project}/${name}`.replaceAll('$', '$$$$'),
            target: `/links/${name}`.replaceAll('$', '$$$$'),
            read_only: true,
            bind: { create_host_path: false },
          }));
          expect(agent.volumes).toEqual(mounts);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is empty when there is nothing to mount and nothing to hand in', () => {
    expect(submountsOverlay({ service: 'agent', project: '/p', names: [], variables: {} })).toBe('');
  });

  it.each(['..', '.', 'a/../b', '/a', 'a//b', '', 'a\0b'])('refuses the name %j', name => {
    const request = { service: 'agent', project: '/p', names: [name], variables: {} };
    expect(() => submountsOverlay(request)).toThrow(RangeError);
  });
});
