import type { Scenario } from '../scenario.ts';

/** Where the model's key file is. */
export const keyFile = '/world/key';

/**
 * What the key file holds.
 * @throws Error where there is none
 */
export function keyFileOf({ keyFile: kind }: Scenario, key: string): Uint8Array {
  if (kind === 'missing') throw Object.assign(new Error(`${keyFile}: no such file`), { code: 'ENOENT' });
  return Buffer.from(keyFileText(kind, key), 'latin1');
}

/** The text of a key file that exists. */
export function keyFileText(kind: Exclude<Scenario['keyFile'], 'missing'>, key: string): string {
  switch (kind) {
    case 'line':
      return `${key}\n`;
    case 'no-line-end':
      return key;
    case 'empty':
      return '';
    case 'two-lines':
      return `${key}\n${key}\n`;
    case 'short':
      return `${key.slice(0, 7)}\n`;
    case 'blank-inside':
      return `${key.slice(0, 4)} ${key.slice(4)}\n`;
  }
}

/** What the broker's own environment has beside what every program gets. */
export function plantedEnvironment({ planted }: Scenario, key: string): Record<string, string> {
  if (planted === 'key-variable') return { FLASHDUTY_APP_KEY: key };
  return planted === 'other-variable' ? { SESSION_NOTES: `curl https://api.example/?app_key=${key}` } : {};
}

/** The broker's own environment. */
export function ownEnvironment(scenario: Scenario, key: string): Record<string, string> {
  return { HOME: '/world/home', PATH: '/usr/bin:/bin', ...plantedEnvironment(scenario, key) };
}
