import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { group, instruction, opaque, other, passwd, user } from './instruction-arbitrary.ts';
import { foldersPinned, inherited, pinned } from './pinned-arbitrary.ts';
import { plainRecord } from './run-arbitrary.ts';
import type { CopyInstruction, Instruction, RunCommand, Stage } from './scenario.ts';

type Of<K> = Extract<Instruction, { do: K }>;
type Variable = Extract<Instruction, { value: string }>;
type Tool<K> = Extract<RunCommand, { tool: K }>;

function oneRun(...commands: readonly fc.Arbitrary<RunCommand>[]): fc.Arbitrary<Instruction> {
  return plainRecord<Of<'run'>>({
    do: fc.constant('run'),
    json: fc.constant(false),
    commands: fc.tuple(...commands),
  });
}

function chmodOf(
  mode: fc.Arbitrary<string>,
  path: fc.Arbitrary<string>,
  recursive: fc.Arbitrary<boolean> = fc.constant(false),
): fc.Arbitrary<Tool<'chmod'>> {
  return plainRecord<Tool<'chmod'>>({
    tool: fc.constant('chmod'),
    recursive,
    mode,
    paths: fc.tuple(path),
  });
}

/** Rights that one of owner, group and others has and another lacks; sticky, set-uid and set-gid too. */
const unequal = weighted(
  [2, '044'],
  [2, '404'],
  [2, '604'],
  [2, '640'],
  [1, '711'],
  [2, '705'],
  [2, '750'],
  [1, '477'],
  [2, '077'],
  [2, '1777'],
  [1, '1666'],
  [3, '2755'],
);

function chownOf(owner: fc.Arbitrary<string>, path: string): fc.Arbitrary<Tool<'chown'>> {
  return plainRecord<Tool<'chown'>>({
    tool: fc.constant('chown'),
    recursive: fc.constant(false),
    owner,
    paths: fc.tuple(fc.constant(path)),
  });
}

const someone = weighted([2, '1000'], [2, ':1000'], [3, ':50'], [2, ':1001'], [2, ':0'], [1, '2000:50']);

/** Who may do what is a matter of classes: the first that somebody is in decides, and no other. */
function guardedAt(path: string): fc.Arbitrary<Instruction> {
  return oneRun(chownOf(someone, path), chmodOf(unequal, fc.constant(path)));
}

const guarded = fc.oneof(
  { weight: 5, arbitrary: guardedAt('/etc/pol/10-deny.json') },
  { weight: 4, arbitrary: guardedAt('/etc/pol') },
  { weight: 1, arbitrary: guardedAt('/etc') },
  { weight: 1, arbitrary: guardedAt('/') },
);

/** What is somebody's, and a copy of it. */
const installed = oneRun(
  chownOf(someone, '/etc/pol/10-deny.json'),
  plainRecord<Tool<'install'>>({
    tool: fc.constant('install'),
    folders: fc.constant(false),
    mode: weighted([1, null], [1, '0644']),
    owner: weighted([2, null], [1, '0']),
    group: fc.constant(null),
    paths: fc.tuple(fc.constant('/etc/pol/10-deny.json'), fc.constant('/etc/pol/20-hooks.json')),
  }),
);

function linkTo(to: fc.Arbitrary<string>, path: string): fc.Arbitrary<Tool<'ln'>> {
  return plainRecord<Tool<'ln'>>({
    tool: fc.constant('ln'),
    force: fc.constant(false),
    to,
    path: fc.constant(path),
  });
}

const behindLinks = weighted(
  [2, '/etc/other'],
  [1, '/srv'],
  [2, '/etc/other/10-deny.json'],
  [1, '/srv/real/pol'],
);
const linkedMode = weighted([2, '700'], [2, '777'], [1, '600'], [1, '755']);

/** Links, one behind the other and one in a folder of its own, and what is done through them. */
const linked = fc.oneof(
  oneRun(
    linkTo(weighted([2, '/etc/pol'], [1, 'pol'], [1, '../etc/pol']), '/etc/other'),
    linkTo(weighted([1, '/etc/other'], [1, 'etc/other']), '/srv'),
    chmodOf(linkedMode, behindLinks, weighted([2, false], [1, true])),
  ),
  oneRun(
    plainRecord<Tool<'mkdir'>>({
      tool: fc.constant('mkdir'),
      parents: fc.constant(true),
      mode: weighted([2, '0700'], [1, '0755']),
      paths: fc.tuple(fc.constant('/srv/real')),
    }),
    linkTo(weighted([1, '/etc/pol'], [1, '../../etc/pol']), '/srv/real/pol'),
  ),
  oneRun(linkTo(weighted([1, '../10-deny.json'], [1, 'extra.json']), '/etc/pol')),
);

function copyTo(
  dest: fc.Arbitrary<string>,
  chmod: fc.Arbitrary<string | null>,
): fc.Arbitrary<CopyInstruction> {
  return plainRecord<CopyInstruction>({
    do: fc.constant('copy'),
    add: fc.constant(false),
    from: fc.constant(null),
    sources: fc.tuple(weighted([2, 'policy/10-deny.json'], [1, 'policy'])),
    json: fc.constant(false),
    dest,
    chmod,
    chown: fc.constant(null),
  });
}

const throughLinks = copyTo(
  weighted([1, '/srv'], [1, '/etc/other'], [1, '/srv/']),
  weighted([1, '600'], [1, '755'], [1, null]),
);

/** Where one is, and what is put there by a path that depends on it. */
const workdir = plainRecord<Of<'workdir'>>({
  do: fc.constant('workdir'),
  path: weighted([3, '/etc'], [1, '/etc/pol'], [2, '/opt/app'], [1, 'pol']),
});
const relative = copyTo(weighted([3, 'pol/'], [2, '.'], [1, 'pol']), weighted([2, null], [1, '755']));

/** What is given away loses the right to run as its owner. */
const givenAway = fc.tuple(
  copyTo(fc.constant('/etc/pol/'), weighted([1, '4755'], [1, '6711'], [1, '2745'])),
  oneRun(chownOf(someone, '/etc/pol/10-deny.json')),
);

function polIs(value: fc.Arbitrary<string>): fc.Arbitrary<Variable> {
  return plainRecord<Variable>({ do: fc.constantFrom('env', 'arg'), name: fc.constant('POL'), value });
}

const copyToPol = copyTo(weighted([1, '$POL/'], [1, '${POL}/']), weighted([2, '755'], [1, null]));

/** One name as an argument and as a variable, and what is done by it. */
const named = fc.tuple(
  polIs(fc.constant('/etc/pol')),
  polIs(weighted([1, '/opt/app'], [1, '/etc/pol'])),
  copyToPol,
);

const somebody = plainRecord<Of<'user'>>({ do: fc.constant('user'), user: fc.constant('1000') });

/** Draws the instructions of the n-th stage: anything, or what one thing that may go wrong is about. */
export function shape(nth: number): fc.Arbitrary<Instruction[]> {
  const any = instruction(nth);
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(any, { minLength: 1, maxLength: 6 }) },
    { weight: 4, arbitrary: fc.tuple(pinned, foldersPinned) },
    { weight: 2, arbitrary: fc.tuple(pinned, foldersPinned, somebody) },
    { weight: 4, arbitrary: fc.tuple(pinned, foldersPinned, any) },
    { weight: 2, arbitrary: fc.tuple(any, pinned, foldersPinned) },
    { weight: 2, arbitrary: fc.tuple(pinned, any) },
    { weight: 4, arbitrary: fc.tuple(any) },
    { weight: 6, arbitrary: fc.tuple(inherited, any) },
    { weight: 1, arbitrary: fc.tuple(pinned, foldersPinned, opaque) },
    { weight: 3, arbitrary: fc.tuple(pinned, foldersPinned, guarded) },
    { weight: 3, arbitrary: fc.tuple(pinned, foldersPinned, passwd, group, guarded) },
    { weight: 1, arbitrary: fc.tuple(pinned, foldersPinned, guarded, foldersPinned) },
    { weight: 1, arbitrary: fc.tuple(pinned, foldersPinned, installed) },
    { weight: 2, arbitrary: fc.tuple(pinned, foldersPinned, linked) },
    { weight: 2, arbitrary: fc.tuple(pinned, foldersPinned, linked, throughLinks) },
    { weight: 1, arbitrary: fc.tuple(user, workdir, pinned, any) },
    { weight: 1, arbitrary: fc.tuple(workdir, relative) },
    { weight: 1, arbitrary: fc.tuple(relative, foldersPinned) },
    { weight: 1, arbitrary: fc.tuple(pinned, other, foldersPinned) },
    { weight: 1, arbitrary: named },
    { weight: 1, arbitrary: givenAway },
  );
}

function stageFrom(base: fc.Arbitrary<Stage['base']>, instructions: fc.Arbitrary<Instruction[]>) {
  return plainRecord<Stage>({ base, named: fc.boolean(), instructions });
}

const onScratch = plainRecord<Stage['base']>({ kind: fc.constant('scratch') });
const onTheFirst = plainRecord<Extract<Stage['base'], { kind: 'stage' }>>({
  kind: fc.constant('stage'),
  nth: fc.constant(0),
});

/** A stage, one that begins with it and changes its own variables, and another that begins with it too. */
export const inheriting: fc.Arbitrary<Stage[]> = fc.tuple(
  stageFrom(onScratch, fc.tuple(polIs(fc.constant('/etc/pol')), workdir)),
  stageFrom(onTheFirst, fc.tuple(polIs(fc.constant('/opt/app')), copyToPol)),
  stageFrom(
    onTheFirst,
    fc.oneof(fc.tuple(copyToPol), fc.tuple(relative), fc.tuple(copyToPol, foldersPinned)),
  ),
);
