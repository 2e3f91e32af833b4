import { contextOf } from '../context.ts';
import { dockerfileOf } from '../dockerfile.ts';
import type { BakedScenario, Instruction } from '../scenario.ts';
import { copyEntries } from './copying.ts';
import { blank, makeAll, type PredictedTree, plain, Unbuildable, Unknowable } from './entry.ts';
import { ignoredBy } from './patterns.ts';
import { owners } from './people.ts';
import { runCommand } from './running.ts';

/** A stage as it turns out. */
export interface PredictedStage {
  readonly tree: PredictedTree;
  user: string;
  folder: string;
  /** What arguments and the environment say; the environment's word counts. */
  readonly arguments: Record<string, string>;
  readonly environment: Record<string, string>;
  trouble: Unbuildable | Unknowable | undefined;
}

/** What is copied from: the context as the builder sees it. */
function contextTree(scenario: BakedScenario, umask: number): PredictedTree {
  const entries = contextOf(scenario, umask);
  const ignored = scenario.ignore === null ? () => false : ignoredBy(scenario.ignore);
  const kept = entries.filter(({ path }) => !ignored(path)).map(({ path }) => path);
  const tree: PredictedTree = new Map([['/', { ...blank, kind: 'folder' }]]);
  for (const { path, ...entry } of entries) {
    // A folder is seen, ignored or not, when something in it is.
    const isSeen =
      !ignored(path) || (entry.kind === 'folder' && kept.some(one => one.startsWith(`${path}/`)));
    if (isSeen) tree.set(`/${path}`, { ...blank, ...entry });
  }
  return tree;
}

/** A word with its variables put in. */
function put(word: string, { arguments: given, environment }: PredictedStage): string {
  return word.replace(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (_, braced, otherwise, bare) => {
    const name: string = braced ?? bare;
    return (environment[name] ?? given[name]) || (otherwise ?? '');
  });
}

function isRoot(user: string): boolean {
  return ['', '0', 'root', '0:0', 'root:root', '0:root', 'root:0'].includes(user);
}

/** The commands of a RUN, one after the other. Variables are the shell's: none in the JSON form, and none may be empty. */
function runAll(
  { json, commands }: Extract<Instruction, { do: 'run' }>,
  stage: PredictedStage,
  line: number,
): void {
  const worded = (word: string): string => {
    const names = json ? [] : [...word.matchAll(/\$\{?(\w+)/g)];
    if (names.some(([, name = '']) => !(stage.environment[name] ?? stage.arguments[name])))
      throw new Unknowable('a variable that is not set');
    return json ? word : put(word, stage);
  };
  const done = (json ? commands.slice(0, 1) : commands).map(command => ({
    command: command.tool === 'chmod' ? { ...command, mode: worded(command.mode) } : command,
    paths: ('paths' in command ? command.paths : [command.path]).map(worded),
  }));
  for (const { command, paths } of done)
    runCommand(command, paths, { tree: stage.tree, folder: stage.folder, line });
}

interface Surroundings {
  readonly stages: readonly PredictedStage[];
  readonly context: PredictedTree;
}

/** Does an instruction to a stage. @throws Unbuildable, Unknowable */
function apply(
  one: Instruction,
  line: number,
  stage: PredictedStage,
  { stages, context }: Surroundings,
): void {
  const { tree } = stage;
  const worded = (word: string): string => put(word, stage);
  switch (one.do) {
    case 'other':
      return;
    case 'opaque':
      throw new Unknowable(one.line);
    case 'arg':
      stage.arguments[one.name] = worded(one.value);
      return;
    case 'env':
      stage.environment[one.name] = worded(one.value);
      return;
    case 'user':
      stage.user = worded(one.user);
      return;
    case 'workdir': {
      stage.folder = plain(worded(one.path), stage.folder);
      const owner = isRoot(stage.user) ? { uid: 0, gid: 0 } : owners(tree, stage.user, 'by user');
      makeAll(tree, stage.folder, { ...blank, ...owner, line });
      return;
    }
    case 'run':
      if (!isRoot(stage.user)) throw new Unknowable('a RUN as somebody else');
      runAll(one, stage, line);
      return;
    case 'heredoc': {
      const text = one.lines.map(text => `${one.quoted ? text : worded(text)}\n`).join('');
      const source: PredictedTree = new Map([
        [`/${one.delimiter}`, { ...blank, kind: 'file', mode: 0o644, content: text }],
      ]);
      copyEntries([one.delimiter], source, 'context', { ...one, ...requestOf(one, stage, line) });
      return;
    }
    case 'copy': {
      if (one.add && one.from !== null) throw new Unbuildable('an ADD from a stage');
      const from = one.from === null ? undefined : stages[one.from];
      if (from?.trouble !== undefined) throw from.trouble;
      const sources = one.sources.map(worded);
      const address = sources.some(source => /^https?:/.test(source));
      if (address) throw one.add ? new Unknowable('what is fetched') : new Unbuildable('an address');
      const kind = one.from === null ? 'context' : 'stage';
      copyEntries(sources, from?.tree ?? context, kind, { ...requestOf(one, stage, line), add: one.add });
    }
  }
}

function requestOf(
  one: { readonly dest: string; readonly chmod: string | null; readonly chown: string | null },
  stage: PredictedStage,
  line: number,
) {
  const dest = put(one.dest, stage);
  const absolute = plain(dest, stage.folder);
  const chown = put(one.chown ?? '', stage);
  return {
    tree: stage.tree,
    dest: absolute,
    isFolder: /(^|\/)\.?$/.test(dest),
    chmod: put(one.chmod ?? '', stage) || undefined,
    chown: chown === '' ? undefined : owners(stage.tree, chown, 'by user'),
    line,
    add: false,
  };
}

function begin({ base }: BakedScenario['stages'][number], stages: readonly PredictedStage[]): PredictedStage {
  const other = base.kind === 'stage' ? stages[base.nth] : undefined;
  if (other !== undefined)
    return {
      ...other,
      tree: new Map(other.tree),
      arguments: { ...other.arguments },
      environment: { ...other.environment },
    };
  return {
    tree: new Map([['/', { ...blank, kind: 'folder' }]]),
    user: '',
    folder: '/',
    arguments: {},
    environment: {},
    trouble: base.kind === 'image' ? new Unknowable('an image') : undefined,
  };
}

/** The last stage of a scenario as it turns out under a umask, worked out from its instructions as data. */
export function lastStage(scenario: BakedScenario, umask: number): PredictedStage {
  const context = contextTree(scenario, umask);
  const { lines } = dockerfileOf(scenario);
  const stages: PredictedStage[] = [];
  for (const [nth, given] of scenario.stages.entries()) {
    const stage = begin(given, stages);
    for (const [at, one] of given.instructions.entries()) {
      if (stage.trouble instanceof Unbuildable) break;
      try {
        apply(one, lines[nth]?.[at] ?? 0, stage, { stages, context });
      } catch (error) {
        if (!(error instanceof Unbuildable || error instanceof Unknowable)) throw error;
        stage.trouble ??= error;
      }
    }
    stages.push(stage);
  }
  const last = stages.at(-1);
  if (last === undefined) throw new TypeError('a scenario has a stage');
  return last;
}
