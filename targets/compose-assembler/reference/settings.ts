/** What the command was told, by its argument and its environment. */
export interface Settings {
  readonly project: string;
  readonly base: string;
  readonly modeOverlay: string;
  /** Empty where the variable is not set. */
  readonly hardening: string;
  /** Whether hardening is left out: only the exact value `1` does it. */
  readonly optOut: boolean;
  readonly overlays: string;
  readonly generators: string;
  /** Seconds that each generator may take. */
  readonly timeout: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsResult =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] };

/** Only the exact value `1` drops hardening: a typo must not open the sandbox. */
export function isOptOut(value: string | undefined): boolean {
  return value === '1';
}

/** Reads the settings; names everything that is wrong with them at once. */
export function readSettings(project: string | undefined, environment: Environment): SettingsResult {
  const optOut = isOptOut(environment['NO_HARDENING']);
  const needed = ['COMPOSE_BASE', 'COMPOSE_MODE_OVERLAY', 'OVERLAY_DIR', 'GENERATORS_DIR'];
  if (!optOut) needed.push('COMPOSE_HARDENING');
  const problems = needed.filter(name => !environment[name]).map(name => `${name} is not set`);
  if (!project?.startsWith('/')) problems.push('the project folder must be given as an absolute path');
  const timeout = environment['GENERATOR_TIMEOUT'] ?? '3';
  if (!/^\d{1,4}(?:\.\d{1,3})?$/.test(timeout) || Number(timeout) === 0)
    problems.push(`GENERATOR_TIMEOUT must be a number of seconds, got ${JSON.stringify(timeout)}`);
  if (problems.length > 0) return { kind: 'unusable', problems };
  const settings: Settings = {
    project: project ?? '',
    base: environment['COMPOSE_BASE'] ?? '',
    modeOverlay: environment['COMPOSE_MODE_OVERLAY'] ?? '',
    hardening: environment['COMPOSE_HARDENING'] ?? '',
    optOut,
    overlays: environment['OVERLAY_DIR'] ?? '',
    generators: environment['GENERATORS_DIR'] ?? '',
    timeout: Number(timeout),
  };
  return { kind: 'settings', settings };
}
