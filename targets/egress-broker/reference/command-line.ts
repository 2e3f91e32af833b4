import type { Request } from './broker.ts';
import { readOrigin } from './origin.ts';

/** How the command is called. */
export const usage = 'usage: egress-broker UPSTREAM KEY_FILE -- CHILD [ARGUMENT]...';

/** What the arguments ask for, or what is wrong with them. */
export type CommandLine =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Reads the arguments. */
export function parseCommandLine([upstream, keyFile, separator, ...words]: readonly string[]): CommandLine {
  const [program, ...rest] = words;
  if (upstream === undefined || keyFile === undefined || separator !== '--' || program === undefined)
    return { kind: 'wrong', problem: 'an upstream, a key file and, behind --, a child are needed' };
  const origin = readOrigin(upstream);
  if (origin === undefined)
    return { kind: 'wrong', problem: 'the upstream must be http://HOST[:PORT] or https://HOST[:PORT]' };
  return { kind: 'request', request: { upstream: origin, keyFile, child: [program, ...rest] } };
}
