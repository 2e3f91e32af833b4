import { describe, expect, it } from 'vitest';
import { examples } from '../examples.ts';
import { mandatoryTexts } from '../mandatory-texts.ts';
import type { Observation } from '../observation.ts';
import { placesOf } from '../places.ts';
import { orderNeverChangesPosture, postureAtLeastAsClosed } from './posture.ts';

const [scenario] = examples;
const places = placesOf(scenario);

/** What a program did that handed over the mandatory files and these. */
function handedOver(...texts: string[]): Observation {
  const overlays = texts.map((text, at) => ({
    path: `${places.overlays}/${at}.yml`,
    kind: 'file' as const,
    text,
  }));
  const paths = [places.base, places.mode, places.hardening, ...overlays.map(({ path }) => path)];
  return {
    exit: 0,
    printed: paths.flatMap(path => ['-f', path]),
    said: [],
    ran: [],
    overlays,
    temporary: [],
    changed: [],
    touched: [],
  };
}

describe('order-never-changes-posture', () => {
  it('holds for overlays that do not meet', () => {
    const observation = handedOver('services: {agent: {labels: {a: b}}}', 'services: {agent: {tty: true}}');
    expect(orderNeverChangesPosture.check(scenario, observation)).toEqual({ holds: true });
  });

  it('breaks when a later overlay closes what an earlier one opens', () => {
    const observation = handedOver(
      'services: {agent: {mem_limit: 64g}}',
      'services: {agent: {mem_limit: 1g}}',
    );
    expect(orderNeverChangesPosture.check(scenario, observation)).toMatchObject({
      holds: false,
      reason: 'The generated files open more in one order than in another',
    });
    expect(postureAtLeastAsClosed.check(scenario, observation)).toEqual({ holds: true });
  });
});

describe('posture-at-least-as-closed', () => {
  it('says which service and what, and shows what was handed over', () => {
    const judgement = postureAtLeastAsClosed.check(scenario, handedOver('services: {agent: {pid: host}}'));
    expect(judgement).toMatchObject({
      holds: false,
      reason: `Assembly handed over a model that opens "agent": shares the host's pid namespace`,
    });
    if (judgement.holds) return;
    expect(judgement.details).toContainEqual([
      'effective',
      "mode open · agent: shares the host's pid namespace",
    ]);
  });

  it('sees what two overlays open together', () => {
    const observation = handedOver(
      'volumes: {vol: {driver_opts: {type: none, o: bind, device: /var/run}}}',
      'services: {agent: {volumes: ["vol:/v:ro"]}}',
    );
    expect(postureAtLeastAsClosed.check(scenario, observation).holds).toBe(false);
  });

  it('counts a list without hardening as open', () => {
    const { base, mode } = mandatoryTexts(scenario);
    expect(base).not.toContain('cap_drop');
    expect(mode).not.toContain('cap_drop');
    const whole = handedOver();
    const observation = { ...whole, printed: whole.printed.slice(0, 4) };
    expect(postureAtLeastAsClosed.check(scenario, observation).holds).toBe(false);
  });
});
