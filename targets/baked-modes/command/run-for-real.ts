import * as fs from 'node:fs';
import { join } from 'node:path';
import { type Ran, type Stage, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { changeText, diffTrees } from '../../../harness/world/file-tree/diff.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import { type CheckedOut, contextOf } from '../context.ts';
import type { BakedObservation, Built } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { buildContext } from './build-context.ts';
import { whyNotWithoutRoot } from './can-be-real.ts';
import { imageTree } from './image-tree.ts';
import { readVerdicts } from './read-verdicts.ts';

/** "This program does not do that": only of a RUN. */
const notDone = 3;

/**
 * Runs a program on a scenario's context as it is checked out under either umask, and looks at what it built and said.
 * What can't be had here is rejected before anything is started.
 */
export async function runForReal(
  scenario: BakedScenario,
  stage: Stage,
): Promise<BakedObservation | Unobserved> {
  const umasks = [scenario.umask, scenario.otherUmask].map(text => Number.parseInt(text, 8));
  const [one = 0, two = 0] = umasks;
  const contexts = [contextOf(scenario, one), contextOf(scenario, two)] as const;
  const reason = stage.privileged ? undefined : whyNotWithoutRoot(scenario, contexts);
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const first = await build(scenario, stage, { name: 'first', umask: one, context: contexts[0] });
  if (first instanceof Unobserved) return first;
  const other = await build(scenario, stage, { name: 'other', umask: two, context: contexts[1] });
  if (other instanceof Unobserved) return other;
  return { first: first.built, other: other.built, elsewhere: [...first.elsewhere, ...other.elsewhere] };
}

interface Checkout {
  readonly name: string;
  readonly umask: number;
  readonly context: readonly CheckedOut[];
}

/** What a program may write to: the image, and its own folders. */
const image = 'image';
const own = new Set([image, 'home', 'tmp']);

async function build(
  scenario: BakedScenario,
  stage: Stage,
  { name, umask, context }: Checkout,
): Promise<{ readonly built: Built; readonly elsewhere: readonly string[] } | Unobserved> {
  const root = join(stage.folder, name);
  for (const folder of ['', 'context', 'project', ...own]) {
    fs.mkdirSync(join(root, folder));
    fs.chmodSync(join(root, folder), 0o755);
  }
  buildContext(join(root, 'context'), context, stage.privileged);
  const before = snapshotFolder(root, { except: own });
  const { policy } = scenario;
  const given = {
    POLICY_PATHS: policy.paths.join('\n'),
    ...(policy.user === null ? {} : { POLICY_USER: policy.user }),
  };
  const places = { home: join(root, 'home'), temporary: join(root, 'tmp'), path: stage.path };
  const ran = await stage.start({
    arguments: [join(root, 'context'), join(root, image)],
    environment: contractEnvironment(given, places),
    folder: join(root, 'project'),
    umask,
  });
  if (ran.end.kind === 'exited' && ran.end.status === notDone && hasRuns(scenario))
    return new Unobserved({ kind: 'rejected', reason: 'the program does not do what a RUN asks for' });
  const changes = diffTrees(before, snapshotFolder(root, { except: own })).filter(
    change => change.how !== 'changed' || change.differences.some(one => one !== 'times'),
  );
  return { built: builtBy(ran, root), elsewhere: changes.map(changeText) };
}

function hasRuns({ stages }: BakedScenario): boolean {
  return stages.some(({ instructions }) => instructions.some(one => one.do === 'run' || one.do === 'opaque'));
}

function builtBy(ran: Ran, root: string): Built {
  const exit = ran.end.kind === 'exited' ? ran.end.status : -1;
  const { told, garbled } = readVerdicts(ran.out.text);
  const self = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  const tree = imageTree(join(root, image), self);
  // Who refuses, or only says verdicts, builds nothing.
  const isBuilt = exit !== 2 && (tree.size > 1 || told.length === 0);
  const complaints = ran.err.text
    .replaceAll(root, '')
    .split('\n')
    .filter(line => line !== '');
  return { exit, tree: isBuilt ? tree : undefined, told, garbled, complaints };
}
