import type { Failure } from './failure.ts';

export type Level = 'error' | 'warning';

/** A failure as one line of JSON that is its own runbook: what, where, why, and what to do. */
export function failureLine({ sentinel, resource, reason, fix }: Failure, level: Level): string {
  return JSON.stringify({ level, err: sentinel, resource, reason, fix });
}

/** Says, once, that not everything could be looked at. */
export function skipLine(platform: string): string {
  return JSON.stringify({ level: 'warning', msg: `running on ${platform}, skipping linux-only checks` });
}
