import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../engine/draw.ts';
import { explore, type Sighting } from '../engine/explore.ts';
import { attemptHere, pursue } from '../engine/pursue.ts';
import type { AnyImplementation, AnyTarget } from '../target.ts';
import { failureMessage } from './failure-message.ts';
import type { Settings } from './settings.ts';

const shrinkLimits = { runs: 2_000, ms: 10_000 };
/** A run that waits for longer hangs. One that loops for ever without waiting can't be stopped here: see campaigns. */
const limitMs = 10_000;

/** One test a property: a bounded fuzz of the implementation does not break it. The runs are made once for all. */
export function fuzzTests(target: AnyTarget, tested: AnyImplementation, settings: Settings): void {
  const implementation = limited(tested);
  describe('fuzz', () => {
    const failures = new Map<string, string[]>();
    beforeAll(
      async () => {
        const { seed, runs } = settings;
        const { sightings, faults } = await explore(target, implementation, {
          from: 0,
          to: runs,
          seed,
          examples: true,
        });
        for (const { reason } of faults) note(failures, 'harness-fault', reason);
        for (const sighting of sightings) {
          note(
            failures,
            sighting.failure.property,
            await messageOf(target, implementation, sighting, settings),
          );
        }
      },
      120_000 + settings.runs * 50,
    );
    for (const { name } of target.properties) {
      it(name, () => passes(failures.get(name)));
    }
    it('does not crash', () => passes(failures.get('crash')));
    it('the harness did its work', () => passes(failures.get('harness-fault')));
  });
}

/** The same, but one that never settles is a crash that says so. */
function limited(tested: AnyImplementation): AnyImplementation {
  return {
    name: tested.name,
    run: scenario => {
      const running = tested.run(scenario);
      if (!(running instanceof Promise)) return running;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        const error = new Error(`did not come to an end within ${limitMs} ms`);
        timer = setTimeout(() => reject(error), limitMs);
      });
      return Promise.race([running, late]).finally(() => clearTimeout(timer));
    },
  };
}

/** Fails with the whole messages: an assertion on them would be cut. */
function passes(messages: readonly string[] = []): void {
  if (messages.length > 0) expect.fail(messages.join('\n\n'));
}

async function messageOf(
  target: AnyTarget,
  implementation: AnyImplementation,
  sighting: Sighting,
  settings: Settings,
): Promise<string> {
  const start = draw(target.scenario, sighting.run, { seed: settings.seed, examples: true });
  const attempt = attemptHere(target, implementation);
  const pursued = await pursue(target, start, sighting.failure, attempt, shrinkLimits);
  return failureMessage(target, sighting, pursued, settings);
}

function note(failures: Map<string, string[]>, name: string, message: string): void {
  const list = failures.get(name) ?? [];
  failures.set(name, [...list, message]);
}
