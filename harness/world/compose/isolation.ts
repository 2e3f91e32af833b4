/** Nothing of the caller's reaches Compose: no configuration, no variables that would be interpolated. */
export interface Isolated {
  readonly extendEnv: false;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: 'ignore';
}

/** A folder that no machine has, and that not even root can make; Compose reads configuration where it finds some. */
const nowhere = '/proc/nonexistent';

/**
 * How a real Compose is started.
 * @param variables what it may interpolate, and `COMPOSE_…` of a user's
 */
export function withoutCaller(variables: Readonly<Record<string, string>> = {}): Isolated {
  return {
    extendEnv: false,
    env: { HOME: nowhere, DOCKER_CONFIG: nowhere, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...variables },
    cwd: '/',
    stdin: 'ignore',
  };
}
