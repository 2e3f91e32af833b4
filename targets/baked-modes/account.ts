import { octal } from '../../harness/arbitraries/file-mode.ts';
import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { contextOf } from './context.ts';
import { dockerfileOf } from './dockerfile.ts';
import type { BakedObservation, Built, Inside } from './observation.ts';
import type { BakedScenario } from './scenario.ts';

function policyText({ policy: { user, paths } }: BakedScenario): string {
  return `${paths.join(', ')} by ${user === null ? "the image's user" : `user ${user}`}`;
}

function instructionsIn(scenario: BakedScenario): readonly string[] {
  return dockerfileOf(scenario)
    .text.split('\n')
    .filter(line => line !== '' && !/^\s*#/.test(line));
}

function gist(scenario: BakedScenario): string {
  const lines = instructionsIn(scenario).filter(line => !/^from scratch$/i.test(line));
  const shown = lines.slice(0, 3).join(' · ');
  const more = lines.length > 3 ? ` · and ${lines.length - 3} more` : '';
  return `umask ${scenario.umask} · ${shown || 'nothing'}${more}`;
}

function contextText(scenario: BakedScenario): string {
  const entries = contextOf(scenario, Number.parseInt(scenario.umask, 8));
  return entries
    .map(({ path, kind, mode, to }) => (kind === 'link' ? `${path} → ${to}` : `${path} ${octal(mode)}`))
    .join(', ');
}

function rows(scenario: BakedScenario): readonly Row[] {
  const { ignore, umask, otherUmask } = scenario;
  return [
    ['policy', policyText(scenario)],
    ['umasks', `${umask}, then ${otherUmask}`],
    ['context', contextText(scenario)],
    ...(ignore === null
      ? []
      : [['.dockerignore', ignore.map(line => JSON.stringify(line)).join(' ')] as const]),
    ...dockerfileOf(scenario)
      .text.trimEnd()
      .split('\n')
      .map((line, nth): Row => [`Dockerfile ${nth + 1}`, line]),
  ];
}

function world(scenario: BakedScenario): World {
  const { policy, umask, otherUmask } = scenario;
  const files = contextOf(scenario, Number.parseInt(umask, 8)).map(
    ({ kind, path, mode, content, to }): WorldFile =>
      kind === 'link'
        ? { kind, path: `context/${path}`, to }
        : kind === 'file'
          ? { kind, path: `context/${path}`, content, mode }
          : { kind, path: `context/${path}`, mode },
  );
  return {
    arguments: ['context', 'image'],
    environment: {
      POLICY_PATHS: policy.paths.join('\n'),
      ...(policy.user === null ? {} : { POLICY_USER: policy.user }),
    },
    files: [...files, { kind: 'folder', path: 'image', mode: 0o755 }],
    notes: [['umasks', `${umask}; once more with a context that was checked out under ${otherUmask}`]],
  };
}

function told(name: string, { exit, tree, told: verdicts, complaints }: Built): readonly Row[] {
  const built = tree === undefined ? 'nothing built' : `${tree.size} entries built`;
  return [
    [name, `exit ${exit}, ${built}`],
    ...verdicts.map(
      ({ path, verdict, at, line }): Row => [
        'verdict',
        `${path}: ${verdict}${at === null ? '' : ` at ${at}`}${line === null ? '' : `, line ${line}`}`,
      ],
    ),
    ...complaints.slice(0, 4).map((line): Row => ['said', line]),
  ];
}

function toldInside(name: string, { built, differs, access }: Inside): readonly Row[] {
  const came = typeof built === 'string' ? `refused: ${built}` : `${built.size} entries`;
  return [
    [name, `BuildKit: ${came}`],
    ...differs.map((text): Row => ['differs', text]),
    ...(typeof access === 'string' ? [['no container', access] as const] : []),
    ...(access instanceof Map ? [...access] : []).map(
      ([path, { reads, changes }]): Row => [
        'kernel',
        `${path}: ${reads}${changes === '' ? '' : `, can change ${changes}`}`,
      ],
    ),
  ];
}

/** Tells people about Dockerfiles, contexts and what became of them. */
export const account: Account<BakedScenario, BakedObservation> = {
  gist,
  scenario: rows,
  world,
  observation: ({ first, other, elsewhere, inside }) => [
    ...told('first', first),
    ...told('other umask', other),
    ...elsewhere.map((change): Row => ['elsewhere', change]),
    ...(inside === undefined
      ? []
      : [...toldInside('inside', inside.first), ...toldInside('inside, other umask', inside.other)]),
  ],
};
