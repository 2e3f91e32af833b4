import type { Failure } from './failure.ts';
import type { Invariant, Situation } from './situation.ts';

/** Decides which ports may be listened on. */
export type Expects = (port: number, situation: Situation) => boolean;

/** 80 and 443 with `--domain`, and the port of `--insecure-listen`. */
export const expects: Expects = (port, { flags, insecureListen }) =>
  (flags.domain !== null && (port === 80 || port === 443)) || port === insecureListen?.port;

/** Nothing listens where nobody expects it: no forgotten profiler on :6060. Addresses without a port are told elsewhere. */
export function onlyExpectedListeners(isExpected: Expects): Invariant {
  return {
    linuxOnly: false,
    check: situation =>
      situation.listen
        .filter(({ port }) => port !== null && !isExpected(port, situation))
        .map(({ text, port }) => unexpected(text, port ?? 0)),
  };
}

function unexpected(address: string, port: number): Failure {
  return {
    sentinel: 'ErrUnexpectedListener',
    resource: `--listen ${address}`,
    reason: `port ${port} is not one of those that are expected to be open`,
    fix: 'drop this --listen; a port for debugging belongs behind --insecure-listen outside of production',
  };
}
