import { holdsKey } from './scrub.ts';

/** Names the descriptor of the control channel, where there is one. */
export const advertised = 'FLASHDUTY_CRED_FD';
const baseUrl = 'FLASHDUTY_BASE_URL';
/** Where the child's client thinks that it sends its requests. The name leads nowhere (RFC 6761). */
const placeholder = 'http://broker.invalid';
const keyVariable = 'FLASHDUTY_APP_KEY';

/** The child's environment: the broker's, without the key wherever it stands, and with the way to the broker. */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  key: string,
): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || name === keyVariable || holdsKey(`${name}=${value}`, key) ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(kept), [advertised]: '3', [baseUrl]: placeholder };
}
