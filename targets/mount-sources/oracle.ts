import type { Observation } from './observation.ts';
import type { Found } from './oracle/daemon.ts';
import { type Outlook, outlookOf } from './oracle/outlook.ts';
import { foundAfter } from './oracle/real-find.ts';
import type { Want } from './oracle/wants.ts';
import type { Scenario } from './scenario.ts';

/** A source that is to be there, and what the daemon finds in its place after the run. */
export interface Judged {
  readonly want: Want;
  readonly fate: Outlook['needed'][number]['fate'];
  /** The real path that it is at, or would be; undefined: it leads nowhere. */
  readonly place: string | undefined;
  readonly found: Found;
}

const known = new WeakMap<Observation, readonly Judged[]>();

/** Every unconditional source of a scenario, judged by the tree that the first run left, or by what a real session found. */
export function judgedSources(scenario: Scenario, observation: Observation): readonly Judged[] {
  const found = known.get(observation) ?? judge(scenario, observation);
  known.set(observation, found);
  return found;
}

function judge(scenario: Scenario, observation: Observation): readonly Judged[] {
  return outlookOf(scenario, observation.before, observation.uid).needed.map(source => ({
    ...source,
    found: foundAfter(source.want, observation),
  }));
}

/** Whether a program has no reason to refuse: every source is right already, or nothing hinders its making. */
export function isBenign(scenario: Scenario, { before, uid }: Pick<Observation, 'before' | 'uid'>): boolean {
  if (['call', 'meanwhile', 'lost-file'].includes(scenario.fault.kind)) return false;
  return outlookOf(scenario, before, uid).needed.every(({ fate }) => fate === 'right' || fate === 'makeable');
}
