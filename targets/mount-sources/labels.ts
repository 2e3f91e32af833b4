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
  else if (fault.kind === 'lost-file' || fault.kind === 'meanwhile')
    yield `${fault.kind}-${fault.kind === 'meanwhile' ? fault.intruder : fault.how}`;
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
  if (isBenign(scenario, worldBefore(scenario))) found.add('benign');
  return [...found];
}

/** Least shares of drawn scenarios, in percent. */
export const atLeast: Readonly<Record<string, number>> = {
  benign: 32.4,
  'both-kinds': 9.3,
  'empty-variable': 1.9,
  'fails-create': 0.8,
  'fails-lstat': 0.5,
  'fails-mkdir': 1.4,
  'full-disk': 0.9,
  'gated-and-missing': 32.4,
  'home-closed': 1.8,
  'home-dots': 3.4,
  'home-doubled-slash': 3.2,
  'home-slash-at-end': 12.5,
  'home-through-link': 7.0,
  'hostile-name': 19.0,
  'long-form': 69.7,
  'lost-file-closed': 0.4,
  'lost-file-folder': 0.4,
  'lost-file-missing': 0.4,
  'meanwhile-file': 0.5,
  'meanwhile-folder': 0.5,
  'meanwhile-link-out': 0.5,
  'meanwhile-link-to-nothing': 0.5,
  'meanwhile-link-to-nothing-outside': 0.5,
  'mount-replaced': 36.7,
  'no-bind': 39.0,
  'no-host-path': 28.9,
  profiles: 27.7,
  'project-in-home': 25.9,
  'read-only-home': 0.8,
  'several-files': 50.1,
  'slash-at-end': 48.4,
  'source-absolute': 10.6,
  'source-beside-home': 6.7,
  'source-climbs': 14.4,
  'source-home-or': 10.8,
  'source-is-free': 17.3,
  'source-is-makeable': 57.7,
  'source-is-right': 11.1,
  'source-is-wrong': 32.5,
  'source-outside': 5.8,
  'source-relative': 15.4,
  'source-tilde': 25.8,
  'source-variable': 10.9,
  'source-variable-or': 14.8,
  'there-outside-home': 1.2,
  'umask-closes-to-the-owner': 7.2,
  'umask-lets-others-write': 16.8,
  'way-blocked': 21.5,
  'way-dangling': 7.8,
  'way-detour': 0.2,
  'way-out-of-home': 1.4,
  'way-through-a-link': 0.6,
  'wrong-beside-others': 24.5,
};

/** Whether what is missing is missing where the path says. */
function isPlainly(
  path: string,
  { folder, names }: Extract<Reached, { kind: 'missing' | 'dangling' }>,
): boolean {
  return path.replace(/^\/users\//, '/home/') === [folder, ...names].join('/');
}
