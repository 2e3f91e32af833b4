import { itemsOf, type Mapping, textOf } from '../../../harness/compose/tree.ts';
import type { Facet } from './place.ts';

/** What the engine makes of `security_opt`. */
export interface SecurityOptions {
  readonly noNewPrivileges: boolean;
  /** Profile by name or path; empty for the engine's own. */
  readonly seccomp: string;
  readonly apparmor: string;
  readonly systemPaths: string;
  readonly labels: string;
}

const yes = /^(?:1|t|true)$/i;

/** Reads the options in order, as the engine does: the last one wins, `=` and `:` both separate. */
export function securityOptionsOf(service: Mapping): SecurityOptions {
  const read = { noNewPrivileges: false, seccomp: '', apparmor: '', systemPaths: '', labels: '' };
  for (const item of itemsOf(service.get('security_opt'))) {
    const option = textOf(item);
    const separator = option.includes('=') ? '=' : ':';
    const at = option.indexOf(separator);
    const name = at < 0 ? option : option.slice(0, at);
    const value = at < 0 ? '' : option.slice(at + 1);
    if (name === 'no-new-privileges') read.noNewPrivileges = at < 0 || yes.test(value);
    else if (name === 'seccomp') read.seccomp = value;
    else if (name === 'apparmor') read.apparmor = value;
    else if (name === 'systempaths') read.systemPaths = value;
    else if (name === 'label' && value === 'disable') read.labels = value;
  }
  return read;
}

/** no-new-privileges lost; seccomp, AppArmor, system paths or labels unconfined, or another profile than before. */
export const looserOptions: Facet = function* (before, after) {
  const had = securityOptionsOf(before.service);
  const has = securityOptionsOf(after.service);
  if (had.noNewPrivileges && !has.noNewPrivileges) yield 'no-new-privileges off';
  if (has.seccomp !== had.seccomp && has.seccomp !== '') yield `seccomp ${kind(has.seccomp)}`;
  if (has.apparmor !== had.apparmor && has.apparmor !== '') yield `apparmor ${kind(has.apparmor)}`;
  if (has.systemPaths !== had.systemPaths && has.systemPaths !== '') yield 'system paths unconfined';
  if (has.labels !== had.labels && has.labels !== '') yield 'security labels disabled';
  // A profile that the mandatory files set and a reset took away falls back to the engine's own, which may be looser.
  if (had.seccomp !== '' && had.seccomp !== 'unconfined' && has.seccomp === '') yield 'seccomp profile lost';
};

function kind(profile: string): string {
  return profile === 'unconfined' ? profile : 'another profile';
}
