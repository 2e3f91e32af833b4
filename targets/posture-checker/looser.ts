import type { PostureScenario } from './scenario.ts';

/** The scenario, opened further as it asks for itself; null when it does not ask, or that does not apply to it. */
export function openedFurther(scenario: PostureScenario): PostureScenario | null {
  const { looser } = scenario;
  if (looser === null) return null;
  switch (looser.kind) {
    case 'capability': {
      const { status } = scenario;
      const effective = BigInt(`0x${status.effective}`) | (1n << BigInt(looser.bit));
      return {
        ...scenario,
        status: { ...status, effective: effective.toString(16).padStart(16, '0') },
      };
    }
    case 'port':
      return { ...scenario, listen: [...scenario.listen, `0.0.0.0:${looser.port}`] };
    case 'mode': {
      const entry = scenario.cacheEntry;
      if (!('mode' in entry)) return null;
      const mode = Number.parseInt(entry.mode, 8) | Number.parseInt(looser.bits, 8);
      return { ...scenario, cacheEntry: { ...entry, mode: mode.toString(8).padStart(4, '0') } };
    }
  }
}
