import { expectationOf, isBenign } from './oracle.ts';
import type { BakedScenario, Instruction } from './scenario.ts';

function* ofInstruction(one: Instruction): Generator<string> {
  if (one.do === 'copy' || one.do === 'heredoc') {
    if (one.chmod === null) yield 'copy-keeps-modes';
    else
      yield /^\d/.test(one.chmod)
        ? 'chmod-octal'
        : one.chmod.startsWith('$')
          ? 'chmod-variable'
          : 'chmod-symbolic';
    if (one.chown !== null) yield 'chown';
  }
  if (one.do === 'heredoc') yield 'heredoc';
  if (one.do === 'copy') {
    yield one.add ? 'add' : 'copy';
    if (one.from !== null) yield 'copy-from-stage';
    if (one.add && one.sources.some(source => source.endsWith('.tar'))) yield 'add-archive';
    if (one.sources.length > 1) yield 'several-sources';
    if (one.sources.some(source => /[*?[]/.test(source))) yield 'wildcard';
    if (one.json) yield 'json-form';
    if (one.sources.includes('policy') || one.sources.includes('policy/')) yield 'folder-source';
    if (
      one.chmod !== null &&
      /^0?[64]44$/.test(one.chmod) &&
      one.sources.some(source => /policy\/?$/.test(source))
    )
      yield 'file-mode-on-a-folder';
  }
  if (one.do === 'run') for (const { tool } of one.commands) yield `run-${tool}`;
  if (one.do === 'workdir') yield 'workdir';
  if (one.do === 'user') yield 'user';
  if (one.do === 'arg' || one.do === 'env') yield 'variable';
}

function* ofOutcome(scenario: BakedScenario): Generator<string> {
  const expectation = expectationOf(scenario);
  yield expectation.kind;
  if (expectation.kind !== 'built') return;
  for (const { verdict, because } of expectation.verdicts.values())
    yield verdict === 'unreadable'
      ? because.includes('folder')
        ? 'folder-shut'
        : 'file-shut'
      : verdict === 'missing'
        ? 'path-missing'
        : `path-${verdict}`;
  const other = expectationOf(scenario, 'otherUmask');
  if (other.kind !== 'built') return;
  const isByUmask = [...expectation.verdicts].some(
    ([path, { verdict }]) => other.verdicts.get(path)?.verdict !== verdict,
  );
  if (isByUmask) yield 'verdict-by-umask';
}

/** What kind of scenario this is. */
export function labels(scenario: BakedScenario): readonly string[] {
  const { stages, style, ignore, policy, umask, otherUmask } = scenario;
  const found = [
    ...stages.flatMap(({ instructions }) => instructions.flatMap(one => [...ofInstruction(one)])),
  ];
  found.push(...ofOutcome(scenario));
  if (isBenign(scenario)) found.push('benign');
  if (stages.length > 1) found.push('several-stages');
  if (stages.some(({ base }) => base.kind === 'stage')) found.push('from-stage');
  if (ignore !== null) found.push('dockerignore');
  if (ignore?.some(line => line.startsWith('!'))) found.push('dockerignore-exception');
  if (style.continued) found.push('continued-lines');
  if (style.escape !== '\\') found.push('other-escape');
  if (scenario.context.some(({ kind }) => kind === 'link')) found.push('link-in-context');
  if (policy.user === null) found.push('user-of-the-image');
  if (policy.user === '0') found.push('user-root');
  if (umask !== otherUmask) found.push('umasks-apart');
  return [...new Set(found)];
}

/** The least share of each label among drawn scenarios, in percent: about 60 % of the measured one, less where it is rare. */
export const atLeast: Readonly<Record<string, number>> = {
  add: 7.55,
  'add-archive': 4.35,
  benign: 6.55,
  built: 31.6,
  'chmod-octal': 36.95,
  'chmod-symbolic': 20.7,
  'chmod-variable': 2.4,
  chown: 19.05,
  'continued-lines': 15.1,
  copy: 53.8,
  'copy-from-stage': 8.3,
  'copy-keeps-modes': 34.05,
  dockerignore: 14.4,
  'dockerignore-exception': 6,
  'file-mode-on-a-folder': 14.6,
  'file-shut': 1.95,
  'folder-shut': 3.2,
  'folder-source': 33.05,
  'from-stage': 13.5,
  heredoc: 13.75,
  'json-form': 15.45,
  'link-in-context': 10.25,
  'other-escape': 9.25,
  'path-fine': 16.55,
  'path-missing': 20.25,
  'path-writable': 2.35,
  refused: 22.05,
  'run-chmod': 41.15,
  'run-chown': 6.75,
  'run-install': 7.35,
  'run-ln': 3,
  'run-mkdir': 9.5,
  'several-sources': 6.75,
  'several-stages': 29.8,
  'umasks-apart': 46.05,
  unknown: 6.25,
  user: 11.95,
  'user-of-the-image': 11.55,
  'user-root': 1.15,
  variable: 10.45,
  'verdict-by-umask': 1.8,
  wildcard: 19.5,
  workdir: 7.75,
};
