import type { Address } from './address.ts';
import { productionVariable, singleInstanceVariable } from './contract.ts';
import type { Failure } from './failure.ts';
import type { Invariant } from './situation.ts';

function invalid(resource: string, reason: string, fix: string): Failure {
  return { sentinel: 'ErrInvalidConfig', resource, reason, fix };
}

function malformed(variable: string): Failure {
  return invalid(variable, `${variable} is set to something else than 1`, `set ${variable}=1, or unset it`);
}

function unreadable(resource: string, { text }: Address): Failure {
  return invalid(
    resource,
    `${JSON.stringify(text)} is not an address to listen on`,
    'write it as host:port, an IPv6 host in brackets, the port from 1 to 65535',
  );
}

/** Flags and contract variables are complete and well formed. A typo must not switch production off. */
export const configIsValid: Invariant = {
  linuxOnly: false,
  check({ flags, contract, insecureListen, listen }) {
    const failures = flags.problems.map(({ flag, reason }) =>
      invalid(
        flag,
        `${flag} ${reason}`,
        'see the usage: --insecure-listen, --domain, --cert-cache, --listen',
      ),
    );
    if (contract.production === 'malformed') failures.push(malformed(productionVariable));
    if (contract.singleInstance === 'malformed') failures.push(malformed(singleInstanceVariable));
    if (flags.domain === null && flags.insecureListen === null)
      failures.push(invalid('--domain', 'there is nothing to serve', 'give --domain or --insecure-listen'));
    if (insecureListen?.port === null) failures.push(unreadable('--insecure-listen', insecureListen));
    for (const address of listen) {
      if (address.port === null) failures.push(unreadable(`--listen ${address.text}`, address));
    }
    return failures;
  },
};
