import { hostilities } from '../../harness/arbitraries/hostile-name.ts';
import { outlookOf } from './oracle/outlook.ts';
import { isWithin, type Reached, resolve } from './oracle/resolve.ts';
import { wantsOf } from './oracle/wants.ts';
import { isBenign } from './oracle.ts';
import { isProjectInHome, realHome } from './places.ts';
import type { Bind, Scenario } from './scenario.ts';
import { worldBefore } from './world-before.ts';

function* writingLabels(scenario: Scenario): Generator<string> {
  const { files, home, variable } = scenario;
  if (home !== 'plain') yield `home-${home}`;
  if (isProjectInHome(scenario)) yield 'project-in-home';
  if (files.length > 1) yield 'several-files';
  const services = files.flatMap(file => file.services);
  if (services.some(({ profiles }) => profiles !== null)) yield 'profiles';
  const mounts = services.flatMap(service => service.mounts);
  const binds = mounts.filter((mount): mount is Bind => mount.kind === 'bind');
  if (binds.length < mounts.length) yield 'no-bind';
  if (binds.some(({ form }) => form === 'long')) yield 'long-form';
  if (binds.some(({ form, createHostPath }) => form === 'long' && createHostPath === false))
    yield 'no-host-path';
  for (const { source, targetSlash } of binds) {
    if (source.base !== 'home') yield `source-${source.base}`;
    if (source.slash || targetSlash) yield 'slash-at-end';
    if (source.path.includes('..')) yield 'source-climbs';
    if (source.path.flatMap(hostilities).length > 0) yield 'hostile-name';
  }
  if (variable.kind === 'empty' && binds.some(({ source }) => source.base === 'variable-or'))
    yield 'empty-variable';
  const perService = files.flatMap(file =>
    file.services.flatMap(({ name, mounts: own }) => own.map(({ target }) => `${name} ${target}`)),
  );
  if (new Set(perService).size < perService.length) yield 'mount-replaced';
}

function* worldLabels(scenario: Scenario): Generator<string> {
  const { umask, fault, homeMode } = scenario;
  if ((umask & 0o300) !== 0) yield 'umask-closes-to-the-owner';
  else if ((umask & 0o022) !== 0o022) yield 'umask-lets-others-write';
  if ((homeMode & 0o300) !== 0o300) yield 'home-closed';
  if (fault.kind === 'call') yield `fails-${fault.operation}`;
  else if (fault.kind !== 'none') yield fault.kind;
  const { before, uid } = worldBefore(scenario);
  const { needed, gated, allowed } = outlookOf(scenario, before, uid);
  for (const { fate } of needed) yield `source-is-${fate}`;
  if (new Set(needed.map(({ fate }) => fate)).size > 1 && needed.some(({ fate }) => fate === 'wrong'))
    yield 'wrong-beside-others';
  if (gated.size > 0) yield 'gated-and-missing';
  if ([...allowed.values()].some(kinds => kinds.size > 1)) yield 'both-kinds';
  for (const want of wantsOf(scenario)) {
    const way = resolve(before, want.path, uid);
    if (way.kind === 'dangling' || way.kind === 'blocked') yield `way-${way.kind}`;
    else if (way.detour) yield 'way-detour';
    if (way.kind === 'missing' && !isWithin(way.folder, realHome)) yield 'way-out-of-home';
    if (way.kind === 'there' && !isWithin(way.path, realHome)) yield 'there-outside-home';
    if (way.kind === 'missing' && isWithin(way.folder, realHome) && !isPlainly(want.path, way))
      yield 'way-through-a-link';
  }
}

/** What kind of scenario this is. */
export function labels(scenario: Scenario): readonly string[] {
  const found = new Set([...writingLabels(scenario), ...worldLabels(scenario)]);
  if (isBenign(scenario)) found.add('benign');
  return [...found];
}

/** Least shares of drawn scenarios, in percent. */
export const atLeast: Readonly<Record<string, number>> = {
  benign: 35.5,
  'both-kinds': 11.2,
  'empty-variable': 2.3,
  'fails-create': 1.3,
  'fails-lstat': 0.7,
  'fails-mkdir': 2.0,
  'full-disk': 1.0,
  'gated-and-missing': 35.8,
  'home-closed': 2.2,
  'home-dots': 5.5,
  'home-doubled-slash': 5.2,
  'home-slash-at-end': 11.5,
  'home-through-link': 7.9,
  'hostile-name': 24.2,
  'long-form': 73.9,
  'mount-replaced': 44.9,
  'no-bind': 42.2,
  'no-host-path': 31.2,
  profiles: 29.5,
  'project-in-home': 27.5,
  'read-only-home': 0.9,
  'several-files': 53.5,
  'slash-at-end': 51.4,
  'source-absolute': 14.0,
  'source-beside-home': 7.9,
  'source-climbs': 19.0,
  'source-home-or': 14.7,
  'source-is-free': 19.8,
  'source-is-makeable': 59.5,
  'source-is-right': 9.2,
  'source-is-wrong': 31.1,
  'source-outside': 8.4,
  'source-relative': 19.0,
  'source-tilde': 27.3,
  'source-variable': 14.1,
  'source-variable-or': 19.6,
  'there-outside-home': 1.5,
  'umask-closes-to-the-owner': 6.6,
  'umask-lets-others-write': 16.4,
  'way-blocked': 19.4,
  'way-dangling': 9.6,
  'way-detour': 0.3,
  'way-out-of-home': 1.5,
  'way-through-a-link': 0.8,
  'wrong-beside-others': 24.2,
};

/** Whether what is missing is missing where the path says. */
function isPlainly(
  path: string,
  { folder, names }: Extract<Reached, { kind: 'missing' | 'dangling' }>,
): boolean {
  return path.replace(/^\/users\//, '/home/') === [folder, ...names].join('/');
}
